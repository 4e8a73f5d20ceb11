import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { OrderException } from '../../domain/exception.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import type { RecordedRisk } from '../../domain/promise-risk.ts';
import type { QueueEntry, QueueKind } from '../../domain/queue.ts';
import type { HoldRecord } from '../../domain/record/order-record.ts';
import type { Connection } from '../connection/connection.type.ts';
import { PageArgs } from '../connection/page.args.ts';
import { toConnectionOfAll } from '../connection/to-connection.ts';
import type { Context } from '../context.ts';
import { QueueKindEnum } from '../enums.ts';
import { ExceptionConnectionType } from '../exception/exception.type.ts';
import { HoldType } from '../hold/hold.type.ts';
import { idOf } from '../id-of.ts';
import { Needs } from '../needs.ts';
import { PriorityType } from '../priority/priority.type.ts';
import { PromiseRiskType } from '../promise-risk/promise-risk.type.ts';
import { exceptionsOfLine, holdsOfLine } from './line-edges.ts';
import { OrderLineType } from './order-line.type.ts';

/** How a line stands: its risk, its place in the work, and what is in its way. */
@Resolver(() => OrderLineType)
export class LineStateResolver {
  @FieldResolver(() => PromiseRiskType, {
    nullable: true,
    description: 'As last recorded. Null when nothing was promised, or the line is no longer open.',
  })
  promiseRisk(@Root() { id }: OrderLine, @Ctx() { loaders }: Context): Promise<RecordedRisk | null> {
    return loaders.promiseRisk.load(id);
  }

  @FieldResolver(() => PriorityType, { nullable: true, description: 'Null when it waits in no queue.' })
  priority(@Root() { id }: OrderLine, @Ctx() { loaders }: Context): Promise<QueueEntry | null> {
    return loaders.queueEntry.load(id);
  }

  @FieldResolver(() => QueueKindEnum, {
    nullable: true,
    description: 'The queue in which it waits; null when in none.',
  })
  @Needs('queue.read')
  async queue(@Root() { id }: OrderLine, @Ctx() { loaders }: Context): Promise<QueueKind | null> {
    return (await loaders.queueEntry.load(id))?.kind ?? null;
  }

  @FieldResolver(() => [HoldType], {
    description: 'Holds now in force that block it: its own and those of the whole order.',
  })
  holds(@Root() line: OrderLine, @Ctx() { loaders }: Context): Promise<readonly HoldRecord[]> {
    return holdsOfLine(loaders, line);
  }

  @FieldResolver(() => ExceptionConnectionType, { description: 'Open and resolved, where they name this line.' })
  async exceptions(
    @Root() line: OrderLine,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { loaders }: Context,
  ): Promise<Connection<OrderException>> {
    return toConnectionOfAll(`exceptions of line ${line.id}`, page, await exceptionsOfLine(loaders, line), idOf);
  }
}

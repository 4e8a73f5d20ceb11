import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { OrderLine } from '../../domain/order-line.ts';
import type { SimulatedLine, Simulation } from '../../operations/simulate-lines.ts';
import type { Context } from '../context.ts';
import { given } from '../given.ts';
import { Needs } from '../needs.ts';
import { OrderLineType } from '../order-line/order-line.type.ts';
import { SimulationOverlayInput } from './simulation.input.ts';
import { SimulatedLineType, SimulationType } from './simulation.type.ts';

@Resolver(() => SimulatedLineType)
export class SimulationResolver {
  @Query(() => SimulationType, {
    description: 'What if? Scores lines live with some things otherwise, and touches nothing.',
  })
  @Needs('simulate')
  simulate(
    @Arg('overlay', () => SimulationOverlayInput) overlay: SimulationOverlayInput,
    @Arg('lines', () => [ID], { nullable: true, description: 'At most 1,000. Null: the open book, in id order.' })
    lineIds: string[] | null | undefined,
    @Arg('first', () => Int, { defaultValue: 100, description: 'Lines of the open book, at most 1,000.' })
    first: number,
    @Arg('afterLine', () => ID, { nullable: true, description: 'Where to go on in the open book.' })
    afterLineId: string | null | undefined,
    @Ctx() { answers }: Context,
  ): Promise<Simulation> {
    const wanted = { lineIds: lineIds ?? null, first, afterLineId: afterLineId ?? null, overlay: given(overlay) };
    return answers.simulate(wanted);
  }

  @FieldResolver(() => OrderLineType, { nullable: true, description: 'As it now stands.' })
  line(@Root() { lineId }: SimulatedLine, @Ctx() { loaders }: Context): Promise<OrderLine | null> {
    return loaders.orderLine.load(lineId);
  }
}

import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { CarrierService } from '../../domain/master-data.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import type { Shipment } from '../../domain/shipment.ts';
import { CarrierServiceType } from '../carrier-service/carrier-service.type.ts';
import type { Connection } from '../connection/connection.type.ts';
import { PageArgs } from '../connection/page.args.ts';
import { toConnectionOfAll } from '../connection/to-connection.ts';
import type { Context } from '../context.ts';
import { Needs } from '../needs.ts';
import { OrderLineType } from '../order-line/order-line.type.ts';
import { ShipmentLineConnectionType, ShipmentLineType, ShipmentType } from './shipment.type.ts';

type ShipmentLine = Shipment['lines'][number];

@Resolver(() => ShipmentType)
export class ShipmentResolver {
  @Query(() => ShipmentType, { nullable: true, description: 'Null when no such shipment is known.' })
  @Needs('shipments.read')
  shipment(@Arg('id', () => ID) id: string, @Ctx() { loaders }: Context): Promise<Shipment | null> {
    return loaders.shipment.load(id);
  }

  @FieldResolver(() => CarrierServiceType, {
    nullable: true,
    description: 'Null when the source does not say or has not told of it.',
  })
  carrierService(
    @Root() { carrierServiceId }: Shipment,
    @Ctx() { loaders }: Context,
  ): Promise<CarrierService | null> | null {
    return carrierServiceId === null ? null : loaders.carrierService.load(carrierServiceId);
  }

  @FieldResolver(() => ShipmentLineConnectionType, { description: 'What it carries.' })
  lines(@Root() { id, lines }: Shipment, @Args(() => PageArgs) page: PageArgs): Connection<ShipmentLine> {
    return toConnectionOfAll(`lines of shipment ${id}`, page, lines, ({ lineId }) => lineId);
  }
}

@Resolver(() => ShipmentLineType)
export class ShipmentLineResolver {
  @FieldResolver(() => OrderLineType, { nullable: true, description: 'Null while its source has not told of it.' })
  line(@Root() { lineId }: ShipmentLine, @Ctx() { loaders }: Context): Promise<OrderLine | null> {
    return loaders.orderLine.load(lineId);
  }
}

import { FieldResolver, Resolver, Root } from 'type-graphql';
import { toDecimal, type Money } from '../../domain/money.ts';
import { MoneyType } from './money.type.ts';

@Resolver(() => MoneyType)
export class MoneyResolver {
  @FieldResolver(() => String, { description: 'In major units as a plain decimal, such as `734.71`.' })
  amount(@Root() money: Money): string {
    return toDecimal(money);
  }
}

import { Directive, Field, ObjectType } from 'type-graphql';

@Directive('@shareable')
@ObjectType('PageInfo', { description: 'Where a page stands in its list (Relay).' })
export class PageInfoType {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean, {
    description: 'Whether the page was asked for with `after`: something then stands before it.',
  })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Null when the page is empty.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Give it as `after` to read on. Null when the page is empty.' })
  endCursor!: string | null;
}

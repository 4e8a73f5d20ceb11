import { Field, ObjectType, type ClassType } from 'type-graphql';
import { PageInfoType } from './page-info.type.ts';

/** A page of a list, with a cursor at every item. */
export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly pageInfo: PageInfoType;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

/** Declares `<name>Connection` and `<name>Edge`. Call once per node type. */
export function createConnectionType(name: string, nodeType: () => ClassType): ClassType<Connection<object>> {
  @ObjectType(`${name}Edge`)
  class EdgeType {
    @Field(() => String, { description: 'Opaque; stays valid while others come and go.' })
    cursor!: string;

    @Field(nodeType)
    node!: object;
  }

  @ObjectType(`${name}Connection`)
  class ConnectionType {
    @Field(() => [EdgeType])
    edges!: EdgeType[];

    @Field(() => PageInfoType)
    pageInfo!: PageInfoType;
  }

  return ConnectionType;
}

import { describe, expect, it } from 'vitest';
import type { Member, Model } from '../../../plugins/odata/csdl/model.ts';
import { readModel } from '../../../plugins/odata/csdl/read-model.ts';
import { recorded } from './service.ts';

function summaryOf({ entitySets }: Model): unknown {
  const member = (given: Member): unknown =>
    given.holds === 'value' ? given : [given.holds, given.isCollection, given.target().name];
  return [...entitySets].map(([set, { name, key, members }]) => [
    set,
    name,
    key,
    Object.fromEntries([...members].map(([property, given]) => [property, member(given)])),
  ]);
}

/** A description as SAP Gateway and Dynamics write them: aliases, inheritance, definitions, parts and enumerations. */
const XML = `<?xml version="1.0"?><!-- <EntitySet Name="Comment"/> --><edmx:Edmx xmlns:edmx="x"><edmx:DataServices>
<Schema Namespace="com.example.crm" Alias="self" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <TypeDefinition Name="Short" UnderlyingType="Edm.String" MaxLength="4"/>
  <EnumType Name="State"><Member Name="Open" Value="0"/></EnumType>
  <ComplexType Name="Address"><Property Name="city" Type="Edm.String"/></ComplexType>
  <EntityType Name="Base" Abstract="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.Guid" Nullable="false"/></EntityType>
  <EntityType Name="order" BaseType="self.Base">
    <Property Name="code" Type="self.Short"/><Property Name="state" Type="com.example.crm.State"/>
    <Property Name='note' Type='Edm.String' MaxLength='max'><Annotation Term="a.b" String="&lt;&#65;&gt; &quot;x&quot;"/></Property>
    <Property Name="changed" Type="Edm.DateTimeOffset" Precision="3"/>
    <Property Name="tags" Type="Collection(Edm.String)"/>
    <Property Name="shipTo" Type="self.Address"/>
    <NavigationProperty Name="parts" Type="Collection(self.order)"/>
  </EntityType>
  <EntityContainer Name="C"><EntitySet Name="orders" EntityType="self.order"><NavigationPropertyBinding Path="parts" Target="orders"/></EntitySet></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>`;

describe('what a service says of itself', () => {
  it('is the same in JSON and in XML', () => {
    const json = readModel(recorded('metadata.json'));
    const xml = readModel(recorded('metadata.xml'));

    expect(json.entitySets.get('Orders')).toMatchObject({ name: 'Sales.Orders', key: ['ID'] });
    expect(summaryOf(xml)).toEqual(summaryOf(json));
  });

  it('is read through aliases, inheritance, definitions, parts and enumerations', () => {
    const type = readModel(XML).entitySets.get('orders');
    const member = (name: string): Member | undefined => type?.members.get(name);

    expect(type).toMatchObject({ key: ['id'] });
    expect([...(type?.members.keys() ?? [])][0]).toBe('id');
    expect(member('code')).toMatchObject({ type: 'Edm.String' });
    expect(member('state')).toMatchObject({ holds: 'value', type: 'com.example.crm.State' });
    expect(member('note')).toMatchObject({ maxLength: null, isNullable: true });
    expect(member('changed')).toMatchObject({ precision: 3 });
    expect(member('tags')).toMatchObject({ isCollection: true });
    expect(member('shipTo')).toMatchObject({ holds: 'complex', isCollection: false });
    expect(member('parts')).toMatchObject({ holds: 'navigation', isCollection: true });
  });

  it.each([
    ['a page of a proxy', '<html><body>Sign in</body></html>', /expected at least one entity set/],
    ['half of it', '{"$Version":"4.0"', /expected CSDL, came something else/],
    ['a document type', `<!DOCTYPE x [<!ENTITY a "b">]>${XML}`, /without a document type/],
    [
      'a type that is not there',
      XML.replace('BaseType="self.Base"', 'BaseType="self.Nobody"'),
      /expected a type self.Nobody/,
    ],
    ['a type that inherits from itself', XML.replace('"self.Base"', '"self.order"'), /expected a type self.order/],
  ])('is refused as %s', (_what, given, problem) => {
    expect(() => readModel(given)).toThrow(problem);
  });
});

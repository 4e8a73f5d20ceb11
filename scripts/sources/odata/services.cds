using { book } from './schema';

@path: '/odata/v4/sales'
@requires: 'authenticated-user'
service Sales {
  @restrict: [{ grant: '*', to: 'authenticated-user', where: (number != 'SO-HIDDEN') }]
  entity Orders    as projection on book.Orders;
  entity Items     as projection on book.Items;
  entity Notes     as projection on book.Notes;
  entity Customers as projection on book.Customers;
  @readonly
  entity Stock     as projection on book.Stock;
}

annotate Sales.Orders with {
  modifiedAt @odata.etag;
};

/** The same without a row: a right or a database that went missing looks like this. */
@path: '/odata/v4/nothing'
@requires: 'authenticated-user'
service Nothing {
  entity Orders    as select from book.Orders where number = 'none';
  entity Items     as select from book.Items where sku = 'none';
  entity Notes     as select from book.Notes where text = 'none';
  entity Customers as select from book.Customers where code = 'none';
  @readonly
  entity Stock     as select from book.Stock where sku = 'none';
}

namespace book;

using { cuid, managed } from '@sap/cds/common';

/** A made-up distributor's book. */
entity Customers : managed {
  key code    : String(20);
      name    : String(80);
      tier    : String(10);
      country : String(2);
}

entity Orders : cuid, managed {
  number      : String(20);
  customer    : Association to Customers;
  placedOn    : Date;
  city        : String(60);
  requestedOn : Date;
  status      : String(20) default 'OPEN';
  /** Two characters; empty: nothing keeps it from being delivered. */
  block       : String(2);
  blockReason : String(200);
  /** The caller's own mark of its last request. */
  lastRequest : String(60);
  items       : Composition of many Items on items.order = $self;
  notes       : Composition of many Notes on notes.order = $self;
}

entity Items : cuid, managed {
  order      : Association to Orders;
  position   : Integer;
  sku        : String(40);
  quantity   : Decimal(13, 3);
  net        : Decimal(15, 2);
  promisedOn : Date;
}

entity Notes : cuid, managed {
  order     : Association to Orders;
  text      : String(2000);
  reference : String(60);
}

entity Stock {
  key sku    : String(40);
  key site   : String(10);
      onHand : Decimal(13, 3);
}

/** Where a purchase order or a shipping order is to go: elements of the N1 loop of the ship-to party, 004010. */
export const SHIP_TO = {
  shipTo: 'N1[01=ST]01', // element 98
  city: 'N1[01=ST]/N401', // 19
  region: 'N1[01=ST]/N402', // 156
  postalCode: 'N1[01=ST]/N403', // 116
  country: 'N1[01=ST]/N404', // 26
} as const;

import type { ExceptionType } from './state.ts';

/** Causes that the world knows: they are told when they are so, and never otherwise. */
export const WEATHER = 'weather';
export const PORT = 'held up at the port';

/** Why an exception came about where the world has nothing to tell them apart by: several causes of one kind take turns. */
export function causeOf(type: ExceptionType, number: number): string {
  const causes = CAUSES[type];
  return causes[number % causes.length] ?? type;
}

/** What is recorded when a desk has dealt with an exception. */
export const RESOLUTIONS: Readonly<Record<ExceptionType, string>> = {
  'credit-hold': 'limit reviewed with the customer and the order released',
  address: 'address corrected with the customer',
  edi: 'mapping corrected and the document taken again',
  pricing: 'price agreed with the customer',
  'inventory-mismatch': 'stock counted again and the books corrected',
  'short-pick': 'place counted again and the books corrected',
  'shipment-delay': 'carrier confirmed the new date and the customer was told',
  'supply-delay': 'supplier confirmed the new date',
  invoice: 'invoice explained or corrected',
  return: 'goods inspected and credited',
};

const CAUSES: Readonly<Record<ExceptionType, readonly [string, ...string[]]>> = {
  'credit-hold': ['credit limit exceeded'],
  address: ['street not found', 'postal code does not fit the city', 'no dock at the address'],
  edi: ['unknown item cross-reference', 'unit of measure not mapped', 'segment missing'],
  pricing: ['price differs from the contract', 'contract expired'],
  'inventory-mismatch': ['count differs from the books'],
  'short-pick': ['place was empty', 'goods were damaged', 'fewer pieces than on the books'],
  'shipment-delay': ['held up on the way', 'missed a connection'],
  'supply-delay': ['supplier ships late', 'production delayed'],
  invoice: ['freight disputed', 'quantity disputed', 'price disputed'],
  return: ['wrong item ordered', 'damaged', 'no longer needed'],
};

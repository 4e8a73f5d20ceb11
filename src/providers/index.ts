/** All that a plugin may see of the platform. */
export { z } from 'zod';
export * from './define-provider.ts';
export { didYouMean } from './did-you-mean.ts';
export { AppError, isAppError, messageOf } from '../errors.ts';
export type { Log } from '../log.ts';
export * from '../domain/record/record.ts';
export * from '../domain/record/identifier.ts';
export * from '../domain/record/order-record.ts';
export * from '../domain/record/shipment-record.ts';
export * from '../domain/record/stock-records.ts';
export * from '../domain/record/master-records.ts';
export * from '../domain/record/incident-records.ts';
export * from '../domain/record/service-terms.ts';
export * from '../domain/record/capacity.ts';
export * from '../domain/money.ts';
export * from '../domain/quantity.ts';
export * from '../domain/time.ts';

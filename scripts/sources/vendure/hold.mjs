/** An order state in which nothing is sent, added through Vendure's own extension point. */
export const holdInOrders = {
  transitions: {
    PaymentAuthorized: { to: ['OnHold'], mergeStrategy: 'merge' },
    PaymentSettled: { to: ['OnHold'], mergeStrategy: 'merge' },
    OnHold: { to: ['PaymentAuthorized', 'PaymentSettled', 'Cancelled'] },
  },
};

/** The state alone would not keep fulfilments from being made: their own states are guarded too. */
export const holdInFulfilments = {
  onTransitionStart: (_from, to, { orders }) =>
    to !== 'Cancelled' && orders.some(({ state }) => state === 'OnHold') ? 'The order is on hold' : undefined,
};

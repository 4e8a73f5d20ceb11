import { figure } from '../features/wording.ts';
import type { Rule } from './rule.ts';

/** Stock left for the line after what is bound to others or due before it: enough speaks for it, too little against. */
export const stockCover: Rule = {
  name: 'stock_cover',
  signal: 'stock',
  weigh: ({ line: { siteId, quantity, status, promisedDeliverBy }, stock }) => {
    const here = stock.find((one) => one.siteId === siteId);
    if (status === 'shipped' || !here?.inventory || here.inventory.onHand.uom !== quantity.uom) return null;
    const { own, bound, ahead } = here.claims;
    const left = Math.max(0, here.inventory.onHand.value - bound - ahead) + own;
    const said = `${figure(left)} of ${figure(quantity.value)} ${quantity.uom} left for it`;
    if (!Number.isFinite(left) || !Number.isFinite(quantity.value)) return null;
    if (left >= quantity.value) return { logOdds: -0.3, said };
    const isComing = here.receipts.some(
      ({ expectedAt }) => promisedDeliverBy !== null && expectedAt < promisedDeliverBy,
    );
    return isComing
      ? { logOdds: 0.7, said: `${said}, more is coming` }
      : { logOdds: 2, said: `${said}, nothing is coming in time` };
  },
};

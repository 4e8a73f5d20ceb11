import type { ServiceTerms } from '../../../../src/providers/index.ts';
import type { Random } from '../../engine/random.ts';
import type { Parameters } from '../../parameters/parameters.ts';
import { CURRENCY, type Segment } from '../state.ts';

/** What was agreed with a customer of a segment. Draws the same numbers whatever the segment. */
export function termsOf(parameters: Parameters, segment: Segment, isSameDay: boolean, random: Random): ServiceTerms {
  const [regulated, substitutes, whole] = [random.next(), random.next(), random.next()];
  const days = Math.round(random.spread(Math.max(0.1, parameters.flexibleDays), 0.4));
  const ratio = penaltyRatio(parameters, segment) * (isSameDay ? 1.5 : 1) * random.between(0.5, 1.5);
  const likesSubstitutes = segment === 'manufacturing' ? parameters.substituteRatio : parameters.substituteRatio / 5;
  const flat = isSameDay ? Math.round(parameters.healthcarePenaltyFlatMinor * random.between(0.5, 1.5)) : 0;
  return {
    deliverWithinHours: isSameDay ? 16 : null,
    latePenaltyRatioPerDay: Math.min(1, ratio),
    latePenaltyFlat: flat > 0 ? { amountMinor: flat, currency: CURRENCY } : null,
    latePenaltyCapRatio: ratio > 0 || flat > 0 ? parameters.penaltyCapRatio : null,
    isRegulated: segment === 'healthcare' && regulated < parameters.regulatedRatio,
    acceptsSubstitutes: substitutes < likesSubstitutes,
    acceptsPartial: whole >= parameters.wholeLinesRatio,
    flexibleDays: segment === 'municipal' ? Math.max(1, days) : 0,
  };
}

function penaltyRatio(parameters: Parameters, segment: Segment): number {
  switch (segment) {
    case 'healthcare':
      return parameters.healthcarePenaltyRatio;
    case 'manufacturing':
      return parameters.manufacturingPenaltyRatio;
    case 'municipal':
      return parameters.municipalPenaltyRatio;
    case 'strategic':
      return parameters.strategicPenaltyRatio;
    case 'trade':
      return 0;
  }
}

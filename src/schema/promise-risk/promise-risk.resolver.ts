import { Arg, Ctx, FieldResolver, Float, Int, Resolver, Root } from 'type-graphql';
import type { RecordedRisk } from '../../domain/promise-risk.ts';
import { reasonsOf, signalNamed, type Explanation, type Reason } from '../../operations/explain-risks.ts';
import type { Remedies } from '../../operations/find-remedies.ts';
import type { Context } from '../context.ts';
import { Needs } from '../needs.ts';
import { ExplanationType } from './explanation.type.ts';
import { ChanceIntervalType } from './interval.type.ts';
import { MissingSignalType } from './missing-signal.type.ts';
import { PromiseRiskType } from './promise-risk.type.ts';
import { ReasonType } from './reason.type.ts';
import { RemediesType } from './remedies.type.ts';

/** How sure a recorded risk is, and why it is what it is. */
@Resolver(() => PromiseRiskType)
export class PromiseRiskResolver {
  @FieldResolver(() => ChanceIntervalType, { description: 'Of `late`; both ends equal it when nothing is missing.' })
  interval(@Root() { lateLow, lateHigh }: RecordedRisk): ChanceIntervalType {
    return { low: lateLow, high: lateHigh };
  }

  @FieldResolver(() => [MissingSignalType], {
    description: 'What the interval is wide for; empty when nothing is missing.',
  })
  @Needs('internals.read')
  missingSignals(@Root() { missing }: RecordedRisk): MissingSignalType[] {
    return missing.flatMap((name) => {
      const signal = signalNamed(name);
      return signal ? [{ name, title: signal.title, group: signal.group }] : [];
    });
  }

  @FieldResolver(() => [ReasonType], {
    description: 'The signals that moved the score most, strongest first; empty when it can no longer be explained.',
  })
  @Needs('internals.read')
  async reasons(
    @Root() risk: RecordedRisk,
    @Arg('first', () => Int, { defaultValue: 4 }) first: number,
    @Ctx() { loaders }: Context,
  ): Promise<readonly Reason[]> {
    const explanation = await loaders.explanation.load(risk);
    return explanation ? reasonsOf(explanation, first) : [];
  }

  @FieldResolver(() => ExplanationType, {
    nullable: true,
    description: 'Null when another model gave the score than the one in use: the next scoring brings one.',
  })
  @Needs('internals.read')
  explanation(@Root() risk: RecordedRisk, @Ctx() { loaders }: Context): Promise<Explanation | null> {
    return loaders.explanation.load(risk);
  }

  @FieldResolver(() => RemediesType, {
    description:
      'The cheapest feasible changes that bring `late` under a threshold, each tried by scoring the line with it.',
  })
  @Needs('internals.read')
  remedies(
    @Root() { lineId }: RecordedRisk,
    @Arg('threshold', () => Float, { defaultValue: 0.2, description: 'Above 0 and below 1.' }) threshold: number,
    @Ctx() { loaders }: Context,
  ): Promise<Remedies> {
    return loaders.remedies.load({ lineId, threshold });
  }
}

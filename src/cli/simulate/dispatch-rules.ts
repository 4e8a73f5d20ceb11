import { DISPATCH_BASELINES, type Dispatch } from '../../../plugins/index.ts';
import { AppError } from '../../errors.ts';
import { costOfDelayDispatch } from './cost-of-delay-dispatch.ts';

/** Every rule that a simulation can be run under, by name: the field's own, and ours. */
export const DISPATCH_RULES: Readonly<Record<string, Dispatch>> = {
  ...DISPATCH_BASELINES,
  'cost-of-delay': costOfDelayDispatch(),
};

/** The rule of that name. Throws `INPUT_INVALID`, listing the names. */
export function dispatchNamed(name: string): Dispatch {
  const rule = Object.hasOwn(DISPATCH_RULES, name) ? DISPATCH_RULES[name] : undefined;
  if (rule) return rule;
  throw new AppError(
    'INPUT_INVALID',
    `--dispatch: expected ${Object.keys(DISPATCH_RULES).join(', ')}, came ${JSON.stringify(name)}`,
    { name },
  );
}

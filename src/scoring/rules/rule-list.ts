import { backlog } from './backlog.ts';
import { openExceptions } from './open-exceptions.ts';
import { holds } from './holds.ts';
import { pastLateness } from './past-lateness.ts';
import type { Rule } from './rule.ts';
import { shipSlack } from './ship-slack.ts';
import { slack } from './slack.ts';
import { stockCover } from './stock-cover.ts';

/** Changes with every change of a rule: recorded risks name it, as they name a model. */
export const RULES_VERSION = 'rules/1';

/** Every rule. `docs/rules.md` describes them; a test keeps both equal. */
export const RULES: readonly Rule[] = [slack, shipSlack, stockCover, backlog, holds, openExceptions, pastLateness];

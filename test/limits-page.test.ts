import { describe, expect, it } from 'vitest';
import { BudgetSettings } from '../src/access/budget-settings.ts';
import {
  DEFAULT_LIST_SIZE,
  FIELD_COSTS,
  INTROSPECTION_COST,
  MAX_FIRST,
  MUTATION_COST,
  SUBSCRIPTION_COST,
} from '../src/access/cost-rules.ts';
import { parseConfig } from '../src/config.ts';
import * as http from '../src/server/http-limits.ts';
import * as query from '../src/server/query-limits.ts';
import * as variables from '../src/server/variable-limits.ts';
import { MAX_OPERATIONS } from '../src/server/web-socket.ts';
import { read } from './support/source-files.ts';

const page = read('docs/limits.md');
const rows = [...page.matchAll(/^\| (.+?) +\| +(\d+) \| (.+?) +\|$/gm)].map(([, limit, most]) => [limit, Number(most)]);

describe('docs/limits.md', () => {
  it('tells every limit as the code has it', () => {
    expect(Object.fromEntries(rows)).toEqual({
      tokens: query.MAX_TOKENS,
      'fields inside fields': query.MAX_DEPTH,
      'fields, with what fragments stand for': query.MAX_FIELDS,
      aliases: query.MAX_ALIASES,
      'fields at the root': query.MAX_ROOT_FIELDS,
      directives: query.MAX_DIRECTIVES,
      'items in one list': variables.MAX_LIST_ITEMS,
      'characters in one text': variables.MAX_TEXT_LENGTH,
      '`first` (of `simulate`: 1,000), 1 at least': MAX_FIRST,
      'bytes of a body, or of one message on a socket': http.BODY_LIMIT,
      'levels of variables': variables.MAX_VARIABLE_DEPTH,
      'values in variables': variables.MAX_VARIABLE_VALUES,
      'items in one list of variables': variables.MAX_LIST_ITEMS,
      'characters in one text of variables': variables.MAX_TEXT_LENGTH,
      'milliseconds to send the headers': http.HEADERS_TIMEOUT_MS,
      'milliseconds to send the whole request': http.REQUEST_TIMEOUT_MS,
      'connections at one time': http.MAX_CONNECTIONS,
      'operations under way on one socket': MAX_OPERATIONS,
      'milliseconds of one statement in the database (`statementTimeoutMs`)': parseConfig({}, 'none')
        .statementTimeoutMs,
    });
  });

  it('tells what things cost as the code has it', () => {
    const cost = (name: string) => FIELD_COSTS[name]?.fixed;
    const told = page.slice(page.indexOf('## Points'), page.indexOf('## Budgets')).replace(/ +/g, ' ');

    for (const row of [
      `| a list without \`first\` | ${DEFAULT_LIST_SIZE} times`,
      `| a mutation | ${MUTATION_COST} more |`,
      `| \`simulate\` | ${cost('Query.simulate')} more, and ${FIELD_COSTS['Query.simulate']?.each} for every line |`,
      `of a risk | ${cost('PromiseRisk.remedies')}, ${cost('PromiseRisk.explanation')} and ${cost('PromiseRisk.reasons')} more |`,
      `| \`valueAtStake\` | ${cost('Exception.valueAtStake')} more |`,
      `(\`__schema\`, \`__type\`) | ${INTROSPECTION_COST} |`,
      `| opening a subscription | ${SUBSCRIPTION_COST}, then`,
    ])
      expect(told).toContain(row);
  });

  it('tells budgets as they are unless configured', () => {
    const { points, restorePerSecond, perQuery, partner } = BudgetSettings.parse(undefined);
    const told = (value: number) => value.toLocaleString('en-US');

    expect(page).toContain(`\`budgets.perQuery\` points (${told(perQuery)})`);
    expect(page).toContain(
      `\`budgets.points\` (${told(points)}) and fills by \`budgets.restorePerSecond\` (${told(restorePerSecond)})`,
    );
    expect(page).toContain(`\`budgets.partner\`: ${told(partner.points)} and ${told(partner.restorePerSecond)}`);
  });
});

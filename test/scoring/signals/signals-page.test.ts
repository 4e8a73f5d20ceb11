import { expect, it } from 'vitest';
import { allFeatures, featureList } from '../../../src/scoring/feature-list.ts';
import type { Feature } from '../../../src/scoring/feature.ts';
import { ScoringSettings } from '../../../src/scoring/settings.ts';
import { SIGNAL_NAMES, SIGNALS } from '../../../src/scoring/signals/signal-list.ts';
import { read } from '../../support/source-files.ts';

const page = read('docs/signals.md');
const features = allFeatures(featureList(ScoringSettings.parse({ route: ['siteId'] })));
/** Facts of a book are features under its own names: the page tells of them in words. */
const ours = features.filter(({ name }) => !name.startsWith('book.'));

/** The cells of the rows of a table whose first cell is a name in backticks. */
function rowsUnder(heading: string): string[][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

it('docs/signals.md tells of every signal where it comes from and how old it may be', () => {
  expect(rowsUnder('Signals')).toEqual(
    SIGNAL_NAMES.map((name) => {
      const { group, title, sources, allowedAgeHours } = SIGNALS[name];
      const from = sources.length === 0 ? 'own past' : sources.map((kind) => `\`${kind}\``).join(', ');
      return [`\`${name}\``, group, title, from, allowedAgeHours === null ? '—' : `${allowedAgeHours} h`];
    }),
  );
});

it('docs/signals.md tells of every feature its signal, unit, range and when it is unknown', () => {
  expect(rowsUnder('Features')).toEqual(ours.map(rowOf));
});

function rowOf(feature: Feature): string[] {
  const about = [`\`${feature.name}\``, `\`${feature.signal}\``];
  return feature.kind === 'number'
    ? [...about, feature.unit, `${feature.range[0]} to ${feature.range[1]}`, feature.nullWhen]
    : [...about, 'category', 'words', feature.nullWhen];
}

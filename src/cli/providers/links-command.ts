import type { LinkReport, UnlinkedId } from '../../operations/list-links.ts';
import { listLinks } from '../../operations/list-links.ts';
import type { AnswerOptions } from '../book-options.ts';
import { createOutput } from '../output.ts';
import { withApp } from '../with-app.ts';

/** `promisegraph providers links`: what did not match, so that nobody has to wonder why something is missing. */
export function linksCommand(options: AnswerOptions): Promise<void> {
  return withApp(options, async ({ deps }) => {
    const reports = await listLinks(deps);
    const lines = reports.flatMap(linesOf);
    createOutput(options).answer(reports, lines.length > 0 ? lines.join('\n') : 'no links are declared');
  });
}

function linesOf({ rule, linked, keyless, unmatched, ambiguous, unclaimed }: LinkReport): readonly string[] {
  const how = rule.pairs ? 'by pairs' : `${rule.key} = ${rule.equals}`;
  const counts = [
    `${linked} linked`,
    `${unmatched.count} unmatched`,
    `${ambiguous.count} ambiguous`,
    ...(keyless > 0 ? [`${keyless} without a key`] : []),
    ...(unclaimed ? [`${unclaimed.count} of ${rule.home} unclaimed`] : []),
  ];
  return [
    `${rule.kind}  ${rule.source} -> ${rule.home}  (${how})  ${counts.join(', ')}`,
    ...unmatched.examples.map((one) => `    unmatched  ${named(one)}`),
    ...ambiguous.examples.map(
      (one) =>
        `    ambiguous  ${named(one)}: ${[...one.homes.map((id) => `${rule.home} ${id}`), ...one.claims.map((id) => `${rule.source} ${id}`)].join(', ')}`,
    ),
    ...(unclaimed && unclaimed.count > 0
      ? [`    unclaimed  ${unclaimed.examples.join(', ')}${unclaimed.count > unclaimed.examples.length ? ', …' : ''}`]
      : []),
  ];
}

function named({ id, key, records }: UnlinkedId): string {
  const looked = key === null ? 'its record is not known' : `looked for ${JSON.stringify(key)}`;
  return `${id}  ${looked}, ${records} ${records === 1 ? 'record' : 'records'}`;
}

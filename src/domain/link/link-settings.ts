import { z } from 'zod';
import { LINKED_KINDS, MASTER_KINDS, type LinkRule } from './link-rule.ts';
import { IGNORABLE } from './normal-form.ts';

const Field = z
  .string()
  .regex(/^(id|reference|attributes\..+)$/, 'expected id, reference or attributes.<name>')
  .default('id');

/** How a source's name for a thing is found at the home. */
const SourceRule = z
  .strictObject({
    /** The field of the source's record that is compared. */
    key: Field,
    /** The field of the home's record that it must equal. */
    equals: Field,
    /** What is overlooked in both: `space`, `case`, `punctuation`, `leadingZeros`. White space at the ends always is. */
    ignore: z.array(z.enum(IGNORABLE)).default([]),
    /** Instead of fields: the source's id to the home's, one by one. */
    pairs: z.record(z.string(), z.string().min(1)).optional(),
  })
  .refine(
    ({ key, equals, ignore, pairs }) => !pairs || (key === 'id' && equals === 'id' && ignore.length === 0),
    'expected pairs alone, came key, equals or ignore with them',
  );

const KindLinks = z.strictObject({
  /** The source whose ids are the book's. */
  home: z.string().min(1),
  /** Sources whose ids are translated, each with how. */
  sources: z.record(z.string(), SourceRule),
  /** Whose record is shown where several have one, the best first; sources that are left out come last. Without it the home, then the sources as listed. */
  told: z.array(z.string()).optional(),
});

/** Which ids of which sources mean the same thing, by kind. Nothing is declared without it, and equal ids are the same thing. */
export const LinkSettings = z.partialRecord(z.enum(LINKED_KINDS), KindLinks).superRefine((kinds, context) => {
  for (const [kind, links] of Object.entries(kinds)) {
    const names = [links.home, ...Object.keys(links.sources)];
    const say = (message: string): void => context.addIssue({ code: 'custom', path: [kind], message });
    if (Object.hasOwn(links.sources, links.home)) say(`expected other sources than the home, came ${links.home}`);
    const strange = links.told?.find((name) => !names.includes(name));
    if (strange !== undefined) say(`told: expected ${names.join(', ')}, came ${strange}`);
    if (links.told && !MASTER_KINDS.some((master) => master === kind))
      say(`told: expected it for ${MASTER_KINDS.join(', ')} alone: of ${kind} every source tells what it knows`);
  }
});
export type LinkSettings = z.output<typeof LinkSettings>;

/** One rule for each kind of each source. */
export function rulesOf(settings: LinkSettings): readonly LinkRule[] {
  return LINKED_KINDS.flatMap((kind) => {
    const links = settings[kind];
    if (!links) return [];
    const told = [...new Set([...(links.told ?? []), links.home, ...Object.keys(links.sources)])];
    return Object.entries(links.sources).map(([source, { key, equals, ignore, pairs }]) => ({
      ...{ kind, home: links.home, source, key, equals, ignore },
      pairs: pairs ?? null,
      rank: told.indexOf(source) - told.indexOf(links.home),
    }));
  });
}

/** What may be overlooked when two keys are compared. Nothing else ever is. */
export const IGNORABLE = ['space', 'case', 'punctuation', 'leadingZeros'] as const;
export type Ignorable = (typeof IGNORABLE)[number];

/**
 * A key as it is compared with others: without what may be overlooked, and otherwise letter for letter. White space at its ends never
 * counts. Null for a key of which nothing is left: it says nothing, and equals nothing.
 */
export function normalForm(key: string | null, ignore: readonly Ignorable[]): string | null {
  if (key === null) return null;
  let form = key.normalize('NFC');
  if (ignore.includes('case')) form = form.toUpperCase();
  if (ignore.includes('space')) form = form.replace(/\s+/gu, '');
  if (ignore.includes('punctuation')) form = form.replace(/[\p{P}\p{S}]/gu, '');
  form = form.normalize('NFC').trim(); // what was taken out may have kept apart what belongs together
  if (ignore.includes('leadingZeros')) form = form.replace(/^0+(?=[\p{L}\p{N}])/u, '');
  return form === '' ? null : form;
}

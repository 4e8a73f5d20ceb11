/** How numbers are written, each named by an example. */
export const NUMBER_FORMATS = {
  '1234.56': { group: '', decimal: '.' },
  '1,234.56': { group: ',', decimal: '.' },
  '1234,56': { group: '', decimal: ',' },
  '1.234,56': { group: '.', decimal: ',' },
  '1 234,56': { group: '\\s', decimal: ',' },
} as const;
export type NumberFormat = keyof typeof NUMBER_FORMATS;

export function isNumberFormat(text: string): text is NumberFormat {
  return Object.hasOwn(NUMBER_FORMATS, text);
}

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Makes a reader of numbers that gives undefined for any other text. Groups of thousands are optional but must be whole. */
export function numberParser(format: NumberFormat): (text: string) => number | undefined {
  const { group, decimal } = NUMBER_FORMATS[format];
  if (group === '' && decimal === '.') return (text) => (PLAIN.test(text) ? finite(Number(text)) : undefined);
  const groups = group === '' ? '' : `|\\d{1,3}(?:[${group}]\\d{3})+`;
  const shape = new RegExp(`^[+-]?(?:\\d+${groups})?(?:[${decimal}]\\d*)?$`);
  const separators = new RegExp(`[${group}]`, 'g');
  return (text) => {
    if (!shape.test(text) || !/\d/.test(text)) return undefined;
    const joined = group === '' ? text : text.replace(separators, '');
    return finite(Number(decimal === ',' ? joined.replace(',', '.') : joined));
  };
}

function finite(number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined;
}

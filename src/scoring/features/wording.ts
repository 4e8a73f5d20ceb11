/*
 * Numbers as people write them, in English. Made for a hundred thousand calls a second: the runtime's own formatting takes ten times
 * as long.
 */

/** Three figures at most, and whole above a hundred: `0.75`, `12.5`, `1,500`. */
export function figure(value: number): string {
  const size = Math.abs(value);
  return rounded(value, size < 10 ? 100 : size < 100 ? 10 : 1);
}

/** `1.2 h`, and from two days on `3.5 days`. */
export function hours(value: number): string {
  return Math.abs(value) < 48 ? `${rounded(value, 10)} h` : days(value / 24);
}

/** `3.5 days`. */
export function days(value: number): string {
  const text = rounded(value, 10);
  return `${text} ${text === '1' ? 'day' : 'days'}`;
}

/** `37 %` for 0.37. */
export function percent(ratio: number): string {
  return `${rounded(100 * ratio, 10)} %`;
}

/** `in 1.2 h`, `1.2 h ago`. */
export function hoursFromNow(value: number): string {
  return value < 0 ? `${hours(-value)} ago` : `in ${hours(value)}`;
}

function rounded(value: number, parts: number): string {
  const near = Math.round(value * parts) / parts;
  const text = String(near === 0 ? 0 : near); // never `-0`
  return Math.abs(near) < 1000 ? text : text.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

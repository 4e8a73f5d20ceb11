/** A number as people write it: three figures at most. */
export function figure(value: number): string {
  const size = Math.abs(value);
  return value.toLocaleString('en', { maximumFractionDigits: size < 10 ? 2 : size < 100 ? 1 : 0, useGrouping: true });
}

/** `1.2 h`, and from two days on `3.5 days`. */
export function hours(value: number): string {
  return Math.abs(value) < 48 ? `${oneDecimal(value)} h` : days(value / 24);
}

/** `3.5 days`. */
export function days(value: number): string {
  const text = oneDecimal(value);
  return `${text} ${text === '1' ? 'day' : 'days'}`;
}

/** `37 %` for 0.37. */
export function percent(ratio: number): string {
  return `${oneDecimal(100 * ratio)} %`;
}

/** `in 1.2 h`, `1.2 h ago`. */
export function hoursFromNow(value: number): string {
  return value < 0 ? `${hours(-value)} ago` : `in ${hours(value)}`;
}

function oneDecimal(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 1 });
}

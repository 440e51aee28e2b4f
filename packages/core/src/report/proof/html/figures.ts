/** Numbers and dates as the page writes them. */

/** `−99 %`, `+4.2 %`, `×12`; undefined where it would say nothing: nothing before, nothing left, no change. */
export function change(before: number, after: number): string | undefined {
  if (before <= 0 || after <= 0 || after === before) return undefined;
  const percent = ((after - before) / before) * 100;
  const digits = Math.abs(percent) >= 10 && Math.abs(percent) <= 99 ? 0 : 1;
  const size = withoutZero(Math.abs(percent).toFixed(digits));
  if (size === "0") return undefined;
  return after > before && percent >= 900 ? `×${Math.round(after / before)}` : `${percent < 0 ? "−" : "+"}${size} %`;
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"] as const;

/** An RFC 3339 time as people read it, in its own offset: `24 November 2026, 14:01 UTC`. Anything else stays as it is. */
export function moment(text: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2}):\d{2}(?:\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.exec(text);
  const month = MONTHS[Number(match?.[2]) - 1];
  if (match === null || month === undefined) return text;
  return `${Number(match[3])} ${month} ${match[1]}, ${match[4]} ${match[5] === "Z" ? "UTC" : `UTC${match[5]}`}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function withoutZero(text: string): string {
  return text.endsWith(".0") ? text.slice(0, -2) : text;
}

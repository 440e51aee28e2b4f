/** Decimal units as registries and engines print sizes, and binary ones. */
const BYTES: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/** What `parseSize` takes, for messages. */
export const SIZE_FORM = "a size with its unit, as 15MB (decimal) or 14MiB (binary)";

/** Bytes of `15MB`, `1.5 GiB`, `900kb`; undefined for anything else, nothing and no unit among it. */
export function parseSize(text: string): number | undefined {
  const [, amount = "", unit = ""] = /^(\d{1,9}(?:\.\d{1,3})?) ?([a-z]{1,3})$/i.exec(text) ?? [];
  const factor = BYTES[unit.toLowerCase()];
  const bytes = factor === undefined ? 0 : Math.round(Number(amount) * factor);
  return bytes > 0 ? bytes : undefined;
}

/** What `parseDuration` takes, for messages. */
export const DURATION_FORM = "a time with its unit, as 500ms, 30s, 10m or 1m30s, a day at most";

const LONGEST_SECONDS = 86_400;

/** Seconds of `500ms`, `30s`, `1.5s`, `10m`, `1h`, `1m30s`; undefined for anything else, none and more than a day among it. */
export function parseDuration(text: string): number | undefined {
  const match = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6}(?:\.\d{1,3})?)s)?(?:(\d{1,9})ms)?$/.exec(text);
  if (match === null) return undefined;
  const [hours, minutes, seconds, milliseconds] = match.slice(1).map((part) => Number(part ?? 0));
  const total = ((hours ?? 0) * 3_600_000 + (minutes ?? 0) * 60_000 + (seconds ?? 0) * 1000 + (milliseconds ?? 0)) / 1000;
  return total > 0 && total <= LONGEST_SECONDS ? total : undefined;
}

/** A port as it is written, from 1 to 65535. */
export function parsePort(text: string): number | undefined {
  return parseWhole(text, 1, 65_535);
}

/** A decimal number within bounds. */
export function parseWhole(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  return value >= least && value <= most ? value : undefined;
}

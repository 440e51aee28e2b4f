const BYTE_UNITS = ["B", "kB", "MB", "GB", "TB", "PB", "EB"] as const;

/** Bytes in powers of 1000 with three digits, as `docker image ls` counts them: `918 MB`, `9.11 MB`. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (Number(value.toPrecision(3)) >= 1000 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : Number(value.toPrecision(3))} ${BYTE_UNITS[unit] ?? ""}`;
}

/** `41 ms`, `21.4 s`, `3 min 12 s`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 120_000) return `${Number((milliseconds / 1000).toPrecision(3))} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

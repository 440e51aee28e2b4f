/** A calendar day, `YYYY-MM-DD`; compares as text. Nothing that judges reads a clock: today comes in from outside. */
export type CalendarDate = `${number}-${string}-${string}`;

/** Whole days from one day to another; negative when `to` lies before `from`. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

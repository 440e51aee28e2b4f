import type { CalendarDate } from "../source/date.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { ConfigMap } from "./reader.ts";

/** An entry of `ignore:`. */
export interface IgnoreEntry {
  readonly rule: string;
  /** In the syntax of `.dockerignore`; empty means everywhere. */
  readonly paths: readonly string[];
  readonly reason: string;
  /** The last day on which it holds. */
  readonly expires: CalendarDate | undefined;
  readonly line: number;
}

export function readIgnores(file: ConfigMap<"ignore"> | undefined, ruleIds: readonly string[]): readonly IgnoreEntry[] {
  const entries = file?.entries("ignore", 'entries with "rule" and "reason"', ["rule", "paths", "reason", "expires"]) ?? [];
  return entries.flatMap((entry) => {
    const rule = entry.text("rule");
    const reason = entry.text("reason");
    if (rule === undefined) return entry.fault('an entry of ignore needs a "rule"') ?? [];
    if (!ruleIds.includes(rule)) return entry.fault(`there is no rule "${rule}"${didYouMean(rule, ruleIds, "others: see bulwark rules")}`) ?? [];
    if (reason === undefined) return entry.fault(`the ignore of ${rule} needs a "reason"`) ?? [];
    return [{ rule, reason, paths: entry.texts("paths"), expires: entry.parsed("expires", calendarDate, "a day as YYYY-MM-DD"), line: entry.line }];
  });
}

function calendarDate(text: string): CalendarDate | undefined {
  return isCalendarDate(text) ? text : undefined;
}

function isCalendarDate(text: string): text is CalendarDate {
  const [year, month, day, rest] = text.split("-");
  if (rest !== undefined || year?.length !== 4 || month?.length !== 2 || day?.length !== 2) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

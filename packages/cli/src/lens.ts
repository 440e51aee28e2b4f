import type { CalendarDate } from "@bulwark/core/source";
import type { Values } from "./command-line/command.ts";
import { UsageError } from "./exit-code.ts";
import { isFolder } from "./files/folders.ts";

/** How a Dockerfile is to be looked at, from the command line. */
export interface Lens {
  readonly today: CalendarDate;
  readonly target: string | undefined;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly context: string | undefined;
}

/** @throws UsageError for a day that is none, a build argument without a name, a context that is no folder. */
export function lensOf(values: Values, command: string): Lens {
  const buildArguments: Record<string, string> = {};
  for (const argument of values.all("build-arg")) {
    const equals = argument.indexOf("=");
    const name = equals === -1 ? argument : argument.slice(0, equals);
    const value = equals === -1 ? process.env[name] : argument.slice(equals + 1);
    if (name === "") throw new UsageError(`--build-arg takes NAME=VALUE, not "${argument}"`, command);
    if (value !== undefined) buildArguments[name] = value;
  }
  return { today: todayOf(values.get("today"), command), target: values.get("target"), buildArguments, context: contextOf(values.get("context"), command) };
}

function contextOf(written: string | undefined, command: string): string | undefined {
  if (written === undefined || isFolder(written)) return written;
  throw new UsageError(`--context takes a folder, and "${written}" is none`, command);
}

function todayOf(written: string | undefined, command: string): CalendarDate {
  const text = written ?? new Date().toISOString().slice(0, 10);
  if (!isCalendarDate(text)) throw new UsageError(`--today takes a day as YYYY-MM-DD, not "${text}"`, command);
  return text;
}

function isCalendarDate(text: string): text is CalendarDate {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

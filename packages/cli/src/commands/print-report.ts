import type { CheckReport } from "@bulwark/core/report";
import type { Values } from "../command-line/command.ts";
import { VERSION } from "../version.ts";

/** The result on standard output, in the format that was asked for; each renderer is loaded only when it is used. */
export async function printReport(report: CheckReport, values: Values): Promise<void> {
  const format = values.get("format") ?? "terminal";
  process.stdout.write(await render(report, format, values));
}

async function render(report: CheckReport, format: string, values: Values): Promise<string> {
  if (format === "json") return (await import("@bulwark/core/report/json")).checkJson(report, VERSION);
  if (format === "markdown") return (await import("@bulwark/core/report/markdown")).checkMarkdown(report);
  const [{ checkTerminal }, { terminalOf }] = await Promise.all([import("@bulwark/core/report/terminal"), import("../terminal/style.ts")]);
  return checkTerminal(report, terminalOf(values), { quiet: values.has("quiet") });
}

import { RULES } from "@bulwark/core/rules";
import type { Invocation } from "../command-line/command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { terminalOf } from "../terminal/style.ts";

export async function run({ values }: Invocation): Promise<ExitCode> {
  const { rulesJson, rulesMarkdown, rulesTerminal } = await import("@bulwark/core/report/rule-list");
  const format = values.get("format") ?? "terminal";
  if (format === "json") process.stdout.write(rulesJson(RULES));
  else process.stdout.write(format === "markdown" ? rulesMarkdown(RULES) : rulesTerminal(RULES, terminalOf(values)));
  return EXIT.clean;
}

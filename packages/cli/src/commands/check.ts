import { resolve } from "node:path";
import { reaches } from "@bulwark/core/judge";
import type { CheckReport } from "@bulwark/core/report";
import { RULES, SEVERITIES, type Rule, type Severity } from "@bulwark/core/rules";
import { nearest } from "@bulwark/core/source";
import { Check } from "../checking/check.ts";
import type { Invocation, Values } from "../command-line/command.ts";
import { EXIT, UsageError, type ExitCode } from "../exit-code.ts";
import { readConfigFile } from "../files/config-file.ts";
import { readStandardInput } from "../files/disk-tree.ts";
import { isFolder } from "../files/folders.ts";
import { LARGEST_DOCKERFILE } from "../files/read-text.ts";
import { lensOf } from "../lens.ts";
import { printReport } from "./print-report.ts";

const STANDARD_INPUT = "-";

export async function run({ positionals, values }: Invocation): Promise<ExitCode> {
  const lens = lensOf(values, "check");
  const rules = chosenRules(values);
  const paths = positionals.length === 0 ? ["."] : positionals;
  const [first = "."] = paths;
  const configFile = await readConfigFile(first === STANDARD_INPUT ? "." : first, values.get("config"));
  const check = new Check({ lens, rules, configFile, isWholeRun: paths.some((path) => resolve(path) === process.cwd()) });
  for (const path of paths) {
    if (path === STANDARD_INPUT) check.text(values.get("stdin-path") ?? "Dockerfile", await readStandardInput(LARGEST_DOCKERFILE), values.has("stdin-path"));
    else if (isFolder(path)) check.folder(path);
    else check.file(path);
  }
  const report = check.report(thresholdOf(values) ?? configFile?.config.failOn ?? "high");
  await printReport(report, values);
  return exitCodeOf(report);
}

/** 3 wins over 1; a folder without a single Dockerfile is 3, since a gate over nothing must not be green. */
function exitCodeOf(report: CheckReport): ExitCode {
  if (report.faults.length > 0) return EXIT.unread;
  return report.files.some((file) => reaches(file.judgement.findings, report.threshold)) ? EXIT.finding : EXIT.clean;
}

function thresholdOf(values: Values): Severity | undefined {
  const written = values.get("fail-on");
  return SEVERITIES.find((severity) => severity === written);
}

function chosenRules(values: Values): readonly Rule[] {
  const wanted = values.all("rule");
  if (wanted.length === 0) return RULES;
  const ids = RULES.map((rule) => rule.id);
  for (const id of wanted) {
    if (ids.includes(id)) continue;
    const near = nearest(id, ids);
    throw new UsageError(`there is no rule "${id}"${near === undefined ? "; bulwark rules lists them" : `; did you mean "${near}"?`}`, "check");
  }
  return RULES.filter((rule) => wanted.includes(rule.id));
}

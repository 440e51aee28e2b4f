import { existsSync } from "node:fs";
import { judgeDockerfile } from "@bulwark/core/judge";
import { baseNames, planHardening, type HardenOptions, type Identity, type Plan } from "@bulwark/core/harden";
import type { HardenReport, WrittenFile } from "@bulwark/core/report";
import { RULES } from "@bulwark/core/rules";
import { nearest } from "@bulwark/core/source";
import type { Invocation, Values } from "../command-line/command.ts";
import { EXIT, UsageError, type ExitCode } from "../exit-code.ts";
import { readConfigFile, type ConfigFile } from "../files/config-file.ts";
import { readText } from "../files/read-text.ts";
import { writeAll } from "../files/write-files.ts";
import { chooseDockerfile, type Chosen } from "../hardening/choose.ts";
import { outputs, type Output } from "../hardening/outputs.ts";
import { lensOf } from "../subject.ts";
import { terminalOf } from "../terminal/style.ts";
import { VERSION } from "../version.ts";

export async function run({ positionals, values }: Invocation): Promise<ExitCode> {
  if (values.has("in-place") && values.get("out") !== undefined) throw new UsageError("--in-place changes the Dockerfile itself, so it does not go with --out", "harden");
  const configFile = await readConfigFile(process.cwd(), values.get("config"));
  const options = optionsOf(values, configFile);
  const chosen = chooseDockerfile(positionals[0] ?? ".", lensOf(values, "harden"));
  if ("fault" in chosen) return finish(emptyReport(chosen.fault.path, [chosen.fault]), values);
  if (chosen.ours) return finish({ ...emptyReport(chosen.shown, []), next: [`bulwark check ${chosen.shown}`] }, values, `${chosen.shown} was written by bulwark harden; nothing is left to do`);
  const result = planHardening({ ...chosen.input, options });
  const judgement = judgeDockerfile(chosen.input.subject, { rules: RULES, ignores: [] });
  const base = { ...emptyReport(chosen.shown, []), original: judgement, context: chosen.input.contextFolder, result };
  if ("refusals" in result) return finish(base, values);
  const planned = outputs(chosen, result, judgement, { inPlace: values.has("in-place"), folder: values.get("out") });
  if (values.has("diff")) return printDiff(chosen, result, values);
  return write(base, chosen, planned, values);
}

function optionsOf(values: Values, configFile: ConfigFile | undefined): HardenOptions {
  const base = values.get("base") ?? configFile?.config.harden.base;
  const names = baseNames();
  if (base !== undefined && !names.includes(base)) {
    const near = nearest(base, names);
    throw new UsageError(`--base takes ${names.join(", ")}, not "${base}"${near === undefined ? "" : `; did you mean "${near}"?`}`, "harden");
  }
  const user = values.get("user") ?? configFile?.config.harden.user;
  return { ...(base === undefined ? {} : { base }), ...(user === undefined ? {} : { user: identityOf(user) }) };
}

function identityOf(text: string): Identity {
  const [uid, gid = uid, rest] = text.split(":");
  const numbers = [uid, gid].map(Number);
  const isId = (id: number | undefined): id is number => id !== undefined && Number.isInteger(id) && id > 0 && id < 2 ** 31;
  const [first, second] = numbers;
  if (rest !== undefined || !isId(first) || !isId(second)) throw new UsageError(`--user takes numbers above 0, UID or UID:GID, not "${text}": a name could not be checked by Kubernetes, and 0 is root`, "harden");
  return { uid: first, gid: second };
}

function write(base: HardenReport, chosen: Chosen, planned: ReturnType<typeof outputs>, values: Values): Promise<ExitCode> {
  const files = planned.files.map((file): WrittenFile => ({ path: file.path, status: statusOf(file), what: file.what }));
  const foreign = files.filter((file) => file.status === "kept");
  const isForced = values.has("force");
  const report: HardenReport = {
    ...base,
    variants: planned.variants,
    ignored: planned.ignored,
    keptVisible: planned.keptVisible,
    dry: values.has("dry-run"),
    files: isForced ? files.map((file): WrittenFile => (file.status === "kept" ? { ...file, status: "updated" } : file)) : files,
    next: planned.next,
  };
  if (foreign.length > 0 && !isForced) {
    const faults = foreign.map((file) => ({ path: file.path, line: undefined, column: undefined, message: "was edited by hand or is not ours, so nothing is written", remedy: "look at it, then --force overwrites it, or --out writes elsewhere" }));
    return finish({ ...report, files: [], next: [], faults }, values);
  }
  if (!report.dry) {
    const wanted = planned.files.filter((file) => statusOf(file) !== "unchanged");
    try {
      writeAll(wanted);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return finish({ ...report, files: [], next: [], faults: [{ path: chosen.shown, line: undefined, column: undefined, message: `nothing was written: ${message}`, remedy: "check the folder's permissions and space" }] }, values);
    }
  }
  return finish(report, values);
}

function statusOf(file: Output): WrittenFile["status"] {
  if (!existsSync(file.path)) return "created";
  const current = readText(file.path, Number.MAX_SAFE_INTEGER);
  if ("text" in current && current.text === file.text) return "unchanged";
  return "text" in current && file.mayReplace(current.text) ? "updated" : "kept";
}

async function printDiff(chosen: Chosen, plan: Plan, values: Values): Promise<ExitCode> {
  const { createTwoFilesPatch } = await import("diff");
  const { source } = chosen.input.subject;
  for (const variant of plan.variants) {
    process.stdout.write(createTwoFilesPatch(chosen.shown, `${chosen.shown} (${variant.base})`, source.text, variant.text, "", "", { context: 3 }));
  }
  return plan.variants.length === 0 ? finish({ ...emptyReport(chosen.shown, []), result: plan }, values) : EXIT.clean;
}

/** 3 when nothing could be decided or written; a base that does not fit is no failure while another does. */
async function finish(report: HardenReport, values: Values, message?: string): Promise<ExitCode> {
  const { hardenJson, hardenTerminal } = await import("@bulwark/core/report/hardening");
  if (values.get("format") === "json") process.stdout.write(hardenJson(report, VERSION));
  else process.stdout.write(message === undefined ? hardenTerminal(report, terminalOf(values)) : `${message}\n`);
  const isRefused = report.result !== undefined && ("refusals" in report.result || report.result.variants.length === 0);
  return report.faults.length > 0 || isRefused ? EXIT.unread : EXIT.clean;
}

function emptyReport(sourcePath: string, faults: HardenReport["faults"]): HardenReport {
  return { sourcePath, original: undefined, context: undefined, result: undefined, variants: [], files: [], ignored: [], keptVisible: [], faults, dry: false, next: [] };
}

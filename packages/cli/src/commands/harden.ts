import { judgeDockerfile } from "@bulwark/core/judge";
import { planHardening, type Plan } from "@bulwark/core/harden";
import type { HardenReport, WrittenFile } from "@bulwark/core/report";
import { shellPath } from "@bulwark/core/shell";
import { RULES } from "@bulwark/core/rules";
import { ConfiguredIgnores } from "../checking/configured-ignores.ts";
import type { Invocation, Values } from "../command-line/command.ts";
import { EXIT, UsageError, type ExitCode } from "../exit-code.ts";
import { readConfigFile } from "../files/config-file.ts";
import { chooseDockerfile, type Chosen } from "../hardening/choose.ts";
import { hardenOptions, withAdjustments } from "../hardening/options.ts";
import { outputs } from "../hardening/outputs.ts";
import { KEPT, statusOf, writeOutputs } from "../hardening/write-outputs.ts";
import { lensOf } from "../lens.ts";
import { terminalOf } from "../terminal/style.ts";
import { VERSION } from "../version.ts";

export async function run({ positionals, values }: Invocation): Promise<ExitCode> {
  if (values.has("in-place") && values.get("out") !== undefined) throw new UsageError("--in-place changes the Dockerfile itself, so it does not go with --out", "harden");
  const configFile = await readConfigFile(positionals[0] ?? ".", values.get("config"));
  const options = hardenOptions(values, configFile, "harden");
  const lens = lensOf(values, "harden");
  const ignores = new ConfiguredIgnores(configFile, lens.today);
  const chosen = chooseDockerfile(positionals[0] ?? ".", lens, (path) => ignores.excludes(path));
  if ("fault" in chosen) return finish(emptyReport(chosen.fault.path, [chosen.fault]), values);
  if (chosen.ours) return finish({ ...emptyReport(chosen.shown, []), note: "was written by bulwark harden; nothing is left to do", next: [`bulwark check ${shellPath(chosen.shown)}`] }, values);
  const result = planHardening({ ...chosen.input, options: withAdjustments(options, configFile, chosen.folder) });
  const judgement = judgeDockerfile(chosen.input.subject, { rules: RULES, ignores: [] });
  const base = { ...emptyReport(chosen.shown, []), original: judgement, context: chosen.input.contextFolder, result };
  if ("refusals" in result) return finish(base, values);
  const planned = outputs(chosen, result, judgement, { inPlace: values.has("in-place"), folder: values.get("out") });
  if (values.has("diff") && values.get("format") !== "json") return printDiff(chosen, result, planned, values);
  return write(base, chosen, planned, values);
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
    dry: values.has("dry-run") || values.has("diff"),
    files: isForced ? files.map((file): WrittenFile => (file.status === "kept" ? { ...file, status: "updated" } : file)) : files,
    next: planned.next,
  };
  if (foreign.length > 0 && !isForced) {
    const faults = foreign.map((file) => ({ path: file.path, line: undefined, column: undefined, message: KEPT, remedy: "look at it, then --force overwrites it, or --out writes elsewhere" }));
    return finish({ ...report, files: [], next: [], faults }, values);
  }
  if (!report.dry) {
    const done = writeOutputs(planned.files);
    if ("refused" in done) return finish({ ...report, files: [], next: [], faults: [{ path: chosen.shown, line: undefined, column: undefined, message: done.refused, remedy: "check the folder's permissions and space" }] }, values);
  }
  return finish(report, values);
}

/** As it is for `patch`, but made harmless for a screen. */
async function printDiff(chosen: Chosen, plan: Plan, planned: ReturnType<typeof outputs>, values: Values): Promise<ExitCode> {
  if (plan.variants.length === 0) return finish({ ...emptyReport(chosen.shown, []), result: plan }, values);
  const [{ createTwoFilesPatch }, { printable }] = await Promise.all([import("diff"), import("@bulwark/core/report/terminal")]);
  const { source } = chosen.input.subject;
  for (const [index, { path }] of planned.variants.entries()) {
    const patch = createTwoFilesPatch(chosen.shown, path, source.text, plan.variants[index]?.text ?? "", undefined, undefined, { context: 3 });
    process.stdout.write(process.stdout.isTTY ? patch.split("\n").map(printable).join("\n") : patch);
  }
  return EXIT.clean;
}

/** 3 when nothing could be decided or written; a base that does not fit is no failure while another does. */
async function finish(report: HardenReport, values: Values): Promise<ExitCode> {
  const { hardenJson, hardenTerminal } = await import("@bulwark/core/report/hardening");
  if (values.get("format") === "json") process.stdout.write(hardenJson(report, VERSION));
  else process.stdout.write(hardenTerminal(report, terminalOf(values)));
  const isRefused = report.result !== undefined && ("refusals" in report.result || report.result.variants.length === 0);
  return report.faults.length > 0 || isRefused ? EXIT.unread : EXIT.clean;
}

function emptyReport(sourcePath: string, faults: HardenReport["faults"]): HardenReport {
  return { sourcePath, original: undefined, context: undefined, result: undefined, variants: [], files: [], ignored: [], keptVisible: [], faults, dry: false, note: undefined, next: [] };
}

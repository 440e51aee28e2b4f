import { NO_ADJUSTMENTS, type HardenOptions } from "@bulwark/core/harden";
import type { Proof } from "@bulwark/core/prove";
import { changesTerminal } from "@bulwark/core/report/proof/terminal";
import { faultLines } from "@bulwark/core/report/terminal";
import type { Fault } from "@bulwark/core/report";
import { EngineError, withinRun, type Proved } from "@bulwark/engine";
import { ConfiguredIgnores } from "../checking/configured-ignores.ts";
import type { Invocation, Values } from "../command-line/command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { readConfigFile } from "../files/config-file.ts";
import { writeAll } from "../files/write-files.ts";
import { chooseDockerfile } from "../hardening/choose.ts";
import { hardenOptions, withAdjustments } from "../hardening/options.ts";
import { lensOf } from "../lens.ts";
import { changesSince, earlierOf, type Earlier } from "../proving/against.ts";
import { proveOptions } from "../proving/options.ts";
import { planProof, type Prepared } from "../proving/plan-proof.ts";
import { ProveProgress } from "../proving/progress.ts";
import { formatOf, renderProof, savesOf } from "../proving/render.ts";
import { work, type Work } from "../proving/work.ts";
import { writeResults, type Written } from "../proving/write-results.ts";
import { terminalOf } from "../terminal/style.ts";

export async function run({ positionals, values }: Invocation): Promise<ExitCode> {
  const about = positionals[0] ?? ".";
  const configFile = await readConfigFile(about, values.get("config"));
  const options = proveOptions(values, configFile);
  const saves = savesOf(values);
  const earlier = earlierOf(values);
  if (earlier !== undefined && "message" in earlier) return fail([earlier], values);
  const harden = hardenOptions(values, configFile, "prove");
  const lens = lensOf(values, "prove");
  const ignores = new ConfiguredIgnores(configFile, lens.today);
  const chosen = chooseDockerfile(about, lens, (path) => ignores.excludes(path));
  if ("fault" in chosen) return fail([chosen.fault], values);
  if (chosen.ours) return fail([fault(chosen.shown, "was written by bulwark harden", "name the Dockerfile that it was made from: what it does is compared with that")], values);
  const plan = (wanted: HardenOptions): Prepared | readonly Fault[] => planProof({ chosen, options: wanted, prove: options, configPath: configFile?.path ?? "bulwark.yaml" });
  const stated = withAdjustments(harden, configFile, chosen.folder);
  const prepared = plan(stated);
  if (!("planned" in prepared)) return fail(prepared, values);
  const proved = await proveWithin({ prepared, options, harden: stated, replan: (wanted) => planned(plan(wanted)) }, values);
  if (proved === undefined) return EXIT.unread;
  const before = { adjustments: stated.adjustments ?? NO_ADJUSTMENTS, base: stated.base };
  const written = values.has("dry-run") ? NOTHING : unlessRefused(() => writeResults({ chosen, configFile, proved, before, harden, plan: (wanted) => planned(plan(wanted)) }));
  return report({ proved, saves, values, written, earlier });
}

function planned(result: Prepared | readonly Fault[]): Prepared | undefined {
  return "planned" in result ? result : undefined;
}

/** The proof; undefined where the engine did not do its part, which has been said. Whatever was made is removed before this returns. */
async function proveWithin(task: Omit<Work, "progress">, values: Values): Promise<Proved | undefined> {
  const progress = new ProveProgress();
  const tell = (sentence: string): void => progress.note(sentence);
  try {
    const ended = await withinRun({ tell, exit: (code) => process.exit(code) }, (run, signal) => work({ ...task, progress }, run, signal));
    progress.clear();
    for (const sentence of ended.left) tell(`Left behind: ${sentence}`);
    if (ended.outcome === "done") return ended.value;
    process.exit(ended.exit);
  } catch (error) {
    progress.clear();
    if (!(error instanceof EngineError)) throw error;
    fail([fault("", error.message, error.remedy)], values);
    return undefined;
  }
}

const NOTHING: Written = { paths: [], refused: [] };

/** A disk that takes nothing must not hide what was proved. */
function unlessRefused(write: () => Written): Written & { readonly failed: boolean } {
  try {
    return { ...write(), failed: false };
  } catch (error) {
    return { paths: [], refused: [`nothing is written: ${error instanceof Error ? error.message : String(error)}; check the folder's permissions and space`], failed: true };
  }
}

interface Result {
  readonly proved: Proved;
  readonly written: Written & { readonly failed?: boolean };
  readonly earlier: Earlier | undefined;
  readonly saves: ReturnType<typeof savesOf>;
  readonly values: Values;
}

const CODES: Readonly<Record<Proof["verdict"]["result"], ExitCode>> = { passed: EXIT.clean, failed: EXIT.finding, undecided: EXIT.unread };

async function report({ proved: { proof }, saves, values, written, earlier }: Result): Promise<ExitCode> {
  const texts = await Promise.all(saves.map(async ({ path, format }) => ({ path, text: await renderProof(proof, format, values) })));
  process.stdout.write(await renderProof(proof, formatOf(values), values));
  const saved = unlessRefused(() => {
    writeAll(texts);
    return { paths: texts.map(({ path }) => path), refused: [] };
  });
  for (const path of [...written.paths, ...saved.paths]) process.stderr.write(`wrote ${path}\n`);
  for (const sentence of [...written.refused, ...saved.refused]) process.stderr.write(`bulwark: ${sentence}\n`);
  const changes = earlier === undefined ? [] : changesSince(proof, earlier);
  if (earlier !== undefined) (formatOf(values) === "terminal" ? process.stdout : process.stderr).write(changesTerminal(earlier.path, changes, terminalOf(values)));
  if (saved.failed || written.failed === true) return EXIT.unread;
  const code = CODES[proof.verdict.result];
  return code === EXIT.clean && changes.some((change) => change.worse) ? EXIT.finding : code;
}

function fail(faults: readonly Fault[], values: Values): ExitCode {
  const terminal = terminalOf(values);
  process.stderr.write(faultLines(faults, terminal).join("\n") + "\n");
  return EXIT.unread;
}

function fault(path: string, message: string, remedy: string): Fault {
  return { path, line: undefined, column: undefined, message, remedy };
}

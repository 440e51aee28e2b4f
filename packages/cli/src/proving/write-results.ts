import { existsSync } from "node:fs";
import { join } from "node:path";
import { adjustConfig, readConfig } from "@bulwark/core/config";
import { adjustmentsOf, type HardenOptions } from "@bulwark/core/harden";
import { configChanges, measuredOf, type Corrected } from "@bulwark/core/prove";
import { proofStatement, readStatement } from "@bulwark/core/report/proof/statement";
import { RULES } from "@bulwark/core/rules";
import type { Proved } from "@bulwark/engine";
import type { ConfigFile } from "../files/config-file.ts";
import { readText } from "../files/read-text.ts";
import { sha256 } from "../files/write-files.ts";
import type { Chosen } from "../hardening/choose.ts";
import { configPathFor } from "../hardening/options.ts";
import { companionNames, companionPrefix, outputs, type Output } from "../hardening/outputs.ts";
import { KEPT, statusOf, writeOutputs } from "../hardening/write-outputs.ts";
import type { Prepared } from "./plan-proof.ts";

export interface Results {
  readonly chosen: Chosen;
  readonly configFile: ConfigFile | undefined;
  readonly proved: Proved;
  /** What was known before anything was repaired. */
  readonly before: Corrected;
  /** The options as the command line gives them, without corrections. */
  readonly harden: HardenOptions;
  readonly plan: (options: HardenOptions) => Prepared | undefined;
}

/** What was written, by path; and why something was not. */
export interface Written {
  readonly paths: readonly string[];
  readonly refused: readonly string[];
}

/**
 * What a proof leaves in the project: the guide with its numbers and the statement behind them, where `harden` has written a guide; and
 * after a repair that works, everything that `harden` writes, with `bulwark.yaml` saying what was corrected, so that it stays so.
 */
export function writeResults(results: Results): Written {
  const { proved } = results;
  const repaired = proved.proof.repairs.length > 0;
  if (repaired) return proved.proof.verdict.result === "passed" ? writeRepaired(results) : { paths: [], refused: ["nothing is written: the repairs were not enough"] };
  if (proved.proof.verdict.result === "undecided") return { paths: [], refused: [] };
  const files = proofFiles(results, proved.planned.plan);
  const guide = files.find((file) => file.path.endsWith(GUIDE));
  const written = guide === undefined || !existsSync(guide.path) ? { paths: [], refused: [] } : write(files.filter((file) => file === guide || file.path.endsWith(STATEMENT)));
  return { ...written, refused: [...unrepaired(proved), ...written.refused] };
}

/** Why --repair did nothing about what failed. */
function unrepaired({ proof, repairs }: Proved): readonly string[] {
  const failed = proof.variants.filter(({ passed }) => !passed);
  if (repairs === undefined || failed.length === 0) return [];
  const edited = failed.filter(({ dockerfile }) => dockerfile.edited).map(({ dockerfile }) => dockerfile.path);
  if (edited.length === 0) return ["nothing is repaired: no remedy is known for what failed"];
  return edited.map((path) => `${path} was edited by hand, so it is not repaired: mend it, or remove it and bulwark prove takes what bulwark harden would write`);
}

const { guide: GUIDE, proof: STATEMENT } = companionNames("");

/** What `harden` writes of a plan, its guide with the numbers of this proof, and the statement. */
function proofFiles({ chosen, proved: { proof, planned } }: Results, plan: Proved["planned"]["plan"]): readonly Output[] {
  const written = outputs(chosen, plan, planned.original.judgement, { inPlace: false, folder: undefined, measured: measuredOf(proof) });
  const name = companionNames(companionPrefix(chosen)).proof;
  const path = chosen.folder === "." ? name : join(chosen.folder, name);
  const mayReplace = (current: string): boolean => !("fault" in readStatement(current));
  return [...written.files, { path, text: proofStatement(proof, sha256), what: "the statement of what was proved", mayReplace }];
}

function writeRepaired(results: Results): Written {
  const { chosen, configFile, proved, before, harden, plan } = results;
  if (proved.repairs === undefined) return { paths: [], refused: [] };
  const path = configFile?.path ?? (chosen.folder === "." ? "bulwark.yaml" : join(chosen.folder, "bulwark.yaml"));
  const current = configFile === undefined ? { text: undefined } : readText(path, Number.MAX_SAFE_INTEGER);
  if ("fault" in current) return { paths: [], refused: [`${path} ${current.fault.message}; nothing is written`] };
  const config = adjustConfig(current.text, configChanges(before, proved.repairs.corrected));
  if ("refused" in config) return { paths: [], refused: [`${path} ${config.refused}; nothing is written`] };
  // The next run reads the corrections from there: what it says of them must be what is written now.
  const said = readConfig(config.text, RULES.map((rule) => rule.id)).config.harden;
  const { base } = proved.repairs.corrected;
  const prepared = plan({ ...harden, ...(base === undefined ? {} : { base }), adjustments: adjustmentsOf(said, configPathFor(path, chosen.folder)) });
  if (prepared === undefined) return { paths: [], refused: [`what ${path} would say gives no plan; nothing is written`] };
  const settings = { path, text: config.text, what: "what was corrected", mayReplace: (text: string) => text === current.text };
  return write([...proofFiles(results, prepared.planned.plan), settings]);
}

/** A file that people edited or that is not ours stops all of it. */
function write(files: readonly Output[]): Written {
  const kept = files.filter((file) => statusOf(file) === "kept");
  if (kept.length > 0) return { paths: [], refused: kept.map((file) => `${file.path} ${KEPT}`) };
  const done = writeOutputs(files);
  return "refused" in done ? { paths: [], refused: [done.refused] } : { paths: done.written, refused: [] };
}

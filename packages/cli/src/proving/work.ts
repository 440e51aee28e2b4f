import { homedir } from "node:os";
import { join } from "node:path";
import type { HardenOptions } from "@bulwark/core/harden";
import { NO_ADJUSTMENTS } from "@bulwark/core/harden";
import { chooseEngine, prove, removeLeftovers, type Proved, type Repairs, type Run } from "@bulwark/engine";
import { compressedSizesIn, contentsCacheIn } from "@bulwark/image";
import { VERSION } from "../version.ts";
import type { ProveOptions } from "./options.ts";
import type { Prepared } from "./plan-proof.ts";
import type { ProveProgress } from "./progress.ts";

export interface Work {
  readonly prepared: Prepared;
  readonly options: ProveOptions;
  readonly harden: HardenOptions;
  /** A plan from corrected facts; undefined when there is none. */
  readonly replan: (options: HardenOptions) => Prepared | undefined;
  readonly progress: ProveProgress;
}

/** Choose the engine, take away what a killed run left, and prove. */
export async function work({ prepared, options, harden, replan, progress }: Work, run: Run, interrupted: AbortSignal): Promise<Proved> {
  const own = new AbortController();
  const signal = AbortSignal.any([interrupted, own.signal]);
  const environment = process.env;
  const engine = await chooseEngine({ wanted: options.engine, environment, run, signal, onNotice: (notice) => progress.note(notice) });
  progress.show({ candidate: undefined, doing: `${engine.facts.name} ${engine.facts.version}: ${engine.facts.chosen}`, line: undefined });
  const { removed, failed } = await removeLeftovers(engine);
  if (removed.length > 0) progress.note(`Removed what a run that was killed had left: ${removed.join(", ")}.`);
  for (const sentence of failed) progress.note(`Could not be removed: ${sentence}`);
  const bench = {
    engine,
    run,
    folder: await run.temporaryFolder("dockerfiles"),
    config: options.config,
    gates: options.gates,
    remembered: { compress: compressedSizesIn(join(cacheFolder(), "layers")), contents: contentsCacheIn(join(cacheFolder(), "images")) },
    environment,
    signal,
    cancel: () => own.abort(),
    onProgress: progress.show,
  };
  return prove({ bench, planned: prepared.planned, version: VERSION, repairs: repairsOf(options, harden, replan) });
}

function repairsOf({ attempts }: ProveOptions, harden: HardenOptions, replan: Work["replan"]): Repairs | undefined {
  if (attempts === undefined) return undefined;
  return {
    attempts,
    corrected: { adjustments: harden.adjustments ?? NO_ADJUSTMENTS, base: harden.base },
    plan: ({ adjustments, base }) => replan({ ...harden, adjustments, ...(base === undefined ? {} : { base }) })?.planned,
  };
}

/** Where what is slow to measure is kept. Source: XDG Base Directory Specification; each system's own place elsewhere. */
function cacheFolder(): string {
  const written = process.env["XDG_CACHE_HOME"];
  if (written !== undefined && written.startsWith("/")) return join(written, "bulwark");
  if (process.platform === "darwin") return join(homedir(), "Library/Caches/bulwark");
  if (process.platform === "win32") return join(process.env["LOCALAPPDATA"] ?? homedir(), "bulwark");
  return join(homedir(), ".cache/bulwark");
}

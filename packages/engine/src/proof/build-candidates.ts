import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { BuildResult } from "@bulwark/core/prove";
import type { Built, Engine } from "../engine.ts";
import type { PlannedCandidate, PlannedProof } from "./planned.ts";

export interface BuildTask {
  readonly engine: Engine;
  readonly planned: PlannedProof;
  readonly candidate: PlannedCandidate;
  /** With the run's id. */
  readonly tag: string;
  /** Absolute; for what is not on the disk as it is built. */
  readonly folder: string;
  readonly timeoutSeconds: number;
  readonly onLog: (line: string) => void;
}

/** Build one Dockerfile in its context. What harden makes is built from a folder of the run's, so that nothing is written into the project. */
export async function buildCandidate(task: BuildTask): Promise<Built> {
  const { engine, planned, candidate, tag, timeoutSeconds, onLog } = task;
  const { dockerfile, ignoreFile } = candidate.file === undefined ? writeDown(task) : { dockerfile: candidate.file, ignoreFile: undefined };
  const { target, buildSecrets: secrets, features } = candidate;
  return engine.build({ tag, dockerfile, context: planned.contextFolder, ignoreFile, target, buildArguments: planned.buildArguments, secrets, features, timeoutSeconds }, onLog);
}

function writeDown({ candidate, folder }: BuildTask): { readonly dockerfile: string; readonly ignoreFile: string | undefined } {
  const place = join(folder, candidate.name);
  mkdirSync(place, { recursive: true });
  const dockerfile = join(place, basename(candidate.path));
  writeFileSync(dockerfile, candidate.text);
  if (candidate.ignoreText === undefined) return { dockerfile, ignoreFile: undefined };
  const ignoreFile = `${dockerfile}.dockerignore`;
  writeFileSync(ignoreFile, candidate.ignoreText);
  return { dockerfile, ignoreFile };
}

export function buildResult(built: Built): BuildResult {
  const { outcome, seconds, command } = built;
  return built.outcome === "built" ? { outcome: "built", seconds, command, log: "", error: "" } : { outcome, seconds, command, log: built.log, error: built.error };
}

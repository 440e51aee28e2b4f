import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { bulwark, TODAY, type Ran } from "../../packages/cli/src/testing/run.ts";
import { environment } from "../engine/lab-engine.ts";

/** What the tests read of `prove --format json`; the whole of it is held to the published schema elsewhere. */
export interface ProofJson {
  readonly verdict: { readonly result: "passed" | "failed" | "undecided"; readonly reason: string };
  readonly original: CandidateJson;
  readonly variants: readonly VariantJson[];
  readonly notProved: readonly { readonly base: string; readonly reason: string }[];
  readonly repairs: readonly { readonly base: string; readonly change: string }[];
  readonly next: readonly string[];
}

interface CandidateJson {
  readonly name: string;
  readonly dockerfile: { readonly path: string; readonly edited: boolean };
  readonly image: { readonly id: string; readonly size: number } | null;
  readonly confirmations: readonly { readonly fact: string; readonly result: string }[];
}

interface VariantJson extends CandidateJson {
  readonly base: string;
  readonly passed: boolean;
  readonly checks: readonly { readonly id: string; readonly met: boolean; readonly required: boolean; readonly detail: string }[];
  readonly causes: readonly CauseJson[];
}

export interface CauseJson {
  readonly kind: string;
  readonly constraint: string | null;
  readonly subject: string | null;
  readonly message: string;
  readonly evidence: readonly { readonly observation: string }[];
  readonly remedy: object | null;
}

export interface ProveRun extends Ran {
  readonly proof: ProofJson;
  /** What a person reads in a wide terminal, in one line. */
  readonly terminal: string;
}

const saved = mkdtempSync(join(tmpdir(), "prove-test-"));
afterAll(() => rmSync(saved, { recursive: true, force: true }));
let runs = 0;

/** A first build compiles Go's library, and other tests keep both cores busy. */
export const PATIENCE = 900_000;

/** What is measured of a layer is kept from one run to the next, as it is for people. */
const CACHE = join(tmpdir(), "bulwark-test-cache");

/** Variables of a user of the lab's engine; none of the test's own home folder. */
export function engineEnvironment(): Readonly<Record<string, string>> {
  const names = ["DOCKER_HOST", "DOCKER_CONFIG", "PATH"] as const;
  return { XDG_CACHE_HOME: CACHE, ...Object.fromEntries(names.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]]))) };
}

/** `bulwark prove` in a folder: the proof as JSON, and as it is shown. */
export async function prove(folder: string, ...args: readonly string[]): Promise<ProveRun> {
  const text = join(saved, `${runs++}.txt`);
  const ran = await bulwark(["prove", ...args, "--format", "json", "--save", text, "--today", TODAY], { cwd: folder, env: { ...engineEnvironment(), COLUMNS: "200" }, timeout: PATIENCE });
  if (ran.stdout === "") throw new Error(`nothing is proved: ${ran.stderr}`);
  const proof: ProofJson = JSON.parse(ran.stdout);
  return { ...ran, proof, terminal: flat(readFileSync(text, "utf8")) };
}

/** Lines that were folded as one. */
export function flat(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}

/** The only variant that was tried. */
export function onlyVariant({ proof }: ProveRun): VariantJson {
  const [variant, ...others] = proof.variants;
  if (variant === undefined || others.length > 0) throw new Error(`${proof.variants.length} variants: ${proof.verdict.reason}`);
  return variant;
}

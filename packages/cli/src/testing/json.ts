import { bulwark, TODAY, type Ran } from "./run.ts";

export interface FindingJson {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly path: string;
  readonly start: { readonly line: number; readonly column: number };
}

export interface Notice {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** What the tests read of `check --format json`; the whole of it is held to the published schema elsewhere. */
export interface CheckJson {
  readonly summary: { readonly files: number; readonly looked: number; readonly ours: number; readonly grade: string | null };
  readonly files: readonly {
    readonly path: string;
    readonly writtenByBulwark: boolean;
    readonly grade: { readonly letter: string; readonly points: number };
    readonly findings: readonly FindingJson[];
    readonly ignored: readonly { readonly by: string; readonly reason: string | null; readonly finding: FindingJson }[];
  }[];
  readonly errors: readonly ErrorJson[];
  readonly notices: readonly Notice[];
  readonly next: readonly string[];
}

interface ErrorJson {
  readonly path: string;
  readonly line: number | null;
  readonly message: string;
  readonly remedy: string;
}

export interface EvidenceJson {
  readonly observation: string;
  readonly path: string | null;
  readonly line: number | null;
}

export interface DecisionJson {
  readonly id: string;
  readonly question: string;
  readonly answer: "adapt" | "warn" | "refuse";
  readonly outcome: string;
  readonly evidence: readonly EvidenceJson[];
  readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
}

export interface HardenJson {
  readonly context: { readonly folder: string; readonly evidence: EvidenceJson; readonly certain: boolean } | null;
  readonly identity?: { readonly uid: number; readonly gid: number };
  readonly decisions: readonly DecisionJson[];
  readonly variants: readonly { readonly base: string; readonly path: string; readonly reference: string | null; readonly decisions: readonly DecisionJson[]; readonly text: string }[];
  readonly refusals: readonly DecisionJson[];
  readonly files: readonly { readonly path: string; readonly status: string }[];
  readonly errors: readonly ErrorJson[];
  readonly note: string | null;
  readonly next: readonly string[];
}

type Answer<T> = Ran & { readonly json: T };

export async function checkJson(cwd: string, ...args: readonly string[]): Promise<Answer<CheckJson>> {
  const ran = await bulwark(["check", ...args, "--format", "json", "--today", TODAY], { cwd });
  const json: CheckJson = JSON.parse(ran.stdout);
  return { ...ran, json };
}

export async function hardenJson(cwd: string, ...args: readonly string[]): Promise<Answer<HardenJson>> {
  const ran = await bulwark(["harden", ...args, "--format", "json", "--today", TODAY], { cwd });
  const json: HardenJson = JSON.parse(ran.stdout);
  return { ...ran, json };
}

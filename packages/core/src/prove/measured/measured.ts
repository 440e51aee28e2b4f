import type { Comparison } from "../answer.ts";
import type { Confirmation } from "../confirmation.ts";
import type { Candidate, Check, EngineFacts, Proof, ProvedVariant, Verdict } from "../proof.ts";
import type { Figure } from "./figure.ts";
import { MEASURES } from "./measures.ts";

/** What one proof measured, as plain data: a report shows it, a statement keeps it, and a later guide is written from it. */
export interface Measured {
  readonly tool: Proof["tool"];
  readonly run: Proof["run"];
  readonly engine: EngineFacts;
  readonly verdict: Verdict;
  readonly probes: readonly { readonly name: string; readonly origin: "declared" | "discovered" }[];
  /** The original first, then the variants in the order of the plan. */
  readonly columns: readonly MeasuredColumn[];
  readonly notProved: Proof["notProved"];
}

export interface MeasuredColumn {
  /** Head of the column. */
  readonly name: string;
  /** Digest of its text, hex: by it one knows later whether the figures are still those of the file. */
  readonly dockerfile: { readonly path: string; readonly sha256: string; readonly edited: boolean };
  /** By the ids of the rows. */
  readonly figures: Readonly<Record<string, Figure>>;
  readonly confirmations: readonly Confirmation[];
  /** What follows is empty for the original. */
  readonly answers: readonly { readonly probe: string; readonly result: Comparison["result"] }[];
  readonly checks: readonly Check[];
  /** Null for the original. */
  readonly passed: boolean | null;
}

/** The figures of a proof. */
export function measuredOf(proof: Proof): Measured {
  return {
    tool: proof.tool,
    run: proof.run,
    engine: proof.engine,
    verdict: proof.verdict,
    probes: proof.probes.map(({ name, origin }) => ({ name, origin })),
    columns: [{ ...column(proof.original), answers: [], checks: [], passed: null }, ...proof.variants.map(variantColumn)],
    notProved: proof.notProved,
  };
}

function variantColumn(variant: ProvedVariant): MeasuredColumn {
  return {
    ...column(variant),
    answers: variant.comparisons.map(({ probe, result }) => ({ probe, result })),
    checks: variant.checks,
    passed: variant.passed,
  };
}

function column(candidate: Candidate): Pick<MeasuredColumn, "name" | "dockerfile" | "figures" | "confirmations"> {
  const { path, sha256, edited } = candidate.dockerfile;
  return { name: candidate.name, confirmations: candidate.confirmations, dockerfile: { path, sha256, edited }, figures: Object.fromEntries(MEASURES.map(({ id, read }) => [id, read(candidate)])) };
}

/** Whether the figures are still those of these Dockerfiles: every one that was measured has the digest (hex SHA-256) that its column names. */
export function stillHolds({ columns }: Pick<Measured, "columns">, digests: ReadonlyMap<string, string>): boolean {
  return columns.length > 0 && columns.every(({ name, dockerfile }) => digests.get(name) === dockerfile.sha256);
}

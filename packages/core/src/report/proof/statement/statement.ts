import type { Measured, MeasuredColumn } from "../../../prove/measured/measured.ts";
import type { BuildResult, Proof } from "../../../prove/proof.ts";

/** in-toto attestation framework, Statement layer v1. */
export const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
/**
 * Names the form of `predicate` below. A TypeURI need not lead anywhere (in-toto, field types v1), and Bulwark has no address of its own,
 * so it is a name like those of its schemas. The number goes up when a field goes or changes its meaning; others are passed over.
 */
export const PREDICATE_TYPE = "urn:bulwark:proof:1";

/** What one proof compared, and what came of it: digests, commands, questions, answers, figures. */
export interface Statement {
  readonly _type: typeof STATEMENT_TYPE;
  /** The images by the engine's ids and the Dockerfiles by their texts, in the order of the columns. */
  readonly subject: readonly Subject[];
  readonly predicateType: typeof PREDICATE_TYPE;
  readonly predicate: Predicate;
}

export interface Subject {
  readonly name: string;
  readonly digest: { /** Hex. */ readonly sha256: string };
}

export interface Predicate extends Measured {
  readonly name: string;
  readonly source: Proof["source"];
  readonly columns: readonly StatementColumn[];
  readonly repairs: readonly { readonly attempt: number; readonly base: string; readonly cause: string; readonly change: string }[];
}

export interface StatementColumn extends MeasuredColumn {
  /** `sha256:…`; null when nothing was built. */
  readonly image: string | null;
  readonly build: { readonly outcome: BuildResult["outcome"]; /** The arguments after the engine's name. */ readonly command: readonly string[] };
  /** The options it was started with, one entry an option with its value; null when it was not started. */
  readonly run: readonly (readonly string[])[] | null;
  readonly said: readonly Said[];
}

/** One answer, small enough to keep. */
export interface Said {
  readonly probe: string;
  /** `200`, `exit 0`, `healthy`, `none` … */
  readonly status: string;
  /** Hex SHA-256 of the text of the answer; null where the original varies in it, and where there is none. */
  readonly sha256: string | null;
}

import type { Proof } from "@bulwark/core/prove";
import { compareWithStatement, type Change, type Statement } from "@bulwark/core/report/proof/statement";
import type { Fault } from "@bulwark/core/report";
import type { Values } from "../command-line/command.ts";
import { readStatementFile } from "../files/statement-file.ts";
import { sha256 } from "../files/write-files.ts";

/** The statement of an earlier proof that `--against` names. */
export interface Earlier {
  readonly path: string;
  readonly statement: Statement;
}

/** Read before anything is built: a file that is no statement must not cost a build. */
export function earlierOf(values: Values): Earlier | Fault | undefined {
  const path = values.get("against");
  if (path === undefined) return undefined;
  const read = readStatementFile(path);
  return "fault" in read ? read.fault : { path, statement: read.statement };
}

export function changesSince(proof: Proof, { statement }: Earlier): readonly Change[] {
  return compareWithStatement(proof, statement, sha256);
}

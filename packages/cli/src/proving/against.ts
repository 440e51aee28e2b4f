import type { Proof } from "@bulwark/core/prove";
import { compareWithStatement, readStatement, type Change, type Statement } from "@bulwark/core/report/proof/statement";
import type { Fault } from "@bulwark/core/report";
import type { Values } from "../command-line/command.ts";
import { readText } from "../files/read-text.ts";
import { sha256 } from "../files/write-files.ts";

const LARGEST = 8 * 1024 * 1024;

/** The statement of an earlier proof that `--against` names. */
export interface Earlier {
  readonly path: string;
  readonly statement: Statement;
}

/** Read before anything is built: a file that is no statement must not cost a build. */
export function earlierOf(values: Values): Earlier | Fault | undefined {
  const path = values.get("against");
  if (path === undefined) return undefined;
  const read = readText(path, LARGEST);
  if ("fault" in read) return { path, ...read.fault };
  const statement = readStatement(read.text);
  if ("fault" in statement) return { path, line: undefined, column: undefined, message: statement.fault, remedy: "--against takes what prove --format in-toto wrote" };
  return { path, statement };
}

export function changesSince(proof: Proof, { statement }: Earlier): readonly Change[] {
  return compareWithStatement(proof, statement, sha256);
}

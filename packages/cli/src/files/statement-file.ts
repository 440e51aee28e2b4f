import type { Fault } from "@bulwark/core/report";
import { readStatement, type Statement } from "@bulwark/core/report/proof/statement";
import { readText } from "./read-text.ts";

/** Far beyond what a proof of many variants takes. */
const LARGEST = 8 * 1024 * 1024;

/** The statement of an earlier proof, or why a file has none. */
export function readStatementFile(path: string): { readonly statement: Statement } | { readonly fault: Fault } {
  const read = readText(path, LARGEST);
  if ("fault" in read) return { fault: { path, ...read.fault } };
  const statement = readStatement(read.text);
  if (!("fault" in statement)) return { statement };
  return { fault: { path, line: undefined, column: undefined, message: statement.fault, remedy: "name what prove --format in-toto wrote" } };
}

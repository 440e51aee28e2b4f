import { lstatSync } from "node:fs";
import type { WrittenFile } from "@bulwark/core/report";
import { readText } from "../files/read-text.ts";
import { writeAll } from "../files/write-files.ts";
import type { Output } from "./outputs.ts";

/** Why nothing is written, behind the path of a file that stays. */
export const KEPT = "was edited by hand or is not ours, so nothing is written";

/** What becomes of a file. A link is never ours: writing would replace it, or change what it leads to. */
export function statusOf(file: Output): WrittenFile["status"] {
  const status = lstatSync(file.path, { throwIfNoEntry: false });
  if (status === undefined) return "created";
  if (status.isSymbolicLink()) return "kept";
  const current = readText(file.path, Number.MAX_SAFE_INTEGER);
  if ("text" in current && current.text === file.text) return "unchanged";
  return "text" in current && file.mayReplace(current.text) ? "updated" : "kept";
}

/** Write what is not there just so, all or nothing. */
export function writeOutputs(files: readonly Output[]): { readonly written: readonly string[] } | { readonly refused: string } {
  const wanted = files.filter((file) => statusOf(file) !== "unchanged");
  try {
    writeAll(wanted);
  } catch (error) {
    return { refused: `nothing was written: ${error instanceof Error ? error.message : String(error)}` };
  }
  return { written: wanted.map((file) => file.path) };
}

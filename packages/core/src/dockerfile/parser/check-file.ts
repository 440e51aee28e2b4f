import type { Instruction } from "../syntax.ts";
import type { Diagnostics } from "./diagnostics.ts";

/** Report what BuildKit refuses of a file as a whole: no instruction, no stage, something other than ARG before the first FROM. */
export function checkFile(instructions: readonly Instruction[], diagnostics: Diagnostics): void {
  const first = instructions[0];
  if (first === undefined) {
    diagnostics.add("error", "empty-file", { start: 0, end: 0 }, "There is no instruction in this file.");
    return;
  }
  const outside = instructions.find(({ keyword }) => keyword !== "ARG");
  if (outside?.keyword === "FROM") return;
  const range = (outside ?? first).keywordRange;
  const message = outside === undefined ? "There is no FROM, so no stage to build." : "Only ARG may stand before the first FROM.";
  diagnostics.add("error", "first-instruction-not-from", range, message);
}

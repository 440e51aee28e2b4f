import type { Instruction } from "../syntax.ts";
import type { Diagnostics } from "../parser/diagnostics.ts";
import { lineAt } from "../parser/text/lines.ts";

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

/** What BuildKit's line reader holds, in bytes of UTF-8: `bufio.MaxScanTokenSize` less the newline. */
const MAXIMUM_LINE_BYTES = 65_535;

/** Report lines that are longer than BuildKit reads; it stops at the first. */
export function checkLineLengths(text: string, diagnostics: Diagnostics): void {
  for (let at = 0; at < text.length; ) {
    const line = lineAt(text, at);
    at = line.next;
    // A UTF-16 unit takes at most three bytes.
    if ((line.next - line.start) * 3 <= MAXIMUM_LINE_BYTES || byteLength(text, line.start, line.next) <= MAXIMUM_LINE_BYTES + 1) continue;
    const message = `This line is longer than the ${MAXIMUM_LINE_BYTES} bytes that BuildKit reads; break it with continuations, or COPY the content from a file.`;
    diagnostics.add("error", "line-too-long", { start: line.start, end: line.end }, message);
  }
}

/** The length in UTF-8. */
function byteLength(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    const isSurrogate = code >= 0xd800 && code <= 0xdfff;
    bytes += code < 0x80 ? 1 : code < 0x800 || isSurrogate ? 2 : 3;
  }
  return bytes;
}

import type { Argument, DockerfileSyntax, Instruction } from "../dockerfile/syntax.ts";

/** The tree as BuildKit's parser prints its own (`Node.Dump`), one s-expression an instruction, so that the two can be compared. */
export function dumpDockerfile(syntax: DockerfileSyntax): string {
  return syntax.instructions.map((instruction) => `(${dumpInstruction(instruction)})\n`).join("");
}

function dumpInstruction(instruction: Instruction): string {
  const parts = [instruction.keywordText.toLowerCase()];
  const flags = instruction.flags.map(({ name, value }) => quote(value === undefined ? `--${name}` : `--${name}=${value}`));
  if (flags.length > 0) parts.push(`[${flags.join(" ")}]`);
  if (instruction.keyword === "ONBUILD") {
    if (instruction.nested !== undefined) parts.push(`(${dumpInstruction(instruction.nested)})`);
  } else {
    for (const argument of instruction.arguments) parts.push(...words(instruction, argument).map(quote));
  }
  return parts.join(" ");
}

function words({ keyword }: Instruction, { text, pair }: Argument): readonly string[] {
  if (pair === undefined || keyword === "ARG") return [text];
  return [pair.key, pair.rawValue ?? "", pair.legacy ? "" : "="];
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"', "\\": "\\\\", "\u0007": "\\a", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v",
};

/** Go's `strconv.Quote`, for what the corpus holds: printable characters stand as they are. */
function quote(text: string): string {
  let quoted = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    quoted += ESCAPES[character] ?? (code < 0x20 || code === 0x7f ? `\\x${code.toString(16).padStart(2, "0")}` : character);
  }
  return `"${quoted}"`;
}

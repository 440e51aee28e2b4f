/** A YAML scalar that means this text under every YAML version: JSON's form, which YAML 1.2 contains. */
export function scalar(text: string): string {
  return JSON.stringify(text);
}

/** Lines deeper by a number of steps of two spaces; empty lines stay empty. */
export function indent(steps: number, lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === "" ? "" : "  ".repeat(steps) + line));
}

/** `# ` before each line. */
export function comment(...lines: readonly string[]): readonly string[] {
  return lines.map((line) => `# ${line}`);
}

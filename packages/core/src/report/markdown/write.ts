/** Markdown as the guide writes it. */

export function code(language: string, text: string): readonly string[] {
  const longest = text.split("\n").reduce((most, line) => Math.max(most, line.startsWith("```") ? line.length : 0), 2);
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...text.replace(/\n$/, "").split("\n"), fence];
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)];
}

/** A cell cannot hold a bar or a line end. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\r", "").replaceAll("\n", " ");
}

export function list(items: readonly string[]): readonly string[] {
  return items.map((item) => `- ${item}`);
}

/** Text from a project, so that none of it is taken for markup. */
export function plain(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("*", "\\*").replaceAll("_", "\\_").replaceAll("<", "&lt;");
}

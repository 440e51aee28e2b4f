import { clip, visible } from "../text.ts";

/** Pixels of one character of the labels' fixed-width font, rounded up over the fonts that systems have. */
const CHARACTER = 6.8;
export const LINE_HEIGHT = 14;
export const PADDING = 6;
const MOST_LINES = 3;

/**
 * The lines of a label that fit into a tile, the path first, its size below; empty where nothing readable fits. A path that is too
 * long loses its first folders, then the end of its name.
 */
export function labelLines(path: string, size: string, width: number, height: number): readonly string[] {
  const columns = Math.floor((width - 2 * PADDING) / CHARACTER);
  const rows = Math.floor((height - PADDING) / LINE_HEIGHT);
  if (columns < 4 || rows < 1) return [];
  const hasSize = rows > 1 && size.length <= columns;
  const lines = pathLines(visible(path, "line"), columns, Math.min(MOST_LINES, hasSize ? rows - 1 : rows));
  return lines.length === 0 ? [] : hasSize ? [...lines, size] : lines;
}

/** One line of so many pixels, cut at its end where it is too long; `character` is the width of a wide one in its font. */
export function oneLine(text: string, width: number, character: number): string {
  return cut(visible(text, "line"), Math.max(4, Math.floor(width / character)));
}

function pathLines(path: string, columns: number, rows: number): readonly string[] {
  // Longer than anything that could be shown: only its end can be.
  const parts = path.slice(-512).split("/").filter((part) => part !== "");
  for (let first = 0; first < parts.length; first++) {
    const lines = wrapped(parts.slice(first).map((part) => `/${part}`), first === 0 ? "" : "…", columns);
    if (lines !== undefined && lines.length <= rows) return lines;
  }
  const name = cut(parts.at(-1) ?? "/", columns);
  return length(name) < 4 && name !== parts.at(-1) ? [] : [name];
}

/** Parts joined to lines of so many columns; undefined where one part is too long for a line. */
function wrapped(parts: readonly string[], start: string, columns: number): readonly string[] | undefined {
  const lines = [start];
  for (const part of parts) {
    const last = lines.at(-1) ?? "";
    if (length(last) + length(part) <= columns) lines[lines.length - 1] = last + part;
    else if (length(part) <= columns) lines.push(part);
    else return undefined;
  }
  return lines;
}

function cut(text: string, columns: number): string {
  if (length(text) <= columns) return text;
  const characters = [...clip(text, 2 * columns).text];
  return `${characters.slice(0, columns - 1).join("")}…`;
}

function length(text: string): number {
  return [...text].length;
}

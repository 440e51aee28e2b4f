/** Columns of indentation, and collections in collections, that no file of settings has; a parser may end its process over more. */
const DEEPEST = 500;

/** Whether YAML is nested deeper than any file that people write, told without a parser: by its indentation, and by its open brackets. */
export function isTooDeep(text: string): boolean {
  let brackets = 0;
  let indent = 0;
  let isIndent = true;
  for (const character of text) {
    if (character === "\n") [indent, isIndent] = [0, true];
    else if (isIndent && (character === " " || character === "-" || character === "?" || character === ":")) indent++;
    else isIndent = false;
    if (character === "[" || character === "{") brackets++;
    else if ((character === "]" || character === "}") && brackets > 0) brackets--;
    if (indent > DEEPEST || brackets > DEEPEST) return true;
  }
  return false;
}

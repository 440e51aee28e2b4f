/**
 * Variables in a Compose file. Only defaults have a certain value here: what the environment or `.env` holds is known to whoever
 * runs Compose. Source: Compose specification, "Interpolation".
 */

/** The text with its defaults in place; undefined when a variable without a default is in it. */
export function interpolateDefaults(text: string): string | undefined {
  let out = "";
  let from = 0;
  for (let dollar = text.indexOf("$"); dollar !== -1; dollar = text.indexOf("$", from)) {
    out += text.slice(from, dollar);
    const next = text[dollar + 1];
    if (next === "$") {
      out += "$";
      from = dollar + 2;
    } else if (next === "{") {
      const end = closingBrace(text, dollar + 2);
      const value = end === undefined ? undefined : defaultOf(text.slice(dollar + 2, end));
      if (end === undefined || value === undefined) return undefined;
      out += value;
      from = end + 1;
    } else if (next !== undefined && /^[A-Za-z_]$/.test(next)) return undefined;
    else {
      out += "$";
      from = dollar + 1;
    }
  }
  return out + text.slice(from);
}

function closingBrace(text: string, start: number): number | undefined {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  return undefined;
}

/** `NAME:-default` and `NAME-default`; a default with variables of its own is not followed. */
function defaultOf(expression: string): string | undefined {
  const dash = expression.indexOf("-");
  if (dash === -1) return undefined;
  const name = expression.slice(0, expression[dash - 1] === ":" ? dash - 1 : dash);
  const value = expression.slice(dash + 1);
  return isName(name) && !value.includes("$") ? value : undefined;
}

function isName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}

import type { Terminal } from "../../check-report.ts";

export type Sign = "good" | "bad" | "warning" | "none";

/** A sign of one column in its colour; without Unicode, one that every terminal has. */
export function sign(kind: Sign, { style, unicode }: Terminal): string {
  switch (kind) {
    case "good":
      return style.green(unicode ? "✔" : "+");
    case "bad":
      return style.red(unicode ? "✘" : "x");
    case "warning":
      return style.yellow("!");
    case "none":
      return " ";
  }
}

import type { Proof } from "@bulwark/core/prove";
import type { Values } from "../command-line/command.ts";
import { UsageError } from "../exit-code.ts";
import { sha256 } from "../files/write-files.ts";
import { terminalOf } from "../terminal/style.ts";

const FORMATS = ["terminal", "json", "markdown", "html", "in-toto"] as const;
export type ProofFormat = (typeof FORMATS)[number];

/** The longest ending that fits wins: `.intoto.json` is no plain JSON. */
const ENDINGS: readonly (readonly [ending: string, format: ProofFormat])[] = [
  [".intoto.json", "in-toto"],
  [".json", "json"],
  [".md", "markdown"],
  [".markdown", "markdown"],
  [".html", "html"],
  [".htm", "html"],
  [".txt", "terminal"],
];

export function formatOf(values: Values): ProofFormat {
  return FORMATS.find((format) => format === values.get("format")) ?? "terminal";
}

/** What `--save` names, each with the format that its ending says. */
export function savesOf(values: Values): readonly { readonly path: string; readonly format: ProofFormat }[] {
  return values.all("save").map((path) => {
    const format = ENDINGS.find(([ending]) => path.toLowerCase().endsWith(ending))?.[1];
    if (format === undefined) throw new UsageError(`--save takes a file that ends in ${ENDINGS.map(([ending]) => ending).join(", ")}, not "${path}"`, "prove");
    return { path, format };
  });
}

/** A proof in one format; each renderer is loaded only when it is used. */
export async function renderProof(proof: Proof, format: ProofFormat, values: Values): Promise<string> {
  switch (format) {
    case "terminal":
      return (await import("@bulwark/core/report/proof/terminal")).proofTerminal(proof, terminalOf(values));
    case "json":
      return (await import("@bulwark/core/report/proof/json")).proofJson(proof);
    case "markdown":
      return (await import("@bulwark/core/report/proof/markdown")).proofMarkdown(proof);
    case "html":
      return (await import("@bulwark/core/report/proof/html")).proofHtml(proof);
    case "in-toto":
      return (await import("@bulwark/core/report/proof/statement")).proofStatement(proof, sha256);
  }
}

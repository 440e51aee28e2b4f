import { diffArrays } from "diff";
import type { Candidate, Proof } from "../../../../prove/proof.ts";
import { maskedText } from "../../../terminal/mask.ts";
import { amount } from "../../../words.ts";
import { block, html, type Markup } from "../markup.ts";
import { code, folded } from "../parts.ts";
import { clip } from "../text.ts";

/** Files that have nothing to do with each other are shown one after the other. */
const MOST_EDITS = 1_500;
const MOST_LINES = 1_200;
const MOST_IN_A_LINE = 400;
/** Lines that stay are shown so many before and after a change; longer runs are folded. */
const AROUND = 12;

interface Line {
  readonly kind: "same" | "added" | "removed";
  /** Counted from 1; undefined on the side that does not have it. */
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly text: string;
}

/** What was changed in the Dockerfile for each variant. */
export function dockerfiles({ original, variants }: Proof): Markup {
  if (variants.length === 0) return folded(html`${code(original.dockerfile.path)}, as it is`, listing(linesOf(original.dockerfile.text).map((text, index): Line => ({ kind: "same", before: undefined, after: index + 1, text })), false), true);
  return html`${variants.map((variant, index) => difference(original, variant, index === 0))}`;
}

function difference(original: Candidate, variant: Candidate, open: boolean): Markup {
  const [before, after] = [linesOf(original.dockerfile.text), linesOf(variant.dockerfile.text)];
  const lines = changes(before, after);
  const added = lines.filter(({ kind }) => kind === "added").length;
  const removed = lines.filter(({ kind }) => kind === "removed").length;
  const size = added + removed === 0 ? "no line differs" : html`<span class="plus">+${added}</span> <span class="minus">&minus;${removed}</span> ${added + removed === 1 ? "line" : "lines"}`;
  return folded(html`${code(original.dockerfile.path)} &rarr; ${code(variant.dockerfile.path)} <span class="aside">${size}</span>`, html`${variant.dockerfile.edited ? html`<p class="note">A person changed this file after Bulwark wrote it; it was proved as it stands.</p>` : undefined}${listing(lines, added + removed > 0)}`, open);
}

function linesOf(text: string): readonly string[] {
  const lines = maskedText(text).replaceAll("\r\n", "\n").split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

function changes(before: readonly string[], after: readonly string[]): readonly Line[] {
  const parts = diffArrays([...before], [...after], { maxEditLength: MOST_EDITS }) ?? [
    { value: [...before], removed: true, added: false },
    { value: [...after], removed: false, added: true },
  ];
  let [old, now] = [0, 0];
  return parts.flatMap(({ value, added, removed }) => value.map((text): Line => ({ kind: added ? "added" : removed ? "removed" : "same", before: added ? undefined : ++old, after: removed ? undefined : ++now, text })));
}

/** @param fold Whether long runs of lines that stay are folded. */
function listing(lines: readonly Line[], fold: boolean): Markup {
  if (lines.length === 0) return html`<p class="unknown">The file is empty.</p>`;
  const near = fold ? nearChanges(lines) : lines.map(() => true);
  const rows: Markup[] = [];
  let shown = 0;
  for (let at = 0; at < lines.length && shown < MOST_LINES; ) {
    const line = lines[at];
    if (line !== undefined && near[at] === true) {
      rows.push(lineMarkup(line));
      shown++;
      at++;
    } else {
      const start = at;
      while (at < lines.length && near[at] !== true) at++;
      rows.push(gap(`${amount(at - start, "line")} that stay as they are`));
    }
    if (shown === MOST_LINES && at < lines.length) rows.push(gap(`${amount(lines.length - at, "more line")}, which are not shown`));
  }
  return html`<table class="diff"><colgroup><col class="line"><col class="line"><col class="change"><col></colgroup><thead class="hidden"><tr><th scope="col">Line before</th><th scope="col">Line after</th><th scope="col">Change</th><th scope="col">Text</th></tr></thead><tbody>${rows}</tbody></table>
`;
}

function nearChanges(lines: readonly Line[]): readonly boolean[] {
  const near = lines.map(() => false);
  let last = -Infinity;
  const changed = (line: Line | undefined): boolean => line !== undefined && line.kind !== "same";
  for (let at = 0; at < lines.length; at++) {
    if (changed(lines[at])) last = at;
    if (at - last <= AROUND) near[at] = true;
  }
  last = Infinity;
  for (let at = lines.length - 1; at >= 0; at--) {
    if (changed(lines[at])) last = at;
    if (last - at <= AROUND) near[at] = true;
  }
  return near;
}

function lineMarkup({ kind, before, after, text }: Line): Markup {
  const sign = { added: "+", removed: "−", same: " " }[kind];
  const { text: shown, left } = clip(text, MOST_IN_A_LINE);
  const content = html`${block(shown)}${left === 0 ? undefined : html`<span class="aside"> &hellip; ${amount(left, "more character")}</span>`}`;
  return html`<tr class="${kind}"><td class="line">${before}</td><td class="line">${after}</td><td class="change">${sign}</td><td class="text">${kind === "added" ? html`<ins>${content}</ins>` : kind === "removed" ? html`<del>${content}</del>` : content}</td></tr>
`;
}

function gap(words: string): Markup {
  return html`<tr class="gap"><td colspan="4">${words}</td></tr>
`;
}

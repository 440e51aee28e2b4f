import type { Cell, Gap, Row } from "../../../../prove/measured/rows.ts";
import { listed } from "../figures.ts";
import { html, type Markup } from "../markup.ts";
import { row, table } from "../parts.ts";

const MARK: Readonly<Record<"better" | "worse", string>> = { better: "better than the original", worse: "worse than the original" };

/** The comparison, measured; below it why some cells hold nothing. Where nothing could be measured, what the files say. */
export function comparison(rows: readonly Row[], gaps: readonly Gap[], names: readonly string[]): Markup {
  const measured = rows.filter(({ cells }) => cells.some(({ figure }) => figure.kind !== "missing"));
  const shown = measured.some(({ id }) => id === "size") ? rows : measured;
  const marked = shown.some(({ cells }) => cells.some(({ mark }) => mark === "better" || mark === "worse"));
  return html`${table("Comparison of original and variants", ["Measured", ...names], shown.map(({ label, cells }) => row(label, cells.map(cell))), "comparison")}
${marked ? html`<p class="legend"><span class="mark better" aria-hidden="true">&#9650;</span> better, <span class="mark worse" aria-hidden="true">&#9660;</span> worse than the original; what lies within the noise of measuring has no mark.</p>` : undefined}
${gaps.length === 0 ? undefined : html`<ul class="gaps">${gaps.map((gap) => html`<li>${listed(gap.labels)}${gap.columns.length === 0 ? undefined : ` (${listed(gap.columns)})`}: not measured; ${gap.reason}</li>`)}</ul>`}
`;
}

function cell({ text, mark, figure }: Cell): Markup {
  if (mark === undefined || mark === "same") return html`<span class="${figure.kind === "missing" ? "unknown" : "text"}">${text}</span>`;
  return html`<span class="mark ${mark}" role="img" aria-label="${MARK[mark]}">${mark === "better" ? "▲" : "▼"}</span> <span class="text">${text}</span>`;
}

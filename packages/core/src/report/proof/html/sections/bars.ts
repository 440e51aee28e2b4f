import type { Figure } from "../../../../prove/measured/figure.ts";
import { bytesText, durationText } from "../../../../prove/measured/quantity.ts";
import type { Cell, Row } from "../../../../prove/measured/rows.ts";
import { change } from "../figures.ts";
import { html, type Markup } from "../markup.ts";

/** Rows of the comparison that are numbers of which less is better, as they stand in the two groups. */
const SURFACE = ["packages", "executables", "shells", "packageManagers", "setuid", "fileCapabilities", "capabilities", "ports"];
const WEIGHT = ["size", "compressedSize", "layers", "build", "start", "stop"];

/** Bars of original and variants for each number; undefined where there is nothing to compare. */
export function bars(rows: readonly Row[], names: readonly string[]): Markup | undefined {
  if (names.length < 2) return undefined;
  const surface = charts(SURFACE, rows, names);
  const weight = charts(WEIGHT, rows, names);
  if (surface.length === 0 && weight.length === 0) return undefined;
  return html`${group("What an attacker finds", surface)}${group("Weight and time", weight)}`;
}

function group(title: string, shown: readonly Markup[]): Markup | undefined {
  return shown.length === 0 ? undefined : html`<h3>${title}</h3><div class="measures">${shown}</div>
`;
}

function charts(ids: readonly string[], rows: readonly Row[], names: readonly string[]): readonly Markup[] {
  return ids.flatMap((id) => rows.filter((row) => row.id === id && row.cells.some(({ figure }) => amount(figure) !== undefined)).map((row) => chart(row, names)));
}

function chart({ label, cells }: Row, names: readonly string[]): Markup {
  const amounts = cells.map(({ figure }) => amount(figure)?.value);
  const largest = Math.max(0, ...amounts.map((value) => value ?? 0));
  return html`<figure class="measure"><figcaption>${label}</figcaption><dl>${cells.map((cell, index) => html`<div class="bar-row"><dt>${names[index]}</dt><dd>${value(cell, index === 0 ? undefined : amounts[0])}${bar(amounts[index], largest, index === 0)}</dd></div>
`)}</dl></figure>
`;
}

function value({ figure, text, mark }: Cell, before: number | undefined): Markup {
  const shown = amount(figure);
  if (shown === undefined) return html`<span class="unknown">${figure.kind === "missing" ? figure.reason : text}</span>`;
  const since = before === undefined || mark === "same" ? undefined : change(before, shown.value);
  return html`<span class="number">${shown.text}</span>${since === undefined ? undefined : html` <span class="since">${since}</span>`}`;
}

/** The number behind a figure, with its unit; undefined where there is none to draw. */
function amount(figure: Figure): { readonly value: number; readonly text: string } | undefined {
  switch (figure.kind) {
    case "bytes":
      return { value: figure.bytes, text: bytesText(figure.bytes) };
    case "time":
    case "stop":
      return { value: figure.milliseconds, text: durationText(figure.milliseconds) };
    case "names":
    case "count":
      return counted(figure.count);
    case "packages":
      return figure.manager === "" ? undefined : counted(figure.count);
    case "grade":
    case "findings":
    case "text":
    case "user":
    case "writable":
    case "missing":
      return undefined;
  }
}

function counted(value: number): { readonly value: number; readonly text: string } {
  return { value, text: String(value) };
}

/** Nothing is a line at the beginning, so that it is not taken for missing. */
function bar(value: number | undefined, largest: number, original: boolean): Markup | undefined {
  if (value === undefined) return undefined;
  const percent = largest === 0 ? 0 : Number(((value / largest) * 100).toFixed(2));
  return html`<svg class="bar ${original ? "before" : "after"}" width="100%" height="8" aria-hidden="true" focusable="false"><rect class="rail" width="100%" height="8"/><rect class="length" width="${percent}%" height="8"/><rect class="zero" width="2" height="8"/></svg>`;
}

import type { Figure } from "../../../../prove/measured/figure.ts";
import type { Row } from "../../../../prove/measured/rows.ts";
import type { Check, Proof, ProvedVariant } from "../../../../prove/proof.ts";
import { amount } from "../../../words.ts";
import { CHECKS, missed } from "../../words.ts";
import { change } from "../figures.ts";
import { html, type Markup } from "../markup.ts";
import { status, type Status } from "../parts.ts";

/** The numbers that people ask for first, by the ids of their rows. */
const FIRST = ["size", "executables", "user", "grade"];

/** A card for each variant: how it did, and its first numbers. */
export function results({ variants, notProved }: Proof, rows: readonly Row[]): Markup {
  return html`<div class="cards">${variants.map((variant, index) => card(variant, rows, index + 1))}${notProved.map(({ base, reason }) => html`<article class="card absent"><h3>${base}</h3>${outcome("open", "Not proved here")}<p class="why">${reason}</p></article>
`)}${variants.length === 0 && notProved.length === 0 ? html`<p>No variant was planned.</p>` : undefined}</div>
`;
}

function card(variant: ProvedVariant, rows: readonly Row[], column: number): Markup {
  const cause = variant.causes[0];
  const why = cause === undefined ? missed(variant).slice(0, 3).map(missing) : html`<p class="why">${cause.message}</p>`;
  return html`<article class="card ${variant.passed ? "passed" : "failed"}"><h3>${variant.name}</h3>${outcome(variant.passed ? "pass" : "fail", variant.passed ? "Passed" : "Failed")}${why}
<dl class="figures">${FIRST.flatMap((id) => rows.filter((row) => row.id === id)).map((row) => figure(row, column))}</dl>
<ul class="tally">${tally(variant).map((line) => html`<li>${line}</li>`)}</ul></article>
`;
}

/** In its colour whole, as the one thing that a card says. */
function outcome(kind: Status, words: string): Markup {
  return html`<p class="strong ${kind}">${status(kind, words)}</p>`;
}

function missing({ id, detail }: Check): Markup {
  return html`<p class="why">Not met: ${CHECKS[id]} (${detail}).</p>`;
}

function tally({ checks, comparisons, confirmations }: ProvedVariant): readonly Markup[] {
  const required = checks.filter((check) => check.required);
  const met = required.filter((check) => check.met).length;
  const asked = comparisons.filter((comparison) => comparison.result !== "unasked").length;
  const alike = comparisons.filter((comparison) => comparison.result === "alike").length;
  const confirmed = confirmations.filter(({ result }) => result === "confirmed").length;
  const contradicted = confirmations.filter(({ result }) => result === "contradicted").length;
  return [
    ...(required.length === 0 ? [] : [status(met === required.length ? "pass" : "fail", `${met} of ${amount(required.length, "required check")} met`)]),
    asked === 0 ? status("none", "nothing could be asked") : status(alike === asked ? "pass" : "fail", `${alike} of ${amount(asked, "answer")} alike`),
    ...(confirmations.length === 0 ? [] : [status(contradicted === 0 ? "pass" : "open", `${confirmed} of ${amount(confirmations.length, "predicted fact")} confirmed${contradicted === 0 ? "" : `, ${contradicted} contradicted`}`)]),
  ];
}

/** What it is now, and below it what it was. */
function figure({ label, cells }: Row, column: number): Markup {
  const [before, after] = [cells[0], cells[column]];
  const since = before?.figure.kind === "bytes" && after?.figure.kind === "bytes" ? change(before.figure.bytes, after.figure.bytes) : undefined;
  return html`<div><dt>${label}</dt><dd><span class="${after === undefined || after.figure.kind === "missing" ? "missing" : "now"}">${short(after?.figure, after?.text)}</span> <span class="was">was ${short(before?.figure, before?.text)}${since === undefined ? undefined : html` <span class="since">${since}</span>`}</span></dd></div>`;
}

function short(figure: Figure | undefined, text: string | undefined): string {
  return figure?.kind === "grade" ? figure.letter : (text ?? "not measured");
}

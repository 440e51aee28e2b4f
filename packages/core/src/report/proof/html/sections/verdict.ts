import type { Proof, Verdict } from "../../../../prove/proof.ts";
import { durationText } from "../../../../prove/measured/quantity.ts";
import { moment } from "../figures.ts";
import { html, type Content, type Markup } from "../markup.ts";
import { code, sign, type Status } from "../parts.ts";

const WORD: Readonly<Record<Verdict["result"], string>> = { passed: "Passed", failed: "Failed", undecided: "Not decided" };
const STATUS: Readonly<Record<Verdict["result"], Status>> = { passed: "pass", failed: "fail", undecided: "open" };

/** What was proved, when, with what, and how it ended. */
export function verdict(proof: Proof): Markup {
  const { engine, run, source } = proof;
  const { result, reason } = proof.verdict;
  const facts: readonly (readonly [string, Content])[] = [
    ["Date", html`<time datetime="${run.startedAt}">${moment(run.startedAt)}</time>`],
    ["Took", durationText(run.seconds * 1000)],
    ["Dockerfile", code(source.path)],
    ["Build context", code(source.context)],
    ["Engine", html`${engine.name} ${engine.version}${engine.rootless ? ", rootless" : undefined}`],
    ["Builder", engine.builder],
    ["Platform", engine.platform],
    ["Run", code(run.id)],
  ];
  return html`<header class="top"><p class="kind">Bulwark proof</p><h1>${proof.name}</h1>
<div class="verdict ${result}"><p class="result">${sign(STATUS[result])}${WORD[result]}</p><p class="reason">${sentence(reason)}</p>${result === "undecided" ? html`<p class="note">Nothing is said of the hardened containers: there was nothing to compare them with.</p>` : undefined}</div>
<dl class="run">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></header>
`;
}

export function resultWord(result: Verdict["result"]): string {
  return WORD[result];
}

/** With a full stop; its first word may be the name of a variant and stays as it is written. */
function sentence(text: string): string {
  return text === "" || /[.!?]$/.test(text) ? text : `${text}.`;
}

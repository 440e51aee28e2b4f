import type { Answer, Comparison } from "../../../../prove/answer.ts";
import type { Probe } from "../../../../prove/probe.ts";
import type { Proof, ProvedVariant } from "../../../../prove/proof.ts";
import { formatEvidence } from "../../../../source/fact.ts";
import { headersWorthShowing, pane } from "../answers/pane.ts";
import { outcomeOf, readingOf, type Reading } from "../answers/reading.ts";
import { whyNotTried } from "../candidate.ts";
import { html, type Markup } from "../markup.ts";
import { bounded, code, folded, status } from "../parts.ts";

const MOST_PROBES = 120;
const MOST_DIFFERENCES = 12;
/** UTF-16 units for the texts of all answers together; one has its share of them, within limits. */
const ALL_TEXTS = 240_000;
const TEXT = { least: 300, most: 4_000 };

/** A variant's comparison for one probe; undefined where it was not asked. */
interface Asked {
  readonly variant: ProvedVariant;
  readonly comparison: Comparison | undefined;
}

/** Every question with what original and variants answered. */
export function questions({ probes, original, variants }: Proof): Markup | undefined {
  if (probes.length === 0) return undefined;
  const texts = Math.min(probes.length, MOST_PROBES) * (variants.length + 1);
  const room = Math.max(TEXT.least, Math.min(TEXT.most, Math.floor(ALL_TEXTS / texts)));
  return html`${bounded(probes, MOST_PROBES, (probe) => {
    const asked = variants.map((variant): Asked => ({ variant, comparison: variant.comparisons.find((comparison) => comparison.probe === probe.name) }));
    return question(probe, asked, own(original.trial?.answers, probe.name), room);
  }, (left) => html`<p>${left} more questions are left out; <code>--format json</code> has them all.</p>`)}`;
}

function single(reading: Reading): Markup {
  return html`<div class="panes">${pane({ name: "original", own: reading, other: undefined, headers: headersWorthShowing(reading, []), volatile: [] })}</div>`;
}

function own(answers: Readonly<Record<string, readonly Answer[]>> | undefined, name: string): Answer | undefined {
  return answers !== undefined && Object.hasOwn(answers, name) ? answers[name]?.[0] : undefined;
}

interface Compared {
  readonly name: string;
  readonly comparison: Comparison;
}

function question(probe: Probe, asked: readonly Asked[], alone: Answer | undefined, room: number): Markup {
  const compared = asked.flatMap(({ variant, comparison }) => (comparison === undefined ? [] : [{ name: variant.name, comparison }]));
  const differs = compared.some(({ comparison }) => comparison.result === "different");
  const panes = compared.length > 0 ? answers(compared, room) : alone === undefined ? undefined : single(readingOf(alone, room));
  const [first] = compared;
  const said = [...(first === undefined ? [] : [{ name: "original", answer: first.comparison.original }]), ...compared.map(({ name, comparison }) => ({ name, answer: comparison.hardened }))];
  return html`<article class="question"><div class="head"><h3>${code(probe.name)}</h3><ul class="tally">${asked.length > 0 ? asked.map((item) => html`<li>${outcome(item)}</li>`) : html`<li>${status("none", alone === undefined ? "not asked" : "asked of the original alone")}</li>`}</ul></div><p class="origin">${probe.origin}: ${formatEvidence(probe.evidence)}</p>
${differences(compared)}${volatile(compared)}
${panes === undefined ? undefined : folded(html`Answers${said.map(({ name, answer }, index) => html`${index === 0 ? ": " : ", "}${name} <strong>${outcomeOf(answer)}</strong>`)}`, panes, differs || compared.length === 0)}</article>
`;
}

function outcome({ variant, comparison }: Asked): Markup {
  if (comparison === undefined) return status("none", `${variant.name}: not asked, ${whyNotTried(variant) ?? "nothing was compared"}`);
  if (comparison.result === "alike") return status("pass", `${variant.name}: alike`);
  return comparison.result === "different" ? status("fail", `${variant.name}: different`) : status("none", `${variant.name}: does not count, the original does not answer it either`);
}

function differences(compared: readonly Compared[]): Markup | undefined {
  const found = compared.flatMap(({ name, comparison }) => comparison.differences.map((item) => (compared.length > 1 ? `${name}: ${item}` : item)));
  if (found.length === 0) return undefined;
  return html`<ul class="differences">${bounded(found, MOST_DIFFERENCES, (item) => html`<li>${item}</li>`, (left) => html`<li>and ${left} more</li>`)}</ul>`;
}

function volatile(compared: readonly Compared[]): Markup | undefined {
  const parts = [...new Set(compared.flatMap(({ comparison }) => comparison.volatile))];
  if (parts.length === 0) return undefined;
  return html`<p class="volatile">Not compared, since two answers of the original differ in it: ${bounded(parts, MOST_DIFFERENCES, (item, index) => html`${index === 0 ? undefined : ", "}${code(item)}`, (left) => html` and ${left} more`)}</p>`;
}

/** The original's answer and each variant's; a second pane of the original where it answered the other variant's question otherwise. */
function answers(compared: readonly Compared[], room: number): Markup {
  const groups = new Map<string, { readonly original: Answer; readonly items: Compared[] }>();
  for (const item of compared) {
    const key = JSON.stringify(item.comparison.original);
    const group = groups.get(key) ?? { original: item.comparison.original, items: [] };
    group.items.push(item);
    groups.set(key, group);
  }
  return html`${[...groups.values()].map(({ original, items }) => group(original, items, room))}`;
}

function group(original: Answer, items: readonly Compared[], room: number): Markup {
  const reading = readingOf(original, room);
  const others = items.map(({ name, comparison }) => ({ name, reading: readingOf(comparison.hardened, room), differs: comparison.result === "different", volatile: comparison.volatile }));
  const headers = headersWorthShowing(reading, others.filter(({ differs }) => differs));
  // Beside several variants it is not said in the original what of it which of them changed.
  const [only] = others.length === 1 ? others : [];
  return html`<div class="panes">${pane({ name: "original", own: reading, other: only?.differs === true ? only.reading : undefined, headers, volatile: only?.volatile ?? [] })}${others.map(({ name, reading: own, differs, volatile }) => pane({ name, own, other: differs ? reading : undefined, headers, volatile }))}</div>`;
}

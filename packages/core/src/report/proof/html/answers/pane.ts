import { diffWordsWithSpace } from "diff";
import { maskedValue } from "../../../terminal/mask.ts";
import { block, html, type Markup } from "../markup.ts";
import type { Reading } from "./reading.ts";

/** Beyond so many changed words a text is simply another one. */
const MOST_EDITS = 400;
const MOST_HEADERS = 12;
/** Headers that say what an answer is, shown even where they are alike. */
const TELLING = ["content-type", "location", "www-authenticate", "set-cookie", "cache-control"];

/** Texts of which less than this share is the same are two texts, not one with changes. */
const SAME = 0.4;

export interface Pane {
  readonly name: string;
  readonly own: Reading;
  /** Undefined where there is nothing to compare with. */
  readonly other: Reading | undefined;
  /** The headers that all panes of one question show. */
  readonly headers: readonly string[];
  readonly volatile: readonly string[];
}

/** One answer, with what differs from the other side marked. */
export function pane({ name, own, other, headers, volatile }: Pane): Markup {
  // Beside no answer at all, not each part of one is what differs.
  const compared = other?.kind === own.kind ? other : undefined;
  const value = (header: string): Markup => {
    const text = own.headers.get(header);
    if (text === undefined) return html`<span class="unknown">not there</span>`;
    const shown = maskedValue(header, text);
    return compared === undefined || isVolatile(header, volatile) || compared.headers.get(header) === text ? html`${shown}` : html`<mark>${shown}</mark>`;
  };
  return html`<section class="pane"><h4>${name}</h4><p class="outcome">${differing(own.outcome, other?.outcome)}${own.aside === "" ? undefined : html` <span class="aside">${own.aside}</span>`}</p>
${headers.length === 0 || own.headers.size === 0 ? undefined : html`<dl class="headers">${headers.map((header) => html`<div><dt>${header}</dt><dd>${value(header)}</dd></div>`)}</dl>
`}${text(own, compared)}${own.cut === "" ? undefined : html`<p class="cut">${own.cut}</p>`}</section>
`;
}

/** Headers worth a look: those in which an answer differs from the original's, then those that say what an answer is. */
export function headersWorthShowing(original: Reading, others: readonly { readonly reading: Reading; readonly volatile: readonly string[] }[]): readonly string[] {
  const all = [original, ...others.map(({ reading }) => reading)].filter((reading) => reading.headers.size > 0);
  const names = [...new Set(all.flatMap((reading) => [...reading.headers.keys()]))].sort();
  const differ = original.headers.size === 0 ? [] : names.filter((name) => others.some(({ reading, volatile }) => reading.headers.size > 0 && reading.headers.get(name) !== original.headers.get(name) && !isVolatile(name, volatile)));
  return [...new Set([...differ, ...TELLING.filter((name) => names.includes(name))])].slice(0, MOST_HEADERS);
}

function isVolatile(header: string, volatile: readonly string[]): boolean {
  return volatile.includes(`header ${header}`);
}

function differing(own: string, other: string | undefined): Markup {
  return other === undefined || own === other ? html`${own}` : html`<mark>${own}</mark>`;
}

function text(own: Reading, other: Reading | undefined): Markup | undefined {
  if (own.text === undefined) return undefined;
  if (own.text.trim() === "") return html`<p class="cut">empty body</p>`;
  return html`<pre class="body" tabindex="0">
${other?.text === undefined || other.text === own.text ? block(own.text) : marked(own.text, other.text)}</pre>`;
}

/** The text with the words marked that the other one does not have. */
function marked(own: string, other: string): Markup {
  const parts = diffWordsWithSpace(other, own, { maxEditLength: MOST_EDITS }) ?? [];
  const same = parts.reduce((sum, part) => sum + (part.added || part.removed ? 0 : part.value.length), 0);
  if (same < SAME * Math.max(own.length, other.length)) return html`<mark>${block(own)}</mark>`;
  return html`${parts.filter((part) => !part.removed).map((part) => (part.added ? html`<mark>${block(part.value)}</mark>` : block(part.value)))}`;
}

import { bytesText } from "../../../../prove/measured/quantity.ts";
import type { Candidate, Proof } from "../../../../prove/proof.ts";
import { html, type Markup } from "../markup.ts";
import { code, folded, row, table } from "../parts.ts";
import { picture, type Weighed } from "./picture.ts";
import { layOut } from "./tiles.ts";

const MOST_ROWS = 40;
/** So many variants are drawn at once, more on demand. */
const DRAWN = 2;
/** The frame that decides which paths the table names. */
const FRAME = { width: 740, height: 430 };

/** What is in each image and what went; undefined where no image was read. */
export function contents({ original, variants }: Proof): Markup | undefined {
  const before = weighed(original);
  const pairs = variants.flatMap((variant) => weighed(variant) ?? []);
  const notes = [original, ...variants].flatMap(notWhole);
  if (before === undefined || pairs.length === 0) return notes.length === 0 ? undefined : html`${notes}`;
  return html`<p>Areas are bytes of files, on the same scale in both images. Files that a later layer hides are not counted.</p>${notes}
<ul class="key"><li>${swatch("gone")}gone</li><li>${swatch("both")}at the same path in both</li><li>${swatch("new")}new</li></ul>
${pairs.map((after, index) => (index < DRAWN ? drawn(before, after, index) : folded(html`original and ${after.name}`, drawn(before, after, index))))}`;
}

/** Of an image that was read in part nobody can say what is gone. */
function weighed({ name, image }: Candidate): Weighed | undefined {
  return image === undefined || image.faults.length > 0 || !(image.tree.size > 0) ? undefined : { name, tree: image.tree };
}

function notWhole({ name, image }: Candidate): readonly Markup[] {
  const fault = image?.faults[0];
  return fault === undefined ? [] : [html`<p>What is in ${name} is not drawn, since only part of its image was read: ${fault}.</p>`];
}

function drawn(before: Weighed, after: Weighed, index: number): Markup {
  return html`<figure class="contents"><figcaption><h3>${before.name} and ${after.name}</h3></figcaption>
${picture(before, after, "wide", `wide-${index}`)}${picture(before, after, "narrow", `narrow-${index}`)}
${folded(html`The largest paths of ${before.name} and ${after.name} as a table`, paths(before, after))}</figure>
`;
}

interface Path {
  readonly path: string;
  readonly before: number;
  readonly after: number;
  readonly atMost: boolean;
}

function paths(before: Weighed, after: Weighed): Markup {
  const old = layOut(before.tree, after.tree, FRAME).map(({ path, bytes, shared }): Path => ({ path, before: bytes, after: shared.bytes, atMost: shared.atMost }));
  const fresh = layOut(after.tree, before.tree, FRAME).filter(({ shared }) => shared.bytes === 0).map(({ path, bytes }): Path => ({ path, before: 0, after: bytes, atMost: false }));
  const sorted = [...old, ...fresh].sort((a, b) => Math.max(b.before, b.after) - Math.max(a.before, a.after));
  const rows = sorted.slice(0, MOST_ROWS).map((item) => row(code(item.path), [item.before === 0 ? "none" : bytesText(item.before), item.after === 0 ? "none" : `${item.atMost ? "at most " : ""}${bytesText(item.after)}`, fate(item)]));
  return table(`Largest paths of ${before.name} and ${after.name}`, ["Path", before.name, after.name, "What became of it"], rows, "paths");
}

function fate({ before, after, atMost }: Path): string {
  if (before === 0) return "new";
  if (after === 0) return "gone";
  if (atMost) return after < before / 20 ? "nearly all gone" : "not listed";
  return after < before ? "smaller" : after > before ? "larger" : "the same";
}

function swatch(kind: "gone" | "both" | "new"): Markup {
  return html`<svg class="swatch" viewBox="0 0 22 14" width="22" height="14" aria-hidden="true" focusable="false"><rect class="${kind}" width="22" height="14"/></svg>`;
}

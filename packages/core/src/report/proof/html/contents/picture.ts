import type { SizeNode } from "../../../../image/surface.ts";
import { bytesText } from "../../../../prove/measured/quantity.ts";
import { html, type Markup } from "../markup.ts";
import { labelLines, LINE_HEIGHT, oneLine, PADDING } from "./label.ts";
import { layOut, type Tile } from "./tiles.ts";

/** An image with its column's name. */
export interface Weighed {
  readonly name: string;
  readonly tree: SizeNode;
}

/** `wide`: beside each other; `narrow`: one below the other, for a phone. Units are pixels at full size. */
export type Form = "wide" | "narrow";

const WIDTH: Readonly<Record<Form, number>> = { wide: 1072, narrow: 340 };
const GAP = 32;
/** Room for a caption above a frame. */
const CAPTION = 24;
/** Pixels of one character of a caption, in the widest of the fonts that systems have. */
const CAPTION_CHARACTER = 8.6;
/** Columns for a picture that is too small for its caption. */
const LEAST_SIDE = 264;
/** A frame with less area is shown a second time, enlarged. */
const READABLE = 36_000;

interface Plot {
  readonly caption: string;
  readonly weight: string;
  readonly x: number;
  /** Of the frame; the caption stands above. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly side: "before" | "after";
  readonly tiles: readonly Tile[];
  /** The frame is drawn again elsewhere: no labels in it. */
  readonly small: boolean;
}

/** Original and variant as treemaps, the same number of bytes on the same area; what would be too small to read is enlarged beside it. */
export function picture(before: Weighed, after: Weighed, form: Form, id: string): Markup {
  const { plots, height } = arrange(before, after, form);
  const description = `${before.name}: ${bytesText(before.tree.size)} in files; ${after.name}: ${bytesText(after.tree.size)}. The table below says the same in words.`;
  return html`<svg class="treemap ${form}" viewBox="0 0 ${WIDTH[form]} ${Math.ceil(height)}" role="img" aria-labelledby="${id}-title ${id}-text">
<title id="${id}-title">What is in ${before.name} and in ${after.name}, by size</title><desc id="${id}-text">${description}</desc>
${plots.map(plotMarkup)}</svg>
`;
}

function arrange(before: Weighed, after: Weighed, form: Form): { readonly plots: readonly Plot[]; readonly height: number } {
  const width = WIDTH[form];
  const largest = Math.max(before.tree.size, after.tree.size);
  // Lengths go with the root of the area.
  const first = Math.sqrt(before.tree.size / largest);
  const second = Math.sqrt(after.tree.size / largest);
  const unit = form === "narrow" ? width : Math.min((width - GAP) / (first + second), width - GAP - LEAST_SIDE);
  const unitHeight = form === "narrow" ? 300 : Math.min(440, Math.max(320, unit * 0.58));
  const column = form === "narrow" ? width : Math.max(LEAST_SIDE, width - GAP - Math.max(first, second) * unit);
  const place = (image: Weighed, side: Plot["side"], factor: number, x: number, y: number): Plot => plot(image, side, side === "before" ? after : before, { x, y: y + CAPTION, width: unit * factor, height: unitHeight * factor });
  const left = place(before, "before", first, 0, 0);
  const leftColumn = enlarged(left, before, after, column, unitHeight, form);
  const leftEnd = Math.max(...leftColumn.map((item) => item.x + item.width));
  const bottom = Math.max(...leftColumn.map((item) => item.y + item.height));
  const right = form === "wide" ? place(after, "after", second, leftEnd + GAP, 0) : place(after, "after", second, 0, bottom + GAP / 2);
  const plots = [...leftColumn, ...enlarged(right, after, before, column, unitHeight, form)];
  return { plots, height: Math.max(...plots.map((item) => item.y + item.height)) + 2 };
}

function plot(image: Weighed, side: Plot["side"], other: Weighed, frame: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }): Plot {
  return { caption: image.name, weight: bytesText(image.tree.size), ...frame, side, tiles: layOut(image.tree, other.tree, frame), small: false };
}

/** The plot, and where its area is too small to read, the same again as large as there is room below it. */
function enlarged(small: Plot, image: Weighed, other: Weighed, column: number, unitHeight: number, form: Form): readonly Plot[] {
  if (small.width * small.height >= READABLE || small.tiles.length === 0) return [small];
  const y = small.y + small.height + GAP / 2 + CAPTION;
  const height = form === "narrow" ? 220 : Math.max(160, CAPTION + unitHeight - y);
  const large = plot(image, small.side, other, { x: small.x, y, width: column, height });
  return [{ ...small, small: true }, { ...large, caption: `${image.name}, enlarged` }];
}

function plotMarkup(item: Plot): Markup {
  const { x, y, width, height, tiles, caption, weight, side, small } = item;
  const room = Math.max(width, small ? LEAST_SIDE : 0) - CAPTION_CHARACTER * weight.length;
  return html`<g class="plot ${side}" transform="translate(${px(x)} ${px(y)})">
<text class="caption" y="-9"><tspan class="name">${oneLine(caption, room, CAPTION_CHARACTER)}</tspan><tspan dx="8">${weight}</tspan></text>
${tiles.map((tile) => tileMarkup(tile, item))}${groups(tiles).map((box) => html`<rect class="group" x="${px(box.x)}" y="${px(box.y)}" width="${px(box.width)}" height="${px(box.height)}"/>`)}
<rect class="frame" width="${px(width)}" height="${px(height)}"/></g>
`;
}

function tileMarkup(tile: Tile, { side, small }: Plot): Markup {
  const { x, y, width, height } = tile;
  const part = tile.bytes === 0 ? 0 : Math.min(1, tile.shared.bytes / tile.bytes);
  const lines = small ? [] : labelLines(tile.path, bytesText(tile.bytes), width, height);
  return html`<g class="tile" data-bytes="${tile.bytes}"><title>${tooltip(tile, side)}</title><rect class="${side === "before" ? "gone" : "new"}" x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}"/>${part * width < 0.5 ? undefined : html`<rect class="both" x="${px(x)}" y="${px(y)}" width="${px(width * part)}" height="${px(height)}"/>`}${lines.length === 0 ? undefined : label(lines, tile)}</g>
`;
}

/** In a view of its own, so that what is wider than thought does not run over the next tile. */
function label(lines: readonly string[], { x, y, width, height }: Tile): Markup {
  return html`<svg x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(height)}">${lines.map((line, index) => html`<text x="${PADDING}" y="${PADDING + 10 + index * LINE_HEIGHT}"${index === lines.length - 1 && lines.length > 1 ? html` class="size"` : undefined}>${line}</text>`)}</svg>`;
}

function tooltip({ path, bytes: size, folded, shared }: Tile, side: Plot["side"]): string {
  const what = `${path}${folded === 0 ? "" : ` (${folded} smaller ones)`}: ${bytesText(size)}`;
  if (side === "after") return shared.bytes === 0 ? `${what}, new` : `${what}; ${shared.atMost ? "at most " : ""}${bytesText(shared.bytes)} there in the original`;
  return shared.bytes === 0 ? `${what}, gone` : `${what}; ${shared.atMost ? "at most " : ""}${bytesText(shared.bytes)} there now`;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The rectangles of the first folders: a treemap keeps what is in one together. */
function groups(tiles: readonly Tile[]): readonly Box[] {
  const boxes = new Map<string, { left: number; top: number; right: number; bottom: number }>();
  for (const tile of tiles) {
    const name = tile.path.split("/", 2)[1] ?? "";
    const box = boxes.get(name) ?? { left: tile.x, top: tile.y, right: 0, bottom: 0 };
    boxes.set(name, { left: Math.min(box.left, tile.x), top: Math.min(box.top, tile.y), right: Math.max(box.right, tile.x + tile.width), bottom: Math.max(box.bottom, tile.y + tile.height) });
  }
  return [...boxes.values()].map(({ left, top, right, bottom }) => ({ x: left, y: top, width: right - left, height: bottom - top }));
}

function px(value: number): string {
  return String(Number(value.toFixed(2)));
}

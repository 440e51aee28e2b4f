import { hierarchy, treemap, treemapSquarify } from "d3-hierarchy";
import type { SizeNode } from "../../../../image/surface.ts";

/** One rectangle of a treemap: its area is to the whole as its bytes are to all bytes. Lengths in pixels. */
export interface Tile {
  /** Absolute; `/usr/lib/…` for what is folded there. */
  readonly path: string;
  readonly bytes: number;
  readonly shared: Shared;
  /** How many entries are folded in it; 0 for a tile of one path. */
  readonly folded: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the other image has at the same path. */
export interface Shared {
  /** Bytes. */
  readonly bytes: number;
  /** Its list of this folder ends before this entry, which may be there with so many bytes at most. */
  readonly atMost: boolean;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
}

/** A folder is drawn as its entries from this area on. */
const SPLIT = 5_200;
/** Entries smaller than this are folded into one. */
const FOLD = 640;
const DEEPEST = 24;
/** How a tree names what its reader left out as too small. */
const REST = "…";

interface Drawn {
  readonly path: string;
  readonly bytes: number;
  readonly shared: Shared;
  readonly folded: number;
  readonly children: readonly Drawn[];
}

/** Lays out an image in a frame, each path with what another image has there. Empty when the image weighs nothing. */
export function layOut(tree: SizeNode, other: SizeNode | undefined, frame: Frame): readonly Tile[] {
  const scale = (frame.width * frame.height) / tree.size;
  if (!Number.isFinite(scale) || scale <= 0) return [];
  const drawn = draw({ path: "/", node: tree, shared: { bytes: other?.size ?? 0, atMost: false }, other: other && readable(other), scale, depth: 0 });
  const root = hierarchy(drawn, (node) => node.children)
    .sum((node) => (node.children.length === 0 ? node.bytes : 0))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const placed = treemap<Drawn>().tile(treemapSquarify.ratio(1.3)).size([frame.width, frame.height])(root);
  return placed.leaves().map(({ data: { path, bytes, shared, folded }, x0, y0, x1, y1 }) => ({ path, bytes, shared, folded, x: x0, y: y0, width: x1 - x0, height: y1 - y0 }));
}

interface Place {
  readonly path: string;
  readonly node: SizeNode;
  readonly shared: Shared;
  /** The same folder in the other image. */
  readonly other: Folder | undefined;
  /** Pixels of area for a byte. */
  readonly scale: number;
  readonly depth: number;
}

function draw(place: Place): Drawn {
  const { path, node, shared, other, scale, depth } = place;
  const whole: Drawn = { path, bytes: node.size, shared, folded: 0, children: [] };
  if (depth >= DEEPEST || node.children.length === 0 || node.size * scale < SPLIT) return whole;
  const entries = node.children.filter((child) => child.name !== REST);
  const large = entries.filter((child) => child.size * scale >= FOLD);
  const children = large.map((child) => {
    const found = other?.entries.get(child.name);
    return draw({ path: join(path, child.name), node: child, shared: found === undefined ? missing(child.size, other) : { bytes: found.size, atMost: false }, other: found && readable(found), scale, depth: depth + 1 });
  });
  const rest = node.size - children.reduce((sum, child) => sum + child.bytes, 0);
  if (children.length === 0) return whole;
  const folded = node.children.length - large.length;
  return rest <= 0 ? { ...whole, children } : { ...whole, children: [...children, { path: join(path, REST), bytes: rest, shared: leftOver(rest, large, other), folded: Math.max(1, folded), children: [] }] };
}

interface Folder {
  readonly size: number;
  readonly entries: ReadonlyMap<string, SizeNode>;
  /** Bytes of what its reader left out. */
  readonly rest: number;
}

function readable(node: SizeNode): Folder {
  const entries = new Map(node.children.map((child) => [child.name, child]));
  // A folder listed without its entries may hold anything within its size.
  const rest = node.children.length === 0 ? node.size : (entries.get(REST)?.size ?? 0);
  return { size: node.size, entries, rest };
}

function missing(size: number, other: Folder | undefined): Shared {
  const most = Math.min(size, other?.rest ?? 0);
  return { bytes: most, atMost: most > 0 };
}

/** Of what is folded here: at most all that the other image has in this folder beside the entries that are drawn. */
function leftOver(size: number, large: readonly SizeNode[], other: Folder | undefined): Shared {
  if (other === undefined) return { bytes: 0, atMost: false };
  const named = large.reduce((sum, child) => sum + (other.entries.get(child.name)?.size ?? 0), 0);
  const most = Math.max(0, Math.min(size, other.size - named));
  return { bytes: most, atMost: most > 0 };
}

function join(folder: string, name: string): string {
  return folder === "/" ? `/${name}` : `${folder}/${name}`;
}

import type { HttpAnswer } from "../answer.ts";
import type { Notes } from "./notes.ts";
import { compareText } from "./text.ts";

type Headers = HttpAnswer["headers"];

/** Of the connection, of the moment, or following from the body. Sources: RFC 9110 sections 7.6.1 and 8.6, RFC 9111 section 5.1. */
const NOT_COMPARED = new Set(["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "date", "age", "content-length"]);

/** Made from the times of files, which differ from build to build: they must be there, whatever they say. */
const OF_THE_BUILD = new Set(["etag", "last-modified"]);

/** Which software answers must be alike, its version need not: a hardened image may bring a newer one, or say nothing of it. */
const SOFTWARE = new Set(["server", "x-powered-by", "via"]);

/** Compare header by header, but for those in `declared`, which have an expectation of their own. */
export function compareHeaders(samples: readonly Headers[], own: Headers, declared: Headers, notes: Notes): void {
  const names = new Set([...samples, own].flatMap((headers) => Object.keys(headers)));
  for (const name of [...names].sort()) {
    if (NOT_COMPARED.has(name) || Object.hasOwn(declared, name)) continue;
    const place = `header ${name}`;
    const values = samples.flatMap((headers) => valueOf(headers, name));
    const [value] = valueOf(own, name);
    if (values.length > 0 && values.length < samples.length) notes.varies(place);
    else if (value === undefined) notes.differ(`${place} is missing`);
    else if (values.length === 0) notes.differ(`${place} is new: ${JSON.stringify(value.slice(0, 120))}`);
    if (value !== undefined && values.length > 0) compareValues(name, values, value, notes);
  }
}

function compareValues(name: string, values: readonly string[], value: string, notes: Notes): void {
  const place = `header ${name}`;
  if (OF_THE_BUILD.has(name)) {
    if (values.some((sample) => sample !== value)) notes.varies(place);
  } else if (SOFTWARE.has(name)) compareText(values.map(product), product(value), { differs: place, varies: place }, notes);
  else compareText(values, value, { differs: place, varies: place }, notes);
}

/** `nginx` of `nginx/1.28.0 (Debian)`. */
function product(value: string): string {
  const end = [...value].findIndex((character) => character === "/" || character === " ");
  return end === -1 ? value : value.slice(0, end);
}

function valueOf(headers: Headers, name: string): readonly string[] {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return value === undefined ? [] : [value];
}

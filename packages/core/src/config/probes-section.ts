import { nearest } from "../source/nearest.ts";
import type { DeclaredProbe } from "./prove-config.ts";
import { parsePort, parseWhole } from "./quantities.ts";
import type { ConfigMap } from "./reader.ts";

type Kind = DeclaredProbe["kind"];
type Key = Kind | "name" | "port" | "request" | "status" | "headers" | "body" | "contains" | "send" | "expect" | "exit";
type Entry = ConfigMap<Key>;

/** The kinds of probes, each with the keys that it has beside its own and `name`. */
const KINDS: Readonly<Record<Kind, { readonly keys: readonly Key[]; readonly read: (entry: Entry) => DeclaredProbe | undefined }>> = {
  http: { keys: ["port", "request", "status", "headers", "body", "contains"], read: readHttp },
  tcp: { keys: ["send", "expect"], read: readTcp },
  command: { keys: ["exit", "contains"], read: readCommand },
  log: { keys: [], read: readLog },
};
const NAMES: readonly Kind[] = ["http", "tcp", "command", "log"];
const KEYS: readonly Key[] = [...new Set<Key>([...NAMES, "name", ...NAMES.flatMap((kind) => KINDS[kind].keys)])];

const MOST_PROBES = 200;

/** `prove.probes`: each entry is of the kind whose key it has. */
export function readProbes(prove: ConfigMap<"probes">): readonly DeclaredProbe[] {
  const entries = prove.entries("probes", `entries with one of ${NAMES.join(", ")}`, KEYS);
  if (entries.length > MOST_PROBES) return prove.fault(`there are ${entries.length} probes, and ${MOST_PROBES} at most are asked: each is asked of every container, twice of the original`, "probes") ?? [];
  return entries.flatMap((entry) => {
    const kinds = NAMES.filter((name) => entry.has(name));
    const [kind] = kinds;
    if (kind === undefined) return entry.fault(`a probe needs one of ${NAMES.join(", ")}`) ?? [];
    if (kinds.length > 1) return entry.fault(`${kinds.join(" and ")} are probes of their own: make an entry of each`) ?? [];
    const foreign = KEYS.filter((key) => entry.has(key) && key !== kind && key !== "name" && !KINDS[kind].keys.includes(key));
    for (const key of foreign) entry.fault(`"${key}" does not belong to a probe of ${kind}; it takes ${["name", ...KINDS[kind].keys].join(", ")}`, key);
    return KINDS[kind].read(entry) ?? [];
  });
}

function readHttp(entry: Entry): DeclaredProbe | undefined {
  const text = entry.text("http");
  if (text === undefined) return undefined;
  const target = parseRequestLine(text);
  if ("fault" in target) return entry.fault(target.fault, "http");
  const request = entry.section("request", ["headers", "body"]);
  return {
    ...common(entry),
    kind: "http",
    ...target,
    port: entry.parsed("port", parsePort, PORT_FORM),
    requestHeaders: request === undefined ? {} : readHeaders(request, FRAMING),
    requestBody: request?.text("body"),
    status: entry.parsed("status", (text) => parseWhole(text, 100, 599), "an HTTP status, as 200"),
    headers: readHeaders(entry, []),
    body: entry.text("body"),
    contains: nonEmpty(entry, "contains"),
  };
}

function readTcp(entry: Entry): DeclaredProbe | undefined {
  const port = entry.parsed("tcp", parsePort, PORT_FORM);
  return port === undefined ? undefined : { ...common(entry), kind: "tcp", port, send: nonEmpty(entry, "send"), expect: nonEmpty(entry, "expect") };
}

function readCommand(entry: Entry): DeclaredProbe | undefined {
  const command = entry.words("command", "a list of words, as [/app/server, --version]: no shell reads it");
  if (command === undefined) return undefined;
  if (command[0] === "") return entry.fault('"command" must begin with a program', "command");
  return { ...common(entry), kind: "command", command, exit: entry.parsed("exit", (text) => parseWhole(text, 0, 255), "an exit code, from 0 to 255") ?? 0, contains: nonEmpty(entry, "contains") };
}

function readLog(entry: Entry): DeclaredProbe | undefined {
  const contains = nonEmpty(entry, "log");
  return contains === undefined ? undefined : { ...common(entry), kind: "log", contains };
}

function common(entry: Entry): { readonly name: string | undefined; readonly line: number } {
  return { name: nonEmpty(entry, "name"), line: entry.line };
}

const PORT_FORM = "a port of the container, from 1 to 65535";
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** `GET /path?query`, or the path alone. */
function parseRequestLine(text: string): { readonly method: string; readonly path: string } | { readonly fault: string } {
  const words = text.split(" ").filter((word) => word !== "");
  const [method = "", path = ""] = words.length === 1 ? ["GET", ...words] : words;
  if (words.length > 2 || !/^[\x21-\x7e]*$/.test(path)) return { fault: '"http" takes a method and a path without spaces, as GET /healthz; write other characters as %20' };
  if (path.includes("://")) return { fault: '"http" takes the path alone, as GET /healthz: where the container answers is found out; a port stands under "port"' };
  if (!METHODS.includes(method)) {
    const near = nearest(method, METHODS);
    return { fault: `there is no method ${method}; ${near === undefined ? `there are ${METHODS.join(", ")}` : `did you mean ${near}?`}` };
  }
  return path.startsWith("/") ? { method, path } : { fault: `the path of "http" must begin with /, as ${method} /${path}` };
}

/** What the one who asks says of the message itself. */
const FRAMING = ["connection", "content-length", "transfer-encoding"];

/** By lower-case name. */
function readHeaders(map: ConfigMap<"headers">, reserved: readonly string[]): Readonly<Record<string, string>> {
  const headers = new Map<string, string>();
  for (const { name, value, fault } of map.pairs("headers", "write its value")) {
    const header = name.toLowerCase();
    if (!/^[\w!#$%&'*+.^`|~-]{1,200}$/.test(header)) fault(`"${name}" is not the name of a header`);
    else if (reserved.includes(header)) fault(`"${name}" follows from the request; leave it out`);
    else if (headers.has(header)) fault(`the header "${name}" stands here a second time`);
    else if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) fault(`the value of "${name}" holds a character that no header can have`);
    headers.set(header, value);
  }
  return Object.fromEntries(headers);
}

/** An empty text is found everywhere: it would ask nothing. */
function nonEmpty(entry: Entry, key: Key): string | undefined {
  const text = entry.text(key);
  return text === "" ? entry.fault(`"${key}" must not be empty`, key) : text;
}

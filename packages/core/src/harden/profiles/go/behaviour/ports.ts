import type { Evidence } from "../../../../source/fact.ts";
import type { ListeningPort } from "../../../application.ts";
import { exposedPorts } from "../container/exposed-ports.ts";
import type { GoFile } from "../language/go-file.ts";
import { exactly, type Possible } from "../language/possible.ts";
import { structureOf } from "../language/structure.ts";
import { type Expression, GoValues } from "../language/values.ts";
import { callsOf, type CallPattern, CallTable, evidenceIn, imports, type ProgramView } from "./program-view.ts";

/** Where the program listens. */
export interface Listening {
  readonly ports: readonly ListeningPort[];
  /** Listens only for its own container, as profilers do: nothing to publish. */
  readonly loopback: readonly Evidence[];
  /** Listens at an address that only the run tells. */
  readonly unresolved: readonly Evidence[];
}

interface ListenCall extends CallPattern {
  /** The argument that is the address. */
  readonly argument: number;
  /** The argument that names the network. */
  readonly network?: number;
  /** What it listens at without an argument: gin takes PORT, else 8080. */
  readonly withoutArgument?: { readonly variable: string; readonly port: string };
}

/** Source: the packages' documentation. */
const LISTENERS = new CallTable<ListenCall>([
  { name: "net/http.ListenAndServe", argument: 0 },
  { name: "net/http.ListenAndServeTLS", argument: 0 },
  { name: "net.Listen", argument: 1, network: 0 },
  { name: "net.ListenPacket", argument: 1, network: 0 },
  { name: "Listen", of: "net", argument: 2, network: 1 },
  { name: "github.com/valyala/fasthttp.ListenAndServe", argument: 0 },
  { name: "github.com/valyala/fasthttp.ListenAndServeTLS", argument: 0 },
  { name: "Run", of: "github.com/gin-gonic/gin", argument: 0, withoutArgument: { variable: "PORT", port: "8080" } },
  { name: "RunTLS", of: "github.com/gin-gonic/gin", argument: 0 },
  { name: "Start", of: "github.com/labstack/echo", argument: 0 },
  { name: "StartTLS", of: "github.com/labstack/echo", argument: 0 },
  { name: "StartAutoTLS", of: "github.com/labstack/echo", argument: 0 },
  { name: "Listen", of: "github.com/gofiber/fiber", argument: 0 },
  { name: "ListenTLS", of: "github.com/gofiber/fiber", argument: 0 },
  { name: "Listen", of: "github.com/kataras/iris", argument: 0 },
  { name: "Run", of: "github.com/urfave/negroni", argument: 0 },
]);

/** Types of the library and of frameworks whose field `Addr` is where they listen. */
const SERVER_TYPES = new Set(["net/http.Server", "github.com/miekg/dns.Server", "github.com/quic-go/quic-go/http3.Server"]);

interface Address {
  readonly value: Possible;
  readonly expression: Expression | undefined;
  readonly udp: boolean;
  readonly file: GoFile;
  readonly start: number;
}

/**
 * The ports that the source opens; of several that one address may have, those that EXPOSE names. A port under a variable that alone
 * is its number can be moved by it; one that a flag sets is not fixed.
 */
export function findPorts(view: ProgramView): Listening {
  const ports = new Map<string, ListeningPort>();
  const loopback: Evidence[] = [];
  const unresolved: Evidence[] = [];
  for (const address of addresses(view)) {
    const { value, file, start } = address;
    const parsed = value.texts.map((text) => ({ text, port: portOf(text) })).filter(({ port }) => port !== undefined);
    if (parsed.length === 0) {
      if (!value.texts.some((text) => text.startsWith("/") || text.startsWith("@"))) unresolved.push(evidenceIn(file, start, `listens at an address that only the run tells${names(value)}`));
      continue;
    }
    const exposed = new Set(exposedPorts(view.target).map((one) => one.port));
    const told = parsed.filter(({ port }) => exposed.has(port ?? 0));
    if (parsed.length > 1 && told.length === 0) {
      unresolved.push(evidenceIn(file, start, `listens on one of ${parsed.map(({ text }) => text).join(", ")}${names(value)}`));
      continue;
    }
    const protocol = address.udp ? "udp" : "tcp";
    const variable = parsed.length > 1 ? undefined : portVariable(view, address);
    for (const { text, port } of parsed.length > 1 ? told : parsed) {
      if (port === undefined) continue;
      const evidence = evidenceIn(file, start, `listens on ${port}${names(value)}`);
      if (isLoopback(text)) loopback.push(evidenceIn(file, start, `listens on ${text}, for its own container alone`));
      else ports.set(`${port}/${protocol}`, { port, protocol, variable, fixed: value.flags.length + value.variables.length === 0, evidence });
    }
  }
  return { ports: [...ports.values()], loopback, unresolved };
}

function names({ variables, flags }: Possible): string {
  const all = [...variables, ...flags.map((flag) => `-${flag}`)];
  return all.length === 0 ? "" : ` (${all.join(", ")})`;
}

function* addresses(view: ProgramView): Generator<Address> {
  for (const placed of callsOf(view.program)) {
    const pattern = LISTENERS.find(placed);
    if (pattern === undefined) continue;
    const { file, call } = placed;
    const network = pattern.network === undefined ? ["tcp"] : view.values.argument(file, call, pattern.network).texts;
    if (network.length > 0 && network.every((text) => text.startsWith("unix"))) continue;
    const udp = network.some((text) => text.startsWith("udp"));
    const span = call.arguments[pattern.argument];
    if (span !== undefined) {
      const expression = { file, span, scope: call.scope };
      const value = view.values.of(expression);
      if (isEmptyAddress(value)) continue;
      yield { value, expression, udp, file, start: call.start };
    } else if (pattern.withoutArgument !== undefined && call.arguments.length === 0) {
      const { variable, port } = pattern.withoutArgument;
      yield { value: { ...exactly(`:${view.surroundings.environment(variable) ?? port}`), variables: [variable] }, expression: undefined, udp, file, start: call.start };
    }
  }
  for (const file of view.program.files) yield* serverFields(view, file);
}

/** `server.ListenAndServe()` names no address of its own: the field does. */
function* serverFields(view: ProgramView, file: GoFile): Generator<Address> {
  const structure = structureOf(file);
  for (const { type, key, value: span, scope, start } of view.names.used(structure.fields)) {
    if (key !== "Addr" || !SERVER_TYPES.has(view.names.qualified(file, type))) continue;
    const expression = { file, span, scope };
    const value = view.values.of(expression);
    if (!isEmptyAddress(value)) yield { value, expression, udp: false, file, start };
  }
  if (!imports(file, "net/http")) return;
  for (const { target, value: span, scope, start } of view.names.used(structure.assignments)) {
    if (target.length < 2 || target.at(-1) !== "Addr") continue;
    const expression = { file, span, scope };
    yield { value: view.values.of(expression), expression, udp: false, file, start };
  }
}

function isEmptyAddress({ texts, variables }: Possible): boolean {
  return texts.length === 1 && texts[0] === "" && variables.length === 0;
}

/** The port of `:8080`, `0.0.0.0:8080`, `[::]:8080`, or of a number alone. */
function portOf(address: string): number | undefined {
  const text = address.slice(address.lastIndexOf(":") + 1);
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : undefined;
}

function isLoopback(address: string): boolean {
  return address.startsWith("localhost:") || address.startsWith("127.") || address.startsWith("[::1]:");
}

const PROBE = "39999";

/** The environment variable that is the port's number: put another number into it, and the address follows. */
function portVariable(view: ProgramView, { value, expression }: Address): string | undefined {
  if (expression === undefined) return value.variables[0];
  return value.variables.find((variable) => {
    const moved = new GoValues(view.program, { ...view.surroundings, environment: (name) => (name === variable ? PROBE : view.surroundings.environment(name)) });
    return moved.of(expression).texts.every((text) => text.endsWith(`:${PROBE}`));
  });
}

import { type Fact, known, unknown, valueOf } from "../../../../source/fact.ts";
import type { HealthEndpoint, ListeningPort } from "../../../application.ts";
import type { HardenInput } from "../../../plan.ts";
import { localAddress } from "../../../local-address.ts";
import { evidenceAt } from "../../../stage/line.ts";
import type { Stage } from "../../../../dockerfile/model.ts";
import { exposedPorts } from "../container/exposed-ports.ts";
import { imageEnvironment } from "../container/stage-environment.ts";
import type { GoFile } from "../language/go-file.ts";
import type { GoCall } from "../language/structure.ts";
import { callsOf, evidenceIn, type PlacedCall, type ProgramView } from "./program-view.ts";

/** Paths that people give to "are you well", the most telling first. */
const HEALTH_PATHS = [
  "/healthz", "/health", "/livez", "/health/live", "/health/liveness", "/live", "/liveness", "/alive", "/readyz", "/health/ready", "/ready", "/readiness", "/-/healthy", "/-/ready",
  "/_healthz", "/_health", "/api/health", "/api/healthz", "/api/v1/health", "/api/v1/healthz", "/v1/health", "/healthcheck",
  "/health-check", "/health_check", "/ping", "/api/ping", "/status", "/up", "/heartbeat",
];

/** Methods and functions that register a handler for a path, in the library and in frameworks. */
const ROUTES = new Set(["HandleFunc", "Handle", "GET", "Get", "HEAD", "Head", "Any", "All", "Method", "HandlerFunc"]);
/** Routers that put a prefix before the paths that are registered on them. */
const PREFIXES = new Set(["Group", "Route", "PathPrefix", "Mount", "StripPrefix", "Party"]);

/** The address of the original HEALTHCHECK; else a route of the source whose name says so. */
export function findHealth(input: HardenInput, view: ProgramView | undefined, target: Stage, ports: readonly ListeningPort[]): Fact<HealthEndpoint | undefined> {
  const checked = fromHealthcheck(input, target, ports);
  if (checked !== undefined) return checked;
  if (view === undefined) return unknown("the source of the program is not at hand");
  const port = servingPort(ports, exposedPorts(target).map((exposed) => exposed.port));
  return fromRoutes(view, port);
}

function servingPort(ports: readonly ListeningPort[], exposed: readonly number[]): number | undefined {
  const tcp = ports.filter((port) => port.protocol === "tcp");
  return (tcp.find((port) => exposed.includes(port.port)) ?? tcp[0])?.port;
}

function fromHealthcheck(input: HardenInput, target: Stage, ports: readonly ListeningPort[]): Fact<HealthEndpoint | undefined> | undefined {
  const setting = valueOf(target.config.healthcheck);
  if (setting?.instruction === undefined) return undefined;
  const text = setting.command.argv.join(" ");
  const found = localAddress(text, (name) => imageEnvironment(target, name));
  const evidence = evidenceAt(input, setting.instruction.range, "is the original's health check");
  if (found === undefined) return undefined;
  if (found.secure) return unknown("the original's health check asks by HTTPS, which a probe without a certificate's authority cannot");
  const port = found.port ?? (ports.length === 0 ? 80 : (ports.find((candidate) => candidate.port === 80)?.port ?? 80));
  return known({ port, path: found.path, evidence }, evidence);
}

function fromRoutes(view: ProgramView, port: number | undefined): Fact<HealthEndpoint | undefined> {
  const routes = callsOf(view.program).filter(({ call }) => ROUTES.has(call.names.at(-1) ?? "") && call.arguments.length >= 2);
  const hasPrefixes = callsOf(view.program).some(({ call }) => PREFIXES.has(call.names.at(-1) ?? ""));
  const found = routes.flatMap((route) => {
    const path = routePath(view, route, hasPrefixes);
    return path !== undefined && HEALTH_PATHS.includes(path) ? [{ path, route }] : [];
  });
  const best = found.toSorted((a, b) => HEALTH_PATHS.indexOf(a.path) - HEALTH_PATHS.indexOf(b.path))[0];
  if (best === undefined) {
    if (!view.program.complete) return unknown(view.program.gaps.join("; "));
    return known(undefined, { observation: `none of ${routes.length} routes in ${view.program.files.length} Go files looks like a health check` });
  }
  if (port === undefined) return unknown(`${best.path} looks like a health check, but the port is not known`);
  const evidence = evidenceIn(best.route.file, best.route.call.start, `answers ${best.path}`);
  return known({ port, path: best.path, evidence }, evidence);
}

/** The whole path of a route, or undefined where a prefix may stand before it that is not seen. */
function routePath(view: ProgramView, { file, call }: PlacedCall, hasPrefixes: boolean): string | undefined {
  const [text] = view.values.argument(file, call, 0).texts;
  if (text === undefined) return undefined;
  const space = text.indexOf(" ");
  const method = space === -1 ? "" : text.slice(0, space);
  if (method !== "" && method !== "GET" && method !== "HEAD") return undefined;
  const pattern = text.slice(space + 1).replace(/\{\$\}$/, "");
  const slash = pattern.indexOf("/");
  if (slash !== 0) return undefined;
  const path = pattern.length > 1 && pattern.endsWith("/") ? pattern.slice(0, -1) : pattern;
  if (!hasPrefixes) return path;
  const prefix = prefixOf(view, file, call);
  return prefix === undefined ? undefined : prefix + path;
}

/** The prefix of the router that a route is registered on: none on one that is made in the same function, that of its `Group`. */
function prefixOf(view: ProgramView, file: GoFile, call: GoCall): string | undefined {
  const [router] = call.names;
  if (!call.rooted || router === undefined || call.names.length !== 2) return undefined;
  if (view.names.imported(file, router) !== undefined) return "";
  const made = view.names.localVariable({ file, scope: call.scope }, router);
  const [only] = made;
  if (made.length !== 1 || only === undefined) return undefined;
  const maker = view.names.callAt(file, file.tokens[only.span.start]?.start ?? -1);
  const name = maker?.names.at(-1);
  if (maker === undefined || maker.span.end !== only.span.end || name === undefined) return undefined;
  if (name === "New" || name === "NewRouter" || name === "NewServeMux" || name === "Default" || name === "NewMux") return "";
  if (name !== "Group" || maker.names.length !== 2) return undefined;
  const [prefix] = view.values.argument(file, maker, 0).texts;
  const outer = maker.start < call.start ? prefixOf(view, file, maker) : undefined;
  return prefix === undefined || outer === undefined ? undefined : outer + (prefix === "/" ? "" : prefix);
}

import { frontendHas } from "../../dockerfile/index.ts";
import { valueOf } from "../../source/fact.ts";
import { readShell } from "../../shell/index.ts";
import type { HealthcheckSetting } from "../../dockerfile/model.ts";
import type { ListeningPort } from "../application.ts";
import { LOCAL_HOSTS } from "../local-address.ts";
import type { Decision } from "../plan.ts";
import type { Move } from "../move.ts";
import { evidenceAt, execForm } from "./line.ts";
import { effectivePort } from "./ports.ts";
import { PROBER } from "./prober.ts";

export interface HealthCheck {
  /** The HEALTHCHECK instruction; undefined when the image has none. */
  readonly line: string | undefined;
  readonly command: readonly string[] | undefined;
  /** The address that a prober compiled into the image must ask. */
  readonly probe: string | undefined;
  readonly decisions: readonly Decision[];
}

const NONE: HealthCheck = { line: undefined, command: undefined, probe: undefined, decisions: [] };

/**
 * The original's health check, for a base that may have neither shell nor curl. An image without one gets none.
 * @param kept how much of the original's base stays: what it runs there, it goes on running.
 */
export function convertHealth(move: Move, kept?: "distribution" | "shell-less"): HealthCheck {
  const { input, choice, application } = move;
  const setting = valueOf(input.subject.posture.healthcheck);
  if (setting?.instruction === undefined) return NONE;
  const started = valueOf(application.start);
  if (setting.command.form === "exec" && started !== undefined && setting.command.argv[0] === started.path) {
    return asks(setting, setting.command.argv, undefined, keep(move, setting, "stays: it runs the program itself"));
  }
  const address = httpAddress(move, setting);
  if ((kept === "distribution" && address === undefined) || (kept === "shell-less" && setting.command.form === "exec")) {
    const line = input.subject.source.slice(setting.instruction.range);
    return { line, command: setting.command.form === "exec" ? setting.command.argv : undefined, probe: undefined, decisions: [keep(move, setting, "stays: what it runs is in this base")] };
  }
  if (address === undefined) return dropped(move, setting);
  if (choice.shell) {
    const command = ["wget", "-q", "-T", "3", "-O", "/dev/null", address];
    return asks(setting, command, undefined, keep(move, setting, `asks ${address} with the wget that Alpine's BusyBox has; no package for it`));
  }
  // The prober's source stands in a heredoc.
  if (application.ecosystem !== "go" || !frontendHas(input.subject.model.syntax, 4)) return dropped(move, setting);
  return asks(setting, [PROBER, address], address, keep(move, setting, `asks ${address} with a prober of a few lines, compiled beside the program, since the base has neither shell nor curl`));
}

/** The `http` address on this host that curl or wget asks; undefined when it does more than that. */
function httpAddress({ application }: Move, setting: HealthcheckSetting): string | undefined {
  const nested = setting.instruction?.nested;
  const script = nested && readShell(nested, { shell: ["/bin/sh", "-c"], variables: () => undefined });
  const asking = script?.commands.filter((command) => command.name === "curl" || command.name === "wget") ?? [];
  const other = script?.commands.some((command) => !["curl", "wget", "exit", "true", "false"].includes(command.name ?? "")) ?? true;
  const command = asking[0];
  if (command === undefined || other || asking.length > 1) return undefined;
  const address = command.words.slice(1).map((word) => word.value).find((value) => value !== undefined && isLocal(value));
  return address === undefined ? undefined : normalise(address, application.ports);
}

function isLocal(value: string): boolean {
  const rest = value.startsWith("http://") ? value.slice("http://".length) : value;
  return !rest.startsWith("-") && LOCAL_HOSTS.some((host) => rest === host || rest.startsWith(`${host}:`) || rest.startsWith(`${host}/`));
}

/** By number, since `localhost` may mean the address on which nobody listens; and on the port where the program listens now. */
function normalise(address: string, ports: readonly ListeningPort[]): string {
  const rest = address.startsWith("http://") ? address.slice("http://".length) : address;
  const slash = rest.indexOf("/");
  const host = slash === -1 ? rest : rest.slice(0, slash);
  const colon = host.indexOf(":", Math.max(host.indexOf("]"), 0));
  const written = colon === -1 ? "80" : host.slice(colon + 1);
  const moved = ports.find((port) => port.protocol === "tcp" && String(port.port) === written);
  return `http://127.0.0.1:${moved === undefined ? written : effectivePort(moved)}${slash === -1 ? "/" : rest.slice(slash)}`;
}

function asks(setting: HealthcheckSetting, command: readonly string[], probe: string | undefined, decision: Decision): HealthCheck {
  const options = Object.entries(setting.options).map(([name, value]) => `${name.startsWith("--") ? name : `--${name}`}=${value} `).join("");
  return { line: `HEALTHCHECK ${options}CMD ${execForm(command)}`, command, probe, decisions: [decision] };
}

function keep(move: Move, setting: HealthcheckSetting, outcome: string): Decision {
  return decide(move, setting, "adapt", `the health check ${outcome}`);
}

function dropped(move: Move, setting: HealthcheckSetting): HealthCheck {
  return {
    ...NONE,
    decisions: [decide(move, setting, "warn", "the health check is left out: what it runs is not in this base; probe the container from outside (Kubernetes httpGet or tcpSocket), or let the program check itself")],
  };
}

function decide(move: Move, setting: HealthcheckSetting, answer: Decision["answer"], outcome: string): Decision {
  const evidence = setting.instruction === undefined ? [] : [evidenceAt(move.input, setting.instruction.range, "is the original's health check")];
  return { id: "health-check", question: "How is its health checked?", answer, outcome, evidence, edits: [], rule: "shell-less-ready" };
}

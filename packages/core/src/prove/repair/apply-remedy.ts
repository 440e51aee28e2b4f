import { type PathUse, pathFault } from "../../config/container-path.ts";
import { parseMemory, parsePids } from "../../config/harden-section.ts";
import { isAtOrBelow } from "../../context/path.ts";
import type { Adjusted, Adjustments } from "../../harden/adjustments.ts";
import { capabilityName, isOpen } from "../../knowledge/index.ts";
import type { Evidence } from "../../source/fact.ts";
import type { Cause, Remedy } from "../cause.ts";
import { reasonOf } from "./reason.ts";

/** What the next plan is made from. */
export interface Corrected {
  readonly adjustments: Adjustments;
  /** Only this base; all that fit when undefined. */
  readonly base: string | undefined;
}

export interface Repaired extends Corrected {
  /** As `bulwark.yaml` says it: `harden.volumes: /data`. */
  readonly change: string;
}

/**
 * The corrected facts with the remedy of one cause among them; undefined where there is no remedy, where it is there already, where it
 * cannot be, and where a person said otherwise.
 * @param works bases whose variants need no repair: one of them is taken where a base cannot work and no base was asked for.
 */
export function applyRemedy(adjustments: Adjustments, base: string | undefined, cause: Cause, works: readonly string[] = []): Repaired | undefined {
  const { remedy } = cause;
  if (remedy === undefined) return undefined;
  const evidence: Evidence = { observation: `prove: ${reasonOf(cause)}` };
  const corrections = new Corrections({ adjustments, base }, evidence);
  switch (remedy.kind) {
    case "other-base":
      return corrections.otherBase(base === undefined ? (works[0] ?? remedy.instead) : remedy.instead);
    case "volume":
    case "tmpfs":
    case "executable-tmpfs":
    case "file":
      return corrections.path(remedy.kind, remedy.path);
    case "capability":
      return corrections.capability(remedy.name);
    case "memory":
      return corrections.memory(Math.ceil(remedy.megabytes));
    case "pids":
      return corrections.pids(Math.ceil(remedy.count));
    case "ca-certificates":
    case "time-zones":
    case "privileged-ports":
    case "init":
    case "writable-root":
      return corrections.flag(remedy.kind);
  }
}

type PathRemedy = Extract<Remedy, { readonly path: string }>["kind"];
type FlagRemedy = Extract<Remedy, { readonly kind: "init" | "writable-root" | "ca-certificates" | "time-zones" | "privileged-ports" }>["kind"];
type PathList = "volumes" | "tmpfs" | "executableTmpfs" | "files";

/** The list of each remedy, its key, and what its paths are for. */
const PATHS: Readonly<Record<PathRemedy, { readonly list: PathList; readonly key: string; readonly use: PathUse }>> = {
  volume: { list: "volumes", key: "volumes", use: "volume" },
  tmpfs: { list: "tmpfs", key: "tmpfs", use: "tmpfs" },
  "executable-tmpfs": { list: "executableTmpfs", key: "executable-tmpfs", use: "tmpfs" },
  file: { list: "files", key: "files", use: "file" },
};

/** Lists that say otherwise of a path. */
const OTHERWISE: Readonly<Record<PathList, readonly PathList[]>> = { volumes: ["tmpfs", "executableTmpfs"], tmpfs: ["volumes"], executableTmpfs: ["volumes"], files: [] };

const FLAGS = {
  "ca-certificates": "caCertificates",
  "time-zones": "timeZones",
  "privileged-ports": "privilegedPorts",
  init: "init",
  "writable-root": "writableRoot",
} as const;

class Corrections {
  readonly #before: Corrected;
  readonly #evidence: Evidence;

  constructor(before: Corrected, evidence: Evidence) {
    this.#before = before;
    this.#evidence = evidence;
  }

  otherBase(base: string): Repaired | undefined {
    return base === this.#before.base ? undefined : { ...this.#before, base, change: `harden.base: ${base}` };
  }

  path(kind: PathRemedy, path: string): Repaired | undefined {
    // What lies in an open folder need not last.
    const { list, key, use } = PATHS[kind === "volume" && isOpen(path) ? "tmpfs" : kind];
    // In memory as it is, whatever is said.
    if (list === "tmpfs" && isAtOrBelow("/tmp", path)) return undefined;
    if (pathFault(use, path) !== undefined || OTHERWISE[list].some((other) => this.#names(other, path))) return undefined;
    return this.#add(list, key, path);
  }

  capability(text: string): Repaired | undefined {
    const name = capabilityName(text);
    return name === undefined ? undefined : this.#add("capabilities", "capabilities", name);
  }

  flag(kind: FlagRemedy): Repaired | undefined {
    const name = FLAGS[kind];
    return this.#before.adjustments[name] === undefined ? this.#set(name, kind, true, "true") : undefined;
  }

  memory(megabytes: number): Repaired | undefined {
    const text = `${megabytes}MiB`;
    const isMore = megabytes > (this.#before.adjustments.memoryMegabytes?.value ?? 0);
    return isMore && parseMemory(text) !== undefined ? this.#set("memoryMegabytes", "memory", megabytes, text) : undefined;
  }

  pids(count: number): Repaired | undefined {
    const isMore = count > (this.#before.adjustments.pids?.value ?? 0);
    return isMore && parsePids(String(count)) !== undefined ? this.#set("pids", "pids", count, String(count)) : undefined;
  }

  #names(list: PathList | "capabilities", value: string): boolean {
    return this.#before.adjustments[list].some((item) => item.value === value);
  }

  #add(list: PathList | "capabilities", key: string, value: string): Repaired | undefined {
    if (this.#names(list, value)) return undefined;
    const { adjustments, base } = this.#before;
    return { adjustments: { ...adjustments, [list]: [...adjustments[list], this.#said(value)] }, base, change: `harden.${key}: ${value}` };
  }

  #set(name: keyof Adjustments, key: string, value: boolean | number, text: string): Repaired {
    const { adjustments, base } = this.#before;
    return { adjustments: { ...adjustments, [name]: this.#said(value) }, base, change: `harden.${key}: ${text}` };
  }

  #said<T>(value: T): Adjusted<T> {
    return { value, evidence: this.#evidence };
  }
}

import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { readProcess, readText } from "../process/process-start.ts";

/**
 * Who made a thing, told by its name alone, so that the next start knows what a killed run left: host, process id and when that process
 * began. A run id is `HHHHHSSSSPPPPPNN` in base 36: hash of the host, hash of the start, process id, number of the run in its process.
 */
export interface Owner {
  readonly host: string;
  readonly start: string;
  readonly pid: number;
}

const ID = /^([0-9a-z]{5})([0-9a-z]{4})([0-9a-z]{5})[0-9a-z]{2}$/;
const PREFIX = "bulwark-";
const ID_LENGTH = 16;

let runs = 0;

/** An id that no other run has, on this host or another. */
export function newRunId(): string {
  const number = (runs++ % 1296).toString(36).padStart(2, "0");
  return `${thisHost()}${startOf(process.pid)}${process.pid.toString(36).padStart(5, "0")}${number}`;
}

/** `bulwark-<id>`: what every name of the run begins with. */
export function prefixOf(id: string): string {
  return `${PREFIX}${id}`;
}

/**
 * The run that a container, volume, network, folder (`bulwark-<id>-part`) or image (`bulwark-<id>:part`) belongs to; undefined for every
 * other name, however like it looks.
 */
export function runOf(name: string): string | undefined {
  if (!name.startsWith(PREFIX)) return undefined;
  const id = name.slice(PREFIX.length, PREFIX.length + ID_LENGTH);
  const rest = name.slice(PREFIX.length + ID_LENGTH);
  return ID.test(id) && (rest.startsWith("-") || rest.startsWith(":")) && rest.length > 1 ? id : undefined;
}

export function ownerOf(id: string): Owner | undefined {
  const [, host, start, pid] = ID.exec(id) ?? [];
  return host === undefined || start === undefined || pid === undefined ? undefined : { host, start, pid: Number.parseInt(pid, 36) };
}

/** The run was made on this host, by a process that has ended. Whatever cannot be told is alive. */
export function isDead(id: string): boolean {
  const owner = ownerOf(id);
  if (owner === undefined || owner.host !== thisHost()) return false;
  if (!isAlive(owner.pid) || isZombie(owner.pid)) return true;
  const start = startOf(owner.pid);
  return start !== UNKNOWN_START && owner.start !== UNKNOWN_START && start !== owner.start;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: there is one, of somebody else.
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

/** It has ended, and its parent has not asked how. */
function isZombie(pid: number): boolean {
  const stat = readText(`/proc/${pid}/stat`);
  return stat !== undefined && stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z ");
}

const UNKNOWN_START = "0000";

/** When a process began, as four characters; `0000` where this system does not say it. */
function startOf(pid: number): string {
  const start = process.platform === "linux" ? linuxStart(pid) : process.platform === "win32" ? undefined : posixStart(pid);
  return start === undefined ? UNKNOWN_START : digest(start, 4);
}

/** Ticks count from a boot: which one belongs to them. */
function linuxStart(pid: number): string | undefined {
  const entry = readProcess(pid);
  return entry && `${readText("/proc/sys/kernel/random/boot_id") ?? ""} ${entry.start}`;
}

function posixStart(pid: number): string | undefined {
  try {
    const started = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8", timeout: 5_000, env: { ...process.env, LC_ALL: "C", TZ: "UTC" }, stdio: ["ignore", "pipe", "ignore"] });
    return started.trim() === "" ? undefined : started.trim();
  } catch {
    return undefined;
  }
}

let host: string | undefined;

/** Processes that see one another: a machine, or a container on it, each of which counts its processes by itself. */
function thisHost(): string {
  host ??= digest([hostname(), readText("/etc/machine-id") ?? "", pidNamespace()].join("\n"), 5);
  return host;
}

function pidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

function digest(text: string, length: number): string {
  const value = createHash("sha256").update(text).digest().readUIntBE(0, 6);
  return value.toString(36).padStart(length, "0").slice(-length);
}

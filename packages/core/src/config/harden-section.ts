import { CAPABILITY_NAMES, capabilityName } from "../knowledge/index.ts";
import { type PathUse, pathFault } from "./container-path.ts";
import { didYouMean } from "./did-you-mean.ts";
import { parseSize, parseWhole } from "./quantities.ts";
import type { ConfigMap } from "./reader.ts";

/** `harden:`, with the lines on which its values stand, 1 where they are not given. */
export interface HardenConfig extends StatedFacts {
  readonly base: string | undefined;
  readonly user: string | undefined;
  readonly lines: { readonly base: number; readonly user: number };
}

/** What people say of the application beyond what its source shows. */
export interface StatedFacts {
  /** Folders that it writes and that must last. */
  readonly volumes: readonly Stated<string>[];
  /** Folders that it writes and that need not last. */
  readonly tmpfs: readonly Stated<string>[];
  /** Folders like those of `tmpfs` from which it runs programs. */
  readonly executableTmpfs: readonly Stated<string>[];
  /** Files and folders of the original's image that it needs at run time. */
  readonly files: readonly Stated<string>[];
  /** In upper case, without `CAP_`. */
  readonly capabilities: readonly Stated<string>[];
  readonly caCertificates: Stated<boolean> | undefined;
  readonly timeZones: Stated<boolean> | undefined;
  readonly privilegedPorts: Stated<boolean> | undefined;
  readonly init: Stated<boolean> | undefined;
  readonly writableRoot: Stated<boolean> | undefined;
  /** MiB, as engines count a limit. */
  readonly memoryMegabytes: Stated<number> | undefined;
  readonly pids: Stated<number> | undefined;
}

/** A value with the line on which it stands, from 1. */
export interface Stated<T> {
  readonly value: T;
  readonly line: number;
}

const KEYS = [
  "base", "user", "volumes", "tmpfs", "executable-tmpfs", "files", "capabilities", "ca-certificates", "time-zones", "privileged-ports", "init",
  "writable-root", "memory", "pids",
] as const;
type Key = (typeof KEYS)[number];
type Section = ConfigMap<Key> | undefined;

/** More of one kind than this was not written for one container. */
const MOST_ENTRIES = 50;
/** MiB: Docker takes no less; and a TiB. */
const LEAST_MEMORY = 6;
const MOST_MEMORY = 2 ** 20;
/** The kernel's own limit of process ids. Source: proc_sys_kernel(5), pid_max. */
const MOST_PIDS = 2 ** 22;

const MEMORY_FORM = "a size with its unit, as 512MiB (or 512 alone, which is MiB too), from 6 MiB to 1 TiB";

export function readHarden(file: ConfigMap<"harden"> | undefined): HardenConfig {
  const section = file?.section("harden", KEYS);
  const volumes = readPaths(section, "volumes", "volume");
  const facts: StatedFacts = {
    volumes,
    tmpfs: readPaths(section, "tmpfs", "tmpfs", volumes),
    executableTmpfs: readPaths(section, "executable-tmpfs", "tmpfs", volumes),
    files: readPaths(section, "files", "file"),
    capabilities: readCapabilities(section),
    caCertificates: stated(section, "ca-certificates", section?.flag("ca-certificates")),
    timeZones: stated(section, "time-zones", section?.flag("time-zones")),
    privilegedPorts: stated(section, "privileged-ports", section?.flag("privileged-ports")),
    init: stated(section, "init", section?.flag("init")),
    writableRoot: stated(section, "writable-root", section?.flag("writable-root")),
    memoryMegabytes: stated(section, "memory", section?.parsed("memory", parseMemory, MEMORY_FORM)),
    pids: stated(section, "pids", section?.parsed("pids", parsePids, `a number of processes and threads, from 1 to ${MOST_PIDS}`)),
  };
  return { base: section?.text("base"), user: section?.text("user"), lines: { base: section?.lineOf("base") ?? 1, user: section?.lineOf("user") ?? 1 }, ...facts };
}

/** MiB of `512MiB`, `1.5 GB` (rounded up) or `512`. */
export function parseMemory(text: string): number | undefined {
  const bytes = parseSize(text) ?? (parseWhole(text, 1, MOST_MEMORY) ?? 0) * 2 ** 20;
  const megabytes = Math.ceil(bytes / 2 ** 20);
  return megabytes >= LEAST_MEMORY && megabytes <= MOST_MEMORY ? megabytes : undefined;
}

/** A number of processes and threads. */
export function parsePids(text: string): number | undefined {
  return parseWhole(text, 1, MOST_PIDS);
}

function stated<T>(section: Section, key: Key, value: T | undefined): Stated<T> | undefined {
  return section === undefined || value === undefined ? undefined : { value, line: section.lineOf(key) };
}

function readPaths(section: Section, key: Key, use: PathUse, volumes: readonly Stated<string>[] = []): readonly Stated<string>[] {
  return readList(section, key, (path) => {
    const fault = pathFault(use, path);
    if (fault !== undefined) return { fault: `"${path}" ${fault}` };
    const isVolume = volumes.some((volume) => volume.value === path);
    return isVolume ? { fault: `"${path}" stands under "volumes" too, and what lies there either lasts or does not; leave it in one of them` } : { value: path };
  });
}

function readCapabilities(section: Section): readonly Stated<string>[] {
  return readList(section, "capabilities", (text) => {
    const name = capabilityName(text);
    if (name !== undefined) return { value: name };
    return { fault: text.toUpperCase() === "ALL" ? "name each capability that it needs: ALL is as good as root on the host" : `there is no capability "${text}"${didYouMean(text, CAPABILITY_NAMES, "those of capabilities(7)")}` };
  });
}

/** Each value once; a fault that a text has stands at the text. */
function readList(section: Section, key: Key, read: (text: string) => { readonly value: string } | { readonly fault: string }): readonly Stated<string>[] {
  const texts = section?.placedTexts(key) ?? [];
  if (texts.length > MOST_ENTRIES) return section?.fault(`"${key}" has ${texts.length} entries, and takes ${MOST_ENTRIES} at most`, key) ?? [];
  const values = new Map<string, Stated<string>>();
  for (const text of texts) {
    const result = read(text.value);
    if ("fault" in result) text.fault(result.fault);
    else if (!values.has(result.value)) values.set(result.value, { value: result.value, line: text.line });
  }
  return [...values.values()];
}

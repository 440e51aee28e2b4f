import type { ImageFacts, ImageRecord, LanguageRule, Variant } from "./record.ts";

const REGISTRY = "dhi.io";

interface Kind extends ImageFacts {
  readonly name: string;
  readonly role?: ImageRecord["role"];
  readonly language?: LanguageRule;
}

const NONROOT = { user: "65532", entrypoint: [] };

function tagged(name: string): LanguageRule {
  return { name, version: "tag" };
}

const KINDS: readonly Kind[] = [
  { name: "static", libc: "none", shell: false, config: NONROOT },
  { name: "python", language: tagged("python"), config: { ...NONROOT, cmd: ["python3"] } },
  {
    name: "node", language: tagged("nodejs"),
    config: { user: "node", workdir: "/app", entrypoint: [], cmd: ["node"] },
    users: [{ name: "node", uid: 1000, gid: 1000 }],
  },
  { name: "eclipse-temurin", language: tagged("java"), config: { ...NONROOT, cmd: ["java", "--help"] } },
  { name: "aspnetcore", language: tagged("dotnet"), config: { ...NONROOT } },
  { name: "dotnet", language: tagged("dotnet"), config: { ...NONROOT, workdir: "/app", cmd: ["dotnet", "--help"] } },
  { name: "php", language: tagged("php"), config: { user: "65532" } },
  { name: "ruby", language: tagged("ruby"), config: { ...NONROOT, cmd: ["ruby"] } },
  {
    name: "nginx", role: "service",
    config: { user: "65532", entrypoint: ["nginx"], cmd: ["-g", "daemon off;"], exposedPorts: ["8080"] },
    users: [{ name: "nginx", uid: 65532, gid: 65532 }],
  },
  {
    name: "httpd", role: "service",
    config: { user: "65532", workdir: "/usr/local/apache2", cmd: ["httpd-foreground"], exposedPorts: ["8080"] },
    users: [{ name: "www-data", uid: 65532, gid: 65532 }],
  },
  { name: "golang", role: "toolchain", language: tagged("go"), config: { workdir: "/go", entrypoint: [] }, programs: ["go"] },
  { name: "rust", role: "toolchain", language: tagged("rust"), config: { workdir: "/build", entrypoint: [] }, programs: ["cargo", "rustc"] },
  { name: "alpine-base", role: "distribution", shell: true, config: { ...NONROOT, cmd: ["/bin/sh"] } },
  { name: "debian-base", role: "distribution", shell: true, config: { ...NONROOT, cmd: ["/bin/bash"] } },
  {
    name: "postgres", role: "stateful",
    config: { user: "70", entrypoint: ["docker-entrypoint.sh"] },
    users: [{ name: "postgres", uid: 70, gid: 70 }],
  },
];

const LIBC_NAMED: readonly Variant[] = [
  { words: ["musl"], libc: "musl" },
  { words: ["glibc"], libc: "glibc" },
];

/** A `-dev` tag runs as root and has a shell and the distribution's package manager. */
const DEV: readonly Variant[] = [
  { words: ["dev"], config: { user: "0" }, shell: true },
  { words: ["dev"], on: "debian", packageManager: "apt" },
  { words: ["dev"], on: "alpine", packageManager: "apk" },
];

/** Docker Hardened Images. Runtime tags say nothing general about a shell: some Alpine variants contain busybox. */
export const dockerHardenedImages: readonly ImageRecord[] = KINDS.map((kind) => ({
  role: kind.language === undefined ? "minimal" : "runtime",
  shell: undefined,
  packageManager: undefined,
  ...kind,
  names: [`${REGISTRY}/${kind.name}`],
  distribution: { id: kind.name === "alpine-base" ? "alpine" : "debian", ...(kind.role === "distribution" ? { release: "tag" } : {}) },
  users: [{ name: "nonroot", uid: 65532, gid: 65532 }, ...(kind.users ?? [])],
  variants: [...LIBC_NAMED, ...DEV],
  source: "github.com/docker-hardened-images/catalog @30c3db9",
  asOf: "2026-08-22",
}));

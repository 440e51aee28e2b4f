import type { ImageFacts, ImageRecord, LanguageRule } from "./record.ts";

const REGISTRIES = ["cgr.dev/chainguard", "chainguard"];
const NONROOT = [{ name: "nonroot", uid: 65532, gid: 65532, home: "/home/nonroot" }];

interface Kind extends ImageFacts {
  readonly name: string;
  readonly role?: ImageRecord["role"];
  readonly language?: LanguageRule;
}

function language(name: string, release?: string): LanguageRule {
  return { name, version: release === undefined ? undefined : { fixed: release } };
}

const KINDS: readonly Kind[] = [
  { name: "static", libc: "none", shell: false, timeZones: true, config: { user: "65532", entrypoint: [] } },
  { name: "glibc-dynamic", shell: false, config: { user: "65532", entrypoint: [] } },
  {
    name: "wolfi-base", role: "distribution", shell: true, packageManager: "apk",
    config: { user: "0", entrypoint: [], cmd: ["/bin/sh", "-l"] },
    programs: ["wget", "nc"],
  },
  {
    name: "python", shell: false, language: language("python", "3.14"),
    config: { user: "65532", entrypoint: ["/usr/bin/python"] },
    programs: ["python"],
  },
  {
    name: "node", shell: true, language: language("nodejs", "26.7"),
    config: { user: "65532", workdir: "/app", entrypoint: ["/usr/bin/node"] },
    users: [{ name: "node", uid: 65532, gid: 65532 }],
    programs: ["node"],
  },
  {
    name: "jre", shell: false, language: language("java", "26.0.2"),
    config: { user: "65532", workdir: "/app", entrypoint: ["/usr/bin/java"] },
    users: [{ name: "java", uid: 65532, gid: 65532 }],
    programs: ["java"],
  },
  {
    name: "jdk", role: "toolchain", shell: true, language: language("java", "26.0.2"),
    config: { user: "65532", workdir: "/home/build", entrypoint: [] },
    users: [{ name: "java", uid: 65532, gid: 65532 }],
    programs: ["java", "javac"],
  },
  {
    name: "go", role: "toolchain", shell: true, language: language("go", "1.27"),
    config: { user: "0", entrypoint: ["/usr/bin/go"] },
    programs: ["go"],
  },
  {
    name: "rust", role: "toolchain", shell: true, language: language("rust"),
    config: { user: "65532", workdir: "/work", entrypoint: ["rustc"] },
    programs: ["rustc", "cargo"],
  },
  {
    name: "php", shell: false, language: language("php", "8.5"),
    config: { user: "65532", workdir: "/app", entrypoint: ["/bin/php"] },
    programs: ["php"],
  },
  {
    name: "ruby", shell: false, language: language("ruby", "4.0"),
    config: { user: "65532", workdir: "/work", entrypoint: ["/usr/bin/ruby"] },
    programs: ["ruby"],
  },
  { name: "nginx", role: "service", shell: false, config: { user: "65532", entrypoint: ["/usr/sbin/nginx"] }, programs: ["nginx"] },
  {
    name: "dotnet-runtime", shell: true, timeZones: true, language: language("dotnet", "10.0.11"),
    config: { user: "65532", entrypoint: ["/usr/bin/dotnet"] },
    programs: ["dotnet"],
  },
  {
    name: "aspnet-runtime", shell: false, timeZones: true, language: language("dotnet", "10.0.11"),
    config: { user: "65532", entrypoint: ["/usr/bin/dotnet"] },
    programs: ["dotnet"],
  },
  {
    name: "postgres", role: "stateful", shell: true, timeZones: true,
    config: { user: "0", workdir: "/home/postgres", entrypoint: ["docker-entrypoint.sh"] },
    users: [{ name: "postgres", uid: 70, gid: 70 }],
  },
  { name: "redis", role: "stateful", shell: true, config: { user: "65532", workdir: "/data", entrypoint: ["redis-server"] } },
  { name: "valkey", role: "stateful", shell: true, config: { user: "65532", workdir: "/data" } },
];

/** Chainguard's free images: Wolfi, one maintained version each; a `-dev` tag adds a shell, apk and the language's own package manager. */
export const chainguardImages: readonly ImageRecord[] = KINDS.map((kind) => ({
  libc: "glibc",
  packageManager: "none",
  caCertificates: true,
  timeZones: false,
  role: kind.language === undefined ? "minimal" : "runtime",
  ...kind,
  names: REGISTRIES.map((registry) => `${registry}/${kind.name}`),
  distribution: { id: "wolfi" },
  users: [...NONROOT, ...(kind.users ?? [])],
  variants: [
    { words: ["dev"], shell: true, packageManager: "apk", programs: ["wget", "nc"] },
    ...(kind.name === "php" ? [{ words: ["fpm"], config: { entrypoint: [] } }] : []),
  ],
  source: "github.com/chainguard-images/images @cd7edd2, locked_config.json",
  asOf: "2026-08-22",
}));

import type { Account } from "../image.ts";
import type { ImageFacts, ImageRecord, LanguageRule, Variant } from "./record.ts";

const REGISTRY = "gcr.io/distroless";

const ACCOUNTS: readonly Account[] = [
  { name: "nobody", uid: 65534, gid: 65534, home: "/nonexistent" },
  { name: "nonroot", uid: 65532, gid: 65532, home: "/home/nonroot" },
];

const CONFIG = {
  user: "0", workdir: "/", entrypoint: [], cmd: [], exposedPorts: [], volumes: [], stopSignal: "SIGTERM", healthcheck: false,
  shell: ["/bin/sh", "-c"],
} as const;

const NONROOT = { user: "65532", workdir: "/home/nonroot" };

/** The debug tags add busybox in /busybox: a shell, but not `/bin/sh`. */
const VARIANTS: readonly Variant[] = [
  { words: ["nonroot"], config: NONROOT },
  { words: ["debug"], programs: ["busybox"] },
];

interface Kind extends ImageFacts {
  readonly name: string;
  readonly language?: LanguageRule;
  readonly role: "minimal" | "runtime";
}

function java(release: string): Kind {
  return {
    name: `java${release}`,
    role: "runtime",
    language: { name: "java", version: { fixed: release } },
    config: { entrypoint: ["/usr/bin/java", "-jar"] },
    programs: ["java"],
  };
}

function nodejs(release: string): Kind {
  return {
    name: `nodejs${release}`,
    role: "runtime",
    language: { name: "nodejs", version: { fixed: release } },
    config: { entrypoint: ["/nodejs/bin/node"] },
    programs: ["/nodejs/bin/node"],
  };
}

/** The minor version of Python is that of the Debian release. */
const PYTHON_OF_DEBIAN: Readonly<Record<string, string>> = { "10": "3.7", "11": "3.9", "12": "3.11", "13": "3.13" };

function python(debian: string): Kind {
  const version = PYTHON_OF_DEBIAN[debian];
  return {
    name: "python3",
    role: "runtime",
    language: { name: "python", version: version === undefined ? undefined : { fixed: version } },
    config: version === undefined ? {} : { entrypoint: [`/usr/bin/python${version}`] },
    programs: version === undefined ? [] : [`python${version}`],
  };
}

const KINDS: readonly Kind[] = [
  { name: "static", role: "minimal", libc: "none" },
  { name: "base", role: "minimal", libc: "glibc" },
  { name: "base-nossl", role: "minimal", libc: "glibc" },
  { name: "cc", role: "minimal", libc: "glibc" },
  { name: "java-base", role: "minimal", libc: "glibc" },
  ...["11", "17", "21", "25"].map(java),
  ...["14", "16", "18", "20", "22", "24", "26"].map(nodejs),
];

function record(kind: Kind, debian: string | undefined): ImageRecord {
  const suffix = debian === undefined ? "" : `-debian${debian}`;
  return {
    libc: "glibc",
    caCertificates: true,
    timeZones: true,
    ...kind,
    names: [`${REGISTRY}/${kind.name}${suffix}`],
    distribution: debian === undefined ? { id: "distroless" } : { id: "distroless", release: { fixed: debian } },
    config: { ...CONFIG, ...kind.config },
    users: ACCOUNTS,
    variants: VARIANTS,
    source: "github.com/GoogleContainerTools/distroless @cd08076",
    asOf: "2026-08-21",
  };
}

/** Google's distroless images. Which combinations are still published is said by the support periods. */
export const distrolessImages: readonly ImageRecord[] = [undefined, "9", "10", "11", "12", "13"].flatMap((debian) => [
  ...KINDS.map((kind) => record(kind, debian)),
  record(python(debian ?? ""), debian),
]);

import type { Account, Distribution } from "./image.ts";
import type { ImageFacts } from "./images/record.ts";
import type { TagParts } from "./tag.ts";
import { numberAfter } from "./tag.ts";

type DistributionId = Distribution["id"];

const DEBIAN: Readonly<Record<string, string>> = {
  wheezy: "7", jessie: "8", stretch: "9", buster: "10", bullseye: "11", bookworm: "12", trixie: "13", forky: "14",
};

const UBUNTU: Readonly<Record<string, string>> = {
  trusty: "14.04", xenial: "16.04", bionic: "18.04", focal: "20.04", jammy: "22.04", kinetic: "22.10", lunar: "23.04",
  mantic: "23.10", noble: "24.04", oracular: "24.10", plucky: "25.04", questing: "25.10", resolute: "26.04",
};

/** Words that name a distribution with its release behind them: `alpine3.20`, `ubi9`, `debian-12`, `al2023`. */
const NUMBERED_WORDS: readonly (readonly [word: string, id: DistributionId])[] = [
  ["alpine", "alpine"], ["debian", "debian"], ["ubuntu", "ubuntu"], ["ubi", "rhel"], ["fedora", "fedora"], ["centos", "centos"],
  ["amazonlinux", "amazonlinux"], ["al", "amazonlinux"], ["azurelinux", "other"], ["oraclelinux", "other"], ["leap", "opensuse"], ["stream", "centos"],
];

/** Words that name a distribution whose release the tag need not give. */
const PLAIN_WORDS: Readonly<Record<string, DistributionId>> = {
  alpine: "alpine", nanoserver: "windows", windowsservercore: "windows", servercore: "windows", windows: "windows",
  fedora: "fedora", wolfi: "wolfi", mariner: "other", oracle: "other", busybox: "busybox",
};

/** The distribution that the words of a tag name; undefined when they name none. */
export function distributionOfWords(parts: TagParts): Distribution | undefined {
  for (const word of parts.words) {
    const named = ofCodename(word);
    if (named !== undefined) return named;
  }
  for (const [word, id] of NUMBERED_WORDS) {
    const number = numberAfter(parts, word);
    if (number !== undefined) return distributionOf(id, number);
  }
  for (const word of parts.words) {
    if (Object.hasOwn(PLAIN_WORDS, word)) return distributionOf(PLAIN_WORDS[word] ?? "other", undefined);
  }
  return undefined;
}

/** A distribution by its release, which may be a number (`12`, `12.5`, `3.20.1`) or a codename (`bookworm`). */
export function distributionOf(id: DistributionId, release: string | undefined): Distribution {
  if (release === undefined) return { id, version: undefined, codename: undefined };
  const named = ofCodename(release);
  if (named !== undefined) return named;
  const parts = release.split(".");
  const length = id === "alpine" || id === "ubuntu" || id === "opensuse" || id === "other" ? 2 : 1;
  const version = parts.slice(0, length).join(".");
  const whole = parts.length >= length;
  return { id, version: whole ? version : undefined, codename: codenameOf(id, version) };
}

function ofCodename(word: string): Distribution | undefined {
  if (Object.hasOwn(DEBIAN, word)) return { id: "debian", version: DEBIAN[word], codename: word };
  if (Object.hasOwn(UBUNTU, word)) return { id: "ubuntu", version: UBUNTU[word], codename: word };
  return undefined;
}

function codenameOf(id: DistributionId, version: string): string | undefined {
  const table = id === "debian" || id === "distroless" ? DEBIAN : id === "ubuntu" ? UBUNTU : {};
  return Object.keys(table).find((name) => table[name] === version);
}

function account(name: string, uid: number, gid = uid): Account {
  return { name, uid, gid };
}

/** Debian's base-passwd, the same on Ubuntu. */
const DEBIAN_ACCOUNTS: readonly Account[] = [
  account("daemon", 1), account("bin", 2), account("sys", 3), account("sync", 4, 65534), account("games", 5, 60), account("man", 6, 12),
  account("lp", 7), account("mail", 8), account("news", 9), account("uucp", 10), account("proxy", 13), account("www-data", 33),
  account("backup", 34), account("list", 38), account("irc", 39), account("nobody", 65534),
];

/** Alpine's alpine-baselayout. */
const ALPINE_ACCOUNTS: readonly Account[] = [
  account("bin", 1), account("daemon", 2), account("lp", 4, 7), account("sync", 5, 0), account("shutdown", 6, 0), account("halt", 7, 0),
  account("mail", 8, 12), account("news", 9, 13), account("uucp", 10, 14), account("cron", 16), account("ftp", 21), account("sshd", 22),
  account("games", 35), account("ntp", 123), account("guest", 405, 100), account("nobody", 65534),
];

/** What every image of a distribution has unless its record says otherwise. */
const FAMILY_FACTS: Readonly<Record<DistributionId, ImageFacts>> = {
  debian: { libc: "glibc", packageManager: "apt", shell: true, users: DEBIAN_ACCOUNTS },
  ubuntu: { libc: "glibc", packageManager: "apt", shell: true, users: DEBIAN_ACCOUNTS },
  alpine: { libc: "musl", packageManager: "apk", shell: true, users: ALPINE_ACCOUNTS, programs: ["wget", "nc"] },
  wolfi: { libc: "glibc", packageManager: "apk", users: [{ name: "nobody", uid: 65534, gid: 65534 }] },
  fedora: { libc: "glibc", packageManager: "dnf", shell: true, users: [{ name: "nobody", uid: 65534, gid: 65534 }] },
  centos: { libc: "glibc", shell: true },
  rhel: { libc: "glibc", shell: true },
  amazonlinux: { libc: "glibc", shell: true },
  opensuse: { libc: "glibc", packageManager: "zypper", shell: true },
  busybox: { packageManager: "none", shell: true, programs: ["wget", "nc"] },
  distroless: { packageManager: "none", shell: false },
  windows: { packageManager: "none", shell: false },
  other: {},
};

/** What an image brings because of the distribution that it is built on. */
export function factsOfDistribution(distribution: Distribution | undefined): ImageFacts {
  return distribution === undefined ? {} : FAMILY_FACTS[distribution.id];
}

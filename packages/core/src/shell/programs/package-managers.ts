import type { PackageCall, PackageManager } from "../calls.ts";
import type { OptionGrammar, ReadOption } from "./arguments.ts";
import { splitAlpine, splitColon, splitComparison, splitDebian, splitNode, splitPython, splitRpm, type VersionSplitter } from "./package-versions.ts";

export type PackageAction = PackageCall["action"];

/** How a package manager's command line reads. */
export interface ManagerGrammar {
  readonly options: OptionGrammar;
  /** Sub-commands, of one word or two (`cache clean`). */
  readonly actions: Readonly<Record<string, PackageAction>>;
  /** For managers whose action is an option: the first that is there decides. */
  readonly optionActions?: readonly { readonly options: readonly string[]; readonly action: PackageAction }[];
  /** What it does without a sub-command. */
  readonly bare?: PackageAction;
  readonly split: VersionSplitter;
  /** Options that give the version of the one package. */
  readonly versionOptions?: readonly string[];
}

const APT: ManagerGrammar = {
  options: { short: "octaP", long: ["--option", "--config-file", "--target-release", "--default-release", "--host-architecture", "--build-profiles"] },
  actions: {
    install: "install", reinstall: "install", update: "update", upgrade: "upgrade", "safe-upgrade": "upgrade",
    "dist-upgrade": "distribution-upgrade", "full-upgrade": "distribution-upgrade",
    remove: "remove", purge: "remove", autoremove: "remove", autopurge: "remove",
    clean: "clean", autoclean: "clean", distclean: "clean", "dist-clean": "clean",
  },
  split: splitDebian,
};

const YUM: ManagerGrammar = {
  options: {
    short: "cdexR",
    long: [
      "--config", "--debuglevel", "--errorlevel", "--exclude", "--randomwait", "--installroot", "--releasever", "--enablerepo", "--disablerepo", "--repo",
      "--repoid", "--setopt", "--enableplugin", "--disableplugin", "--downloaddir", "--destdir", "--forcearch", "--advisory", "--cve", "--color", "--comment",
    ],
  },
  actions: {
    install: "install", localinstall: "install", reinstall: "install", groupinstall: "install", "group install": "install", in: "install",
    makecache: "update", "check-update": "update", update: "upgrade", upgrade: "upgrade", "update-minimal": "upgrade", "upgrade-minimal": "upgrade",
    "distro-sync": "distribution-upgrade", "distribution-synchronization": "distribution-upgrade", "system-upgrade": "distribution-upgrade",
    remove: "remove", erase: "remove", autoremove: "remove", groupremove: "remove", clean: "clean", "config-manager": "add-repository",
  },
  split: splitRpm,
};

/** Source: the manual page or reference of each manager. */
export const PACKAGE_MANAGERS: Readonly<Record<PackageManager, ManagerGrammar>> = {
  "apt-get": APT,
  apt: APT,
  aptitude: APT,
  dpkg: {
    options: { long: ["--root", "--admindir", "--instdir"] },
    actions: {},
    optionActions: [
      { options: ["-i", "--install"], action: "install" },
      { options: ["-r", "--remove", "-P", "--purge"], action: "remove" },
    ],
    split: splitDebian,
  },
  apk: {
    options: {
      short: "Xtp",
      long: ["--virtual", "--repository", "--root", "--keys-dir", "--repositories-file", "--arch", "--cache-dir", "--cache-max-age", "--wait", "--progress-fd", "--timeout"],
    },
    actions: { add: "install", update: "update", upgrade: "upgrade", del: "remove", "cache clean": "clean", "cache purge": "clean" },
    split: splitAlpine,
  },
  yum: YUM,
  dnf: YUM,
  microdnf: YUM,
  tdnf: YUM,
  zypper: {
    options: { short: "Rcrtp", long: ["--root", "--cache-dir", "--reposd-dir", "--config", "--plus-repo", "--plus-content", "--repo", "--from", "--type", "--installroot", "--solv-cache-dir", "--pkg-cache-dir"] },
    actions: {
      install: "install", in: "install", refresh: "update", ref: "update", update: "upgrade", up: "upgrade", patch: "upgrade",
      "dist-upgrade": "distribution-upgrade", dup: "distribution-upgrade", remove: "remove", rm: "remove", clean: "clean", cc: "clean",
      addrepo: "add-repository", ar: "add-repository",
    },
    split: splitComparison,
  },
  rpm: {
    options: { short: "DE", long: ["--define", "--eval", "--root", "--dbpath", "--prefix", "--relocate", "--excludepath"] },
    actions: {},
    optionActions: [
      { options: ["-q", "-V", "--query", "--verify", "--import", "--initdb", "--rebuilddb", "-K", "--checksig"], action: "other" },
      { options: ["-i", "-U", "-F", "--install", "--upgrade", "--freshen", "--reinstall"], action: "install" },
      { options: ["-e", "--erase"], action: "remove" },
    ],
    split: splitRpm,
  },
  pacman: {
    options: { short: "br", long: ["--dbpath", "--root", "--config", "--cachedir", "--overwrite", "--ignore", "--arch", "--color", "--gpgdir", "--hookdir"] },
    actions: {},
    split: splitComparison,
  },
  pip: {
    options: {
      short: "rceifftdb",
      long: [
        "--requirement", "--constraint", "--editable", "--index-url", "--extra-index-url", "--find-links", "--target", "--prefix", "--root", "--src", "--cache-dir",
        "--trusted-host", "--proxy", "--timeout", "--retries", "--cert", "--client-cert", "--log", "--platform", "--python-version", "--implementation", "--abi",
        "--no-binary", "--only-binary", "--global-option", "--install-option", "--config-settings", "--progress-bar", "--exists-action", "--upgrade-strategy",
        "--report", "--python", "--use-feature", "--use-deprecated", "--group", "--root-user-action", "--dest", "--wheel-dir",
      ],
    },
    actions: { install: "install", uninstall: "remove", "cache purge": "clean", "cache remove": "clean" },
    split: splitPython,
  },
  npm: {
    options: { short: "Cw", long: ["--prefix", "--registry", "--cache", "--workspace", "--loglevel", "--omit", "--include", "--userconfig", "--globalconfig", "--tag", "--install-strategy", "--network-timeout", "--fetch-retries", "--before", "--cpu", "--os", "--libc"] },
    actions: {
      install: "install", i: "install", in: "install", add: "install", ci: "install", "clean-install": "install", ic: "install",
      "install-clean": "install", update: "upgrade", up: "upgrade", upgrade: "upgrade",
      uninstall: "remove", remove: "remove", rm: "remove", un: "remove", r: "remove", unlink: "remove", prune: "remove",
      "cache clean": "clean", "cache clear": "clean",
    },
    split: splitNode,
  },
  yarn: {
    options: { long: ["--cwd", "--modules-folder", "--cache-folder", "--registry", "--network-timeout", "--network-concurrency", "--mutex", "--use-yarnrc", "--global-folder", "--prefix"] },
    actions: {
      install: "install", add: "install", "global add": "install", upgrade: "upgrade", up: "upgrade", remove: "remove", "global remove": "remove",
      "cache clean": "clean",
    },
    bare: "install",
    split: splitNode,
  },
  pnpm: {
    options: { short: "C", long: ["--dir", "--filter", "--store-dir", "--registry", "--reporter", "--virtual-store-dir", "--loglevel", "--config"] },
    actions: {
      install: "install", i: "install", add: "install", ci: "install", update: "upgrade", up: "upgrade", upgrade: "upgrade",
      remove: "remove", rm: "remove", uninstall: "remove", un: "remove", prune: "remove", "store prune": "clean",
    },
    split: splitNode,
  },
  gem: {
    options: { short: "vinsPBw", long: ["--version", "--install-dir", "--bindir", "--source", "--trust-policy", "--platform", "--build-root", "--http-proxy", "--document"] },
    actions: { install: "install", i: "install", update: "upgrade", uninstall: "remove", cleanup: "clean", sources: "add-repository" },
    split: splitColon,
    versionOptions: ["-v", "--version"],
  },
  go: {
    options: {
      singleDash: true,
      long: [
        "-ldflags", "-tags", "-o", "-mod", "-modfile", "-gcflags", "-asmflags", "-gccgoflags", "-p", "-C", "-buildmode", "-buildvcs", "-overlay", "-pkgdir",
        "-toolexec", "-exec", "-installsuffix", "-compiler", "-pgo", "-run", "-timeout", "-covermode", "-coverprofile", "-count", "-reuse",
      ],
    },
    actions: { install: "install", get: "install", clean: "clean" },
    split: splitNode,
  },
  cargo: {
    options: {
      short: "FjpZC",
      long: [
        "--version", "--vers", "--git", "--branch", "--tag", "--rev", "--path", "--root", "--registry", "--index", "--features", "--profile", "--target", "--target-dir",
        "--config", "--jobs", "--manifest-path", "--bin", "--example", "--package", "--color", "--message-format",
      ],
    },
    actions: { install: "install", add: "install", uninstall: "remove", remove: "remove", update: "upgrade", clean: "clean" },
    split: splitNode,
    versionOptions: ["--version", "--vers"],
  },
  composer: {
    options: { short: "d", long: ["--working-dir"] },
    actions: {
      install: "install", i: "install", require: "install", "global require": "install", update: "upgrade", u: "upgrade", upgrade: "upgrade",
      remove: "remove", "global remove": "remove", "clear-cache": "clean", clearcache: "clean", "create-project": "install",
    },
    split: splitColon,
  },
};

/** `pacman -Syu a`: the big letter is the operation, small ones what it does first. */
export function pacmanAction(options: readonly ReadOption[], hasPackages: boolean): PackageAction {
  const has = (name: string): boolean => options.some((option) => option.name === name);
  if (has("-U") || has("--upgrade")) return "install";
  if (has("-R") || has("--remove")) return "remove";
  if (!has("-S") && !has("--sync")) return "other";
  if (has("-c") || has("--clean")) return "clean";
  if (hasPackages) return "install";
  if (has("-u") || has("--sysupgrade")) return "upgrade";
  return has("-y") || has("--refresh") ? "update" : "other";
}


/** Names of packages differ between the releases; what has no release in its name is the newer one. */
const TRIXIE = {
  release: "trixie",
  suffixes: ["-debian13", ""],
  static: ["base-files", "netbase", "tzdata", "tzdata-legacy", "media-types", "ca-certificates"],
  ssl: ["libssl3t64", "zlib1g", "libzstd1"],
  python: [
    "libpython3.13-minimal", "python3.13-minimal", "libpython3.13-stdlib", "python3.13-venv", "libbz2-1.0", "libdb5.3t64", "libexpat1", "libffi8", "liblzma5",
    "libncursesw6", "libreadline8t64", "libsqlite3-0", "libtinfo6", "libuuid1",
  ],
};

const BOOKWORM = {
  release: "bookworm",
  suffixes: ["-debian12"],
  static: ["base-files", "netbase", "tzdata", "media-types", "ca-certificates"],
  ssl: ["libssl3"],
  python: [
    "libpython3.11-minimal", "python3.11-minimal", "libpython3.11-stdlib", "python3.11-venv", "zlib1g", "libbz2-1.0", "libdb5.3", "libexpat1", "libffi8", "liblzma5", "libncursesw6",
    "libreadline8", "libsqlite3-0", "libtinfo6", "libuuid1", "libnsl2", "libtirpc3", "libcom-err2", "libgssapi-krb5-2", "libk5crypto3", "libkeyutils1", "libkrb5-3", "libkrb5support0", "libcrypt1",
  ],
};

/** What the headless Java runtime loads. */
const JAVA = ["java-common", "zlib1g", "libjpeg62-turbo", "liblcms2-2", "libfontconfig1", "fontconfig-config", "libfreetype6", "libexpat1", "libbrotli1", "libharfbuzz0b", "libgraphite2-3"];
const CC = ["libgcc-s1", "libstdc++6", "libgomp1"];

/** @typedef {typeof TRIXIE} Release */

const ROOT = { ACCOUNT: "0", HOME: "/" };
const NONROOT = { ACCOUNT: "65532", HOME: "/home/nonroot" };
const PLAIN = [{ tag: "latest", suffix: "", arguments: ROOT }, { tag: "nonroot", suffix: "", arguments: NONROOT }];
/** These have BusyBox. */
const DEBUG = [{ tag: "debug", suffix: "-debug", arguments: ROOT }, { tag: "debug-nonroot", suffix: "-debug", arguments: NONROOT }];

/**
 * @param {string} name
 * @param {Release} release
 * @param {readonly string[]} packages
 * @param {{ stage: string, on?: readonly string[], arguments?: Readonly<Record<string, string>> }} [language] stage of the Dockerfile, and what it takes from other images
 */
const build = (name, release, packages, language) => ({
  on: [`debian:${release.release}-slim`, ...(language?.on ?? [])],
  arguments: { RELEASE: release.release, PACKAGES: packages.join(" "), ...language?.arguments },
  images: (language === undefined ? [...PLAIN, ...DEBUG] : PLAIN).map((variant) => ({
    target: `${language?.stage ?? "plain"}${variant.suffix}`,
    arguments: variant.arguments,
    names: release.suffixes.map((suffix) => `gcr.io/distroless/${name}${suffix}:${variant.tag}`),
  })),
});

/** @param {Release} release */
const noSsl = (release) => [...release.static, "libc6"];
/** @param {Release} release */
const base = (release) => [...noSsl(release), ...release.ssl];
/** @param {Release} release */
const cc = (release) => [...base(release), ...CC];

/** @param {Release} release @param {string} version */
const nodejs = (release, version) => build(`nodejs${version}`, release, cc(release), { stage: "nodejs", on: [`node:${version}-slim`], arguments: { VERSION: version } });

/** @param {Release} release @param {string} version */
const python3 = (release, version) => build("python3", release, [...cc(release), ...release.python], { stage: `python${version}` });

/** @param {Release} release @param {string} version */
const java = (release, version) => build(`java${version}`, release, [...cc(release), ...JAVA, `openjdk-${version}-jre-headless`], {
  stage: "java",
  on: [`eclipse-temurin:${version}-jre`],
  arguments: { VERSION: version },
});

/** @type {import("../index.mjs").Images} */
export const distroless = {
  name: "distroless",
  standsFor: "Google's distroless images",
  differs:
    "unpacked from the same Debian packages, in one layer and unsigned; they trust the machine's own certificate authorities too; Java is Debian's OpenJDK, and of Node.js only the program is there; debug tags for static, base and cc only",
  builds: [
    ...[TRIXIE, BOOKWORM].flatMap((release) => [
      build("static", release, release.static),
      build("base", release, base(release)),
      build("base-nossl", release, noSsl(release)),
      build("cc", release, cc(release)),
    ]),
    ...["22", "24"].map((version) => nodejs(TRIXIE, version)),
    ...["22", "24"].map((version) => nodejs(BOOKWORM, version)),
    python3(TRIXIE, "3.13"),
    python3(BOOKWORM, "3.11"),
    java(TRIXIE, "21"),
    java(BOOKWORM, "17"),
  ],
};

/** Names of packages differ between the releases; what has no release in its name is the newer one. */
const RELEASES = [
  { release: "trixie", suffixes: ["-debian13", ""], static: ["base-files", "netbase", "tzdata", "tzdata-legacy", "media-types", "ca-certificates"], openssl: "libssl3t64" },
  { release: "bookworm", suffixes: ["-debian12"], static: ["base-files", "netbase", "tzdata", "media-types", "ca-certificates"], openssl: "libssl3" },
];

/** The tags of each variant: account, home folder, whether busybox is there. */
const VARIANTS = [
  { tag: "latest", arguments: { ACCOUNT: "0", HOME: "/", DEBUG: "" } },
  { tag: "nonroot", arguments: { ACCOUNT: "65532", HOME: "/home/nonroot", DEBUG: "" } },
  { tag: "debug", arguments: { ACCOUNT: "0", HOME: "/", DEBUG: "yes" } },
  { tag: "debug-nonroot", arguments: { ACCOUNT: "65532", HOME: "/home/nonroot", DEBUG: "yes" } },
];

/**
 * @param {string} kind
 * @param {string} stage
 * @param {(release: (typeof RELEASES)[number]) => readonly string[]} packages
 */
const builds = (kind, stage, packages) => RELEASES.flatMap((release) => VARIANTS.map((variant) => ({
  arguments: { RELEASE: release.release, PACKAGES: packages(release).join(" "), ...variant.arguments },
  images: [{ target: stage + (variant.arguments.DEBUG === "" ? "" : "-debug"), names: release.suffixes.map((suffix) => `gcr.io/distroless/${kind}${suffix}:${variant.tag}`) }],
})));

/** @type {import("../image.mjs").Image} */
export const distroless = {
  name: "distroless",
  standsFor: "Google's distroless images",
  differs: "unpacked from the same Debian packages, in one layer and unsigned; trusts the machine's own certificate authorities too",
  after: ["debian"],
  builds: [
    ...builds("static", "plain", (release) => release.static),
    ...builds("base", "plain", (release) => [...release.static, "libc6", release.openssl]),
  ],
};

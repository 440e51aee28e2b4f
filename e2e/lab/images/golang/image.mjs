/**
 * A version of Go on each Debian release; a tag without a release is the one on the first.
 * @param {string} version
 * @param {readonly string[]} releases
 * @param {readonly string[]} more
 */
function builds(version, releases, more = []) {
  const tags = [version, version.split(".").slice(0, 2).join("."), ...more];
  return releases.map((release, index) => ({
    on: ["debian:trixie-slim", `buildpack-deps:${release}`],
    arguments: { RELEASE: release, VERSION: version },
    images: [{ names: [...(index === 0 ? tags : []), ...tags.map((tag) => (tag === "latest" ? release : `${tag}-${release}`))].map((tag) => `golang:${tag}`) }],
  }));
}

/** @type {import("../index.mjs").Images} */
export const golang = {
  name: "golang",
  standsFor: "the official Go images",
  differs: "Go's own toolchain, as the go command downloads it for `toolchain go1.N` in go.mod; git and the compilers are a selection of Debian's",
  builds: [
    ...builds("1.26.11", ["trixie", "bookworm"]),
    ...builds("1.27.4", ["trixie"], ["1", "latest"]),
    ...builds("1.25.14", ["trixie", "bookworm"]),
    ...builds("1.24.13", ["trixie", "bookworm"]),
    ...builds("1.23.12", ["bookworm"]),
    ...builds("1.22.12", ["bookworm"]),
    ...builds("1.21.13", ["bookworm"]),
  ],
};

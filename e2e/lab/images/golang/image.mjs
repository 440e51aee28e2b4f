/**
 * A version of Go on each Debian release; the official tags without a release have the newer one.
 * @param {string} version
 * @param {readonly string[]} releases
 * @param {readonly string[]} more
 */
function builds(version, releases, more = []) {
  const tags = [version, version.split(".").slice(0, 2).join("."), ...more];
  return releases.map((release, index) => ({
    arguments: { RELEASE: release, VERSION: version },
    images: [{ names: [...(index === 0 ? tags : []), ...tags.map((tag) => (tag === "latest" ? release : `${tag}-${release}`))].map((tag) => `golang:${tag}`) }],
  }));
}

/** @type {import("../image.mjs").Image} */
export const golang = {
  name: "golang",
  standsFor: "the official Go images",
  differs: "Go's own toolchain, as the go command downloads it by `toolchain go1.N` in go.mod; compilers and git are Debian's",
  after: ["debian", "buildpack-deps"],
  builds: [
    ...builds("1.26.11", ["trixie", "bookworm"]),
  ],
};

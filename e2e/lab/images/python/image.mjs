/** @param {string} version @param {string} release @param {readonly string[]} more */
function build(version, release, more = []) {
  /** @param {string} suffix */
  const names = (suffix) => [version, ...more].flatMap((tag) => (tag === "latest" ? [suffix === "" ? tag : suffix.slice(1)] : [`${tag}${suffix}`, `${tag}${suffix}-${release}`])).map((tag) => `python:${tag}`);
  return {
    on: [`debian:${release}-slim`, `buildpack-deps:${release}`],
    arguments: { RELEASE: release, VERSION: version },
    images: [{ target: "slim", names: names("-slim") }, { target: "full", names: names("") }],
  };
}

/** @type {import("../index.mjs").Images} */
export const python = {
  name: "python",
  standsFor: "the official Python images",
  differs: "Debian's Python, which lies below /usr and installs to dist-packages; the official one is built from source below /usr/local; only the versions that Debian has",
  builds: [build("3.13", "trixie", ["3", "latest"]), build("3.11", "bookworm")],
};

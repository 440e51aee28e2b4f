/** The module's version, and the version of the Dockerfile syntax that it says it has. */
const MODULE = "v0.34.2";
const SYNTAX = "1.28";

/** @type {import("../index.mjs").Images} */
export const dockerfileFrontend = {
  name: "dockerfile-frontend",
  standsFor: "the Dockerfile frontend that `# syntax=docker/dockerfile:1` asks for",
  differs: `built from BuildKit's own module ${MODULE}; only the tags of its version ${SYNTAX}`,
  builds: [{ on: ["golang:1.26"], arguments: { VERSION: MODULE }, images: [{ names: ["1", SYNTAX, "latest"].map((tag) => `docker/dockerfile:${tag}`) }] }],
};

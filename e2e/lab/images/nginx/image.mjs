/** @type {import("../index.mjs").Images} */
export const nginx = {
  name: "nginx",
  standsFor: "the official nginx images",
  differs: "Debian's nginx with the official image's layout of files, account, entrypoint and stop signal; no modules, and no templates in /etc/nginx/templates",
  builds: [{ on: ["debian:trixie-slim"], arguments: { RELEASE: "trixie" }, images: [{ names: ["latest", "1.26", "stable", "trixie", "1.26-trixie", "stable-trixie"].map((tag) => `nginx:${tag}`) }] }],
};

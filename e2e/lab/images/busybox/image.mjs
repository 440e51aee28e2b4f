/** @type {import("../index.mjs").Images} */
export const busybox = {
  name: "busybox",
  standsFor: "the official BusyBox images",
  differs: "Debian's static BusyBox, with Debian's choice of commands",
  builds: [{ on: ["debian:trixie-slim"], arguments: { RELEASE: "trixie" }, images: [{ names: ["latest", "stable", "glibc", "stable-glibc", "1.37"].map((tag) => `busybox:${tag}`) }] }],
};

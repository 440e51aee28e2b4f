import { buildpackDeps } from "./buildpack-deps/image.mjs";
import { debian } from "./debian/image.mjs";
import { distroless } from "./distroless/image.mjs";
import { golang } from "./golang/image.mjs";

/** Every image of the lab. @type {readonly import("./image.mjs").Image[]} */
export const images = [debian, buildpackDeps, distroless, golang];

import { buildpackDeps } from "./buildpack-deps/image.mjs";
import { busybox } from "./busybox/image.mjs";
import { debian } from "./debian/image.mjs";
import { distroless } from "./distroless/image.mjs";
import { dockerfileFrontend } from "./dockerfile-frontend/image.mjs";
import { eclipseTemurin } from "./eclipse-temurin/image.mjs";
import { golang } from "./golang/image.mjs";
import { nginx } from "./nginx/image.mjs";
import { node } from "./node/image.mjs";
import { python } from "./python/image.mjs";

/** All images of the lab; what is wanted most often comes first. @type {readonly import("./image.mjs").Images[]} */
export const images = [debian, buildpackDeps, distroless, golang, dockerfileFrontend, node, python, nginx, eclipseTemurin, busybox];

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

/**
 * Images that the lab makes. Their folder holds this description and the Dockerfile that they are built with.
 * @typedef {object} Images
 * @property {string} name the folder
 * @property {string} standsFor what people know under the names that they answer to
 * @property {string} differs how they differ from that
 * @property {readonly Build[]} builds
 *
 * @typedef {object} Build
 * @property {readonly string[]} on names of the lab's images that it is built on
 * @property {Readonly<Record<string, string>>} arguments of the build; what is made follows from them, the Dockerfile and `on` alone
 * @property {(folder: string) => Promise<void>} [context] fills the build context, which is empty otherwise
 * @property {readonly { target?: string, arguments?: Readonly<Record<string, string>>, names: readonly string[] }[]} images each a stage of the Dockerfile,
 *   arguments of its own, and the names that it answers to
 */

/** All images of the lab; what is wanted most often comes first. @type {readonly Images[]} */
export const images = [debian, buildpackDeps, distroless, golang, dockerfileFrontend, node, python, nginx, eclipseTemurin, busybox];

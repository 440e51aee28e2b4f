/**
 * An image that the lab makes. Its folder holds this description and the Dockerfile that it is built with.
 * @typedef {object} Image
 * @property {string} name the folder
 * @property {string} standsFor what people know under the names that it answers to
 * @property {string} differs how it differs from that
 * @property {readonly string[]} after the images that it is built on
 * @property {readonly Build[]} builds
 *
 * @typedef {object} Build
 * @property {Readonly<Record<string, string>>} arguments of the build
 * @property {(folder: string) => Promise<void>} [context] fills the build context, which is empty otherwise
 * @property {readonly { target?: string, names: readonly string[] }[]} images stage of the Dockerfile, and the names that it answers to
 */

export {};

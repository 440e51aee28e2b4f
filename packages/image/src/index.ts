export type { ImageContents } from "@bulwark/core/image";

export { readImageArchive, type ReadOptions } from "./archive/read-image-archive.ts";
export { compressedSizesIn, type CompressedSizes, type MeasuredLayer } from "./layers/compressed-sizes.ts";
export { contentsCacheIn, type ContentsCache } from "./cache/contents-cache.ts";

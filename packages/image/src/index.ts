export { readImageArchive, type ReadOptions } from "./archive/read-image-archive.ts";
export { compressedSizesIn, type CompressedSizes, type MeasuredLayer } from "./layers/compressed-sizes.ts";
export { contentsCacheIn, type ContentsCache } from "./cache/contents-cache.ts";
export { readProcess } from "./archive/config.ts";
export { at, entriesAt, flagAt, itemsAt, numberAt, parseJson, textAt, textsAt } from "./json/value.ts";

import { createHash } from "node:crypto";
import type { ImageContents, ImageLayer } from "@bulwark/core/image";
import { quoted, type Faults } from "../faults.ts";
import { listFiles, mergeLayers } from "../layers/merge.ts";
import { impliedFolder } from "../layers/tree.ts";
import type { ArchiveFiles } from "./archive-files.ts";
import { readConfiguration } from "./config.ts";
import { parseJson } from "../json/value.ts";
import { findImages, type ImageParts } from "./manifest.ts";
import { showPrograms, showTexts } from "./show-contents.ts";
import type { StoredFile } from "./stored-file.ts";

/** Paths of which the content matters. */
export interface WantedPaths {
  /** `/folder/*` means every file in a folder. */
  readonly texts: readonly string[];
  readonly programs: readonly string[];
}

/** The image of an archive that was read to its end, put together from its files; what does not fit together is a fault. */
export function assembleImage(archive: ArchiveFiles, wanted: WantedPaths, faults: Faults): ImageContents {
  const images = findImages((path) => archive.find(path)?.text);
  const parts = images.find((image) => [image.config, ...image.layers].every((path) => archive.find(path) !== undefined)) ?? images[0];
  if (parts === undefined) faults.add("The archive holds no image: neither a manifest.json nor an index.json in it names one.");
  if (images.length > 1 && parts !== undefined) faults.add(`The archive holds ${images.length} images; only the one of ${quoted(parts.config)} is read.`);
  const text = parts && archive.find(parts.config)?.text;
  const document = text === undefined ? undefined : parseJson(text);
  if (parts !== undefined && document === undefined) faults.add(`The configuration ${quoted(parts.config)} of the image is not in the archive, or is no JSON.`);
  const { config, diffIds } = readConfiguration(document);
  const layers = findLayers(archive, parts, diffIds, faults);
  const { root, wasted } = mergeLayers(layers.map(({ file }) => file?.layer?.root ?? impliedFolder(0)));
  const { files, inodes } = listFiles(root);
  return {
    id: text === undefined ? "" : `sha256:${createHash("sha256").update(text).digest("hex")}`,
    config,
    files,
    layers: layers.map((layer, index) => describeLayer(layer, wasted[index] ?? 0)),
    texts: showTexts(files, inodes, wanted.texts, faults),
    programs: showPrograms(files, inodes, { config, wanted: wanted.programs }, faults),
    faults: faults.list(),
  };
}

interface FoundLayer {
  readonly file: StoredFile | undefined;
  readonly diffId: string;
}

function findLayers(archive: ArchiveFiles, parts: ImageParts | undefined, diffIds: readonly string[], faults: Faults): readonly FoundLayer[] {
  const paths = parts?.layers ?? [];
  if (parts !== undefined && paths.length !== diffIds.length) {
    faults.add(`The manifest names ${paths.length} layers and the configuration ${diffIds.length}.`);
  }
  return paths.map((path, index) => {
    const file = archive.find(path);
    const expected = diffIds[index] ?? "";
    const name = `Layer ${index + 1} (${quoted(path)})`;
    if (file === undefined) faults.add(`${name} is not in the archive; its files are missing here.`);
    else if (file.layer === undefined && file.size > 0) faults.add(`${name} is no tar, gzip or zstd; its files are missing here.`);
    for (const fault of file?.layer?.faults ?? []) faults.add(`${name}: ${fault}.`);
    const actual = file?.layer?.diffId;
    if (actual !== undefined && actual !== expected) faults.add(`${name} is not what the configuration says: its content is ${actual}, not ${expected === "" ? "named at all" : expected}.`);
    return { file, diffId: actual ?? expected };
  });
}

function describeLayer({ file, diffId }: FoundLayer, wasted: number): ImageLayer {
  const layer = file?.layer;
  const compressedSize = layer === undefined || layer.compression === "none" ? layer?.gzipSize : file?.size;
  return { diffId, size: layer?.size ?? 0, compressedSize, wasted };
}

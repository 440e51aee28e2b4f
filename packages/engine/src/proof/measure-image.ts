import type { ImageContents } from "@bulwark/core/image";
import { sizeTree, surfaceOf, WANTED_TEXTS } from "@bulwark/core/image";
import type { MeasuredImage } from "@bulwark/core/prove";
import { known, unknown, type Fact } from "@bulwark/core/source";
import { readImageArchive, type CompressedSizes, type ContentsCache } from "@bulwark/image";
import type { Engine, ImageFacts } from "../engine.ts";

export interface Measured {
  readonly image: MeasuredImage;
  readonly contents: ImageContents;
}

/** What was measured of images before. */
export interface Remembered {
  readonly compress: CompressedSizes;
  readonly contents: ContentsCache;
}

const WANTED = { texts: WANTED_TEXTS, programs: [] };

/** Look into a built image: the engine's own figures, and what its layers hold. */
export async function measureImage(engine: Engine, reference: string, { compress, contents: cache }: Remembered, signal: AbortSignal): Promise<Measured> {
  const facts = await engine.imageFacts(reference);
  // Where an engine's id is not the digest of the configuration (containerd's store), nothing is found under it.
  let contents = await cache.read(facts.id, WANTED);
  if (contents === undefined) {
    contents = await readImageArchive(engine.saveImage(reference), { wantedTexts: WANTED.texts, wantedPrograms: WANTED.programs, compress, signal });
    await cache.write(contents, WANTED);
  }
  return { contents, image: measured(facts, contents) };
}

function measured(facts: ImageFacts, contents: ImageContents): MeasuredImage {
  return {
    id: facts.id,
    size: facts.size,
    compressedSize: compressedSize(contents),
    layers: facts.layers,
    user: facts.config.user === "" ? "root" : facts.config.user,
    surface: surfaceOf(contents),
    tree: sizeTree(contents),
    faults: contents.faults,
  };
}

function compressedSize({ layers }: ImageContents): Fact<number> {
  const missing = layers.filter((layer) => layer.compressedSize === undefined).length;
  if (missing > 0 || layers.length === 0) return unknown(`${missing} of ${layers.length} layers were not compressed`);
  const sum = layers.reduce((total, layer) => total + (layer.compressedSize ?? 0), 0);
  return known(sum, { observation: `${layers.length} layers, each as the archive holds it compressed or as gzip makes it` });
}

import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { file, symbolicLink, tar, type WrittenEntry } from "./tar-writer.ts";

/** The layouts in which engines save images. */
export const LAYOUTS = ["docker", "old docker", "podman", "oci"] as const;
export type Layout = (typeof LAYOUTS)[number];

export interface WrittenImage {
  readonly layout: Layout;
  /** Uncompressed tars, the lowest first. */
  readonly layers: readonly Buffer[];
  /** How each is stored. */
  readonly store?: (layer: Buffer, index: number) => Buffer;
  /** The `config` of the configuration. */
  readonly process?: Readonly<Record<string, unknown>>;
  /** Changes the whole configuration before it is written. */
  readonly configuration?: (configuration: Readonly<Record<string, unknown>>) => unknown;
}

export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

const hexOf = (bytes: Buffer): string => digestOf(bytes).slice("sha256:".length);

export const gzipped = (layer: Buffer): Buffer => gzipSync(layer);

/** The entries of an archive, in the order in which the engine of the layout writes them: documents behind layers. */
export function imageEntries({ layout, layers, store = (layer) => layer, process = {}, configuration = (same) => same }: WrittenImage): readonly WrittenEntry[] {
  const stored = layers.map(store);
  const document = { architecture: "amd64", os: "linux", config: process, rootfs: { type: "layers", diff_ids: layers.map(digestOf) }, history: [{ created_by: "COPY . . # test" }] };
  const config = Buffer.from(JSON.stringify(configuration(document)));
  return WRITERS[layout]({ stored, layers, config });
}

export function imageArchive(image: WrittenImage): Buffer {
  return tar(...imageEntries(image));
}

interface Parts {
  readonly stored: readonly Buffer[];
  readonly layers: readonly Buffer[];
  readonly config: Buffer;
}

const json = (name: string, value: unknown): WrittenEntry => file(name, JSON.stringify(value));
const blob = (bytes: Buffer): WrittenEntry => file(`blobs/sha256/${hexOf(bytes)}`, bytes);
const blobs = (parts: readonly Buffer[]): readonly WrittenEntry[] => [...new Map(parts.map((bytes) => [hexOf(bytes), blob(bytes)])).values()].sort((a, b) => (a.name < b.name ? -1 : 1));

function ociManifest({ stored, config }: Parts): Buffer {
  const descriptor = (bytes: Buffer): unknown => ({ mediaType: "application/octet-stream", digest: digestOf(bytes), size: bytes.length });
  return Buffer.from(JSON.stringify({ schemaVersion: 2, config: descriptor(config), layers: stored.map(descriptor) }));
}

const WRITERS: Readonly<Record<Layout, (parts: Parts) => readonly WrittenEntry[]>> = {
  docker: (parts) => [
    ...blobs([...parts.stored, parts.config, ociManifest(parts)]),
    json("index.json", { schemaVersion: 2, manifests: [{ digest: digestOf(ociManifest(parts)) }] }),
    json("manifest.json", [{ Config: `blobs/sha256/${hexOf(parts.config)}`, RepoTags: ["app:latest"], Layers: parts.stored.map((bytes) => `blobs/sha256/${hexOf(bytes)}`) }]),
    json("oci-layout", { imageLayoutVersion: "1.0.0" }),
  ],
  // The id of a layer is not the digest of its content.
  "old docker": ({ stored, config }) => [
    ...stored.flatMap((bytes, index) => {
      const id = hexOf(Buffer.from(`layer ${index}`));
      return [file(`${id}/VERSION`, "1.0"), json(`${id}/json`, { id }), file(`${id}/layer.tar`, bytes)];
    }),
    file(`${hexOf(config)}.json`, config),
    json("manifest.json", [{ Config: `${hexOf(config)}.json`, RepoTags: null, Layers: stored.map((_, index) => `${hexOf(Buffer.from(`layer ${index}`))}/layer.tar`) }]),
  ],
  podman: ({ stored, layers, config }) => [
    ...layers.map((layer, index) => file(`${hexOf(layer)}.tar`, stored[index])),
    ...layers.map((layer, index) => symbolicLink(`${index}/layer.tar`, `../${hexOf(layer)}.tar`)),
    file(`${hexOf(config)}.json`, config),
    json("manifest.json", [{ Config: `${hexOf(config)}.json`, RepoTags: ["localhost/app:latest"], Layers: layers.map((_, index) => `${index}/layer.tar`) }]),
  ],
  oci: (parts) => [
    ...blobs([...parts.stored, parts.config, ociManifest(parts)]),
    json("index.json", { schemaVersion: 2, manifests: [{ digest: `sha256:${"0".repeat(64)}`, platform: { os: "unknown", architecture: "unknown" } }, { digest: digestOf(ociManifest(parts)) }] }),
    json("oci-layout", { imageLayoutVersion: "1.0.0" }),
  ],
};

import { itemsAt, parseJson, textAt, textsAt } from "../json/value.ts";

/** Where an archive holds the parts of one image: paths in it, absolute. */
export interface ImageParts {
  readonly config: string;
  readonly layers: readonly string[];
}

/** The text of a document of the archive by its path, links followed. */
export type FindText = (path: string) => string | undefined;

/** Manifests that an index may name, nested ones included. */
const MOST_MANIFESTS = 1000;

/**
 * The images that an archive holds: by `manifest.json` (`docker save`, Podman's docker-archive), else by the `index.json` of an OCI
 * layout. Attestations are none. Source: Docker image spec v1.2, "Combined image JSON + filesystem changeset format"; OCI image-layout.md.
 */
export function findImages(find: FindText): readonly ImageParts[] {
  const docker = find("/manifest.json");
  const images = docker === undefined ? [] : dockerImages(parseJson(docker));
  return images.length > 0 ? images : ociImages(find);
}

function dockerImages(document: unknown): readonly ImageParts[] {
  return (Array.isArray(document) ? document : []).flatMap((image: unknown) => {
    const config = textAt(image, "Config");
    return config === undefined ? [] : [{ config: rooted(config), layers: textsAt(image, "Layers").map(rooted) }];
  });
}

function ociImages(find: FindText): readonly ImageParts[] {
  const images: ImageParts[] = [];
  const waiting = [find("/index.json")];
  for (let looked = 0; waiting.length > 0 && looked < MOST_MANIFESTS; looked++) {
    const text = waiting.shift();
    const document = text === undefined ? undefined : parseJson(text);
    const config = textAt(document, "config", "digest");
    if (config !== undefined) images.push({ config: blobPath(config), layers: itemsAt(document, "layers").map((layer) => blobPath(textAt(layer, "digest") ?? "")) });
    for (const descriptor of itemsAt(document, "manifests").filter(isImage)) waiting.push(find(blobPath(textAt(descriptor, "digest") ?? "")));
  }
  return images;
}

/** BuildKit keeps attestations beside images, under a platform that does not exist. */
function isImage(descriptor: unknown): boolean {
  return textAt(descriptor, "platform", "os") !== "unknown" && textAt(descriptor, "annotations", "vnd.docker.reference.type") === undefined;
}

function blobPath(digest: string): string {
  return `/blobs/${digest.replace(":", "/")}`;
}

function rooted(path: string): string {
  return path.startsWith("/") ? path : `/${path}`;
}

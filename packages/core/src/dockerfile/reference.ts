/**
 * An image reference as `FROM` and `COPY --from` name it. Source: distribution/reference (grammar and familiar names).
 */
export interface ImageReference {
  /** As written. */
  readonly text: string;
  /** `docker.io` when none is written. */
  readonly registry: string;
  /** `library/golang`, `distroless/static-debian13`. */
  readonly repository: string;
  readonly tag: string | undefined;
  /** `sha256:…`. */
  readonly digest: string | undefined;
}

const DOCKER_HUB = "docker.io";

/** The parts of a reference, or undefined when it is not one (an unexpanded variable, an empty name, capitals in the repository). */
export function parseImageReference(text: string): ImageReference | undefined {
  const at = text.indexOf("@");
  const digest = at === -1 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !isDigest(digest)) return undefined;
  const named = at === -1 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(":");
  const hasTag = colon > named.lastIndexOf("/");
  const tag = hasTag ? named.slice(colon + 1) : undefined;
  if (tag !== undefined && !isTag(tag)) return undefined;
  const name = hasTag ? named.slice(0, colon) : named;
  const slash = name.indexOf("/");
  const first = slash === -1 ? "" : name.slice(0, slash);
  const hasRegistry = first.includes(".") || first.includes(":") || first === "localhost";
  const registry = hasRegistry ? first : DOCKER_HUB;
  const rest = hasRegistry ? name.slice(slash + 1) : name;
  if (!isRepository(rest)) return undefined;
  const isHub = registry === DOCKER_HUB || registry === "index.docker.io" || registry === "registry-1.docker.io";
  const repository = isHub && !rest.includes("/") ? `library/${rest}` : rest;
  return { text, registry: isHub ? DOCKER_HUB : registry, repository, tag, digest };
}

/** The shortest name that means the same: `golang`, `grafana/grafana`, `gcr.io/distroless/static-debian13`. */
export function familiarName(reference: ImageReference): string {
  if (reference.registry !== DOCKER_HUB) return `${reference.registry}/${reference.repository}`;
  return reference.repository.startsWith("library/") ? reference.repository.slice("library/".length) : reference.repository;
}

function isDigest(text: string): boolean {
  const colon = text.indexOf(":");
  const algorithm = text.slice(0, colon);
  const hex = text.slice(colon + 1);
  const length = algorithm === "sha256" ? 64 : algorithm === "sha512" ? 128 : -1;
  return hex.length === length && [...hex].every((character) => "0123456789abcdef".includes(character));
}

function isTag(text: string): boolean {
  return text.length <= 128 && /^\w[\w.-]*$/.test(text);
}

function isRepository(text: string): boolean {
  return text !== "" && text.length <= 255 && text.split("/").every((part) => /^[a-z0-9][a-z0-9._-]*$/.test(part));
}

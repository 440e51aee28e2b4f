import { isAtLeast, readVersion, type Version } from "./version.ts";

/** What builds images behind an engine's command. */
export interface Builder {
  readonly kind: "buildkit" | "classic" | "buildah";
  /** Undefined where it does not say it: BuildKit as distributions package it. */
  readonly version: Version | undefined;
  /** `buildkit v0.12.5`. */
  readonly label: string;
  /** `docker build` hands on to buildx, which may build outside of the engine: then the image is to be loaded. */
  readonly loads: boolean;
  /** Variables without which this builder would not be used, or would add to the image. */
  readonly environment: Readonly<Record<string, string>>;
}

/** buildx would attach an attestation, which the containerd image store counts as a part of the image: its id and size would not be the plain ones. */
const PLAIN_IMAGE = { BUILDX_NO_DEFAULT_ATTESTATIONS: "1", BUILDX_NO_DEFAULT_OCI_ARTIFACT: "1" };

/** The first `docker` that hands on to buildx by itself (docker/cli, release notes of 23.0). */
const BUILDX_BY_DEFAULT: Version = { major: 23, minor: 0 };
/** The first engine and command with BuildKit built in (docker/cli, release notes of 18.09). */
const BUILDKIT_INSIDE: Version = { major: 18, minor: 9 };

export interface DockerParts {
  /** Version of the command. */
  readonly client: string | undefined;
  /** Version of the engine. */
  readonly server: string | undefined;
  readonly buildx: boolean;
  /** `BuildKit version` as `docker buildx inspect` says it. */
  readonly buildkit: string | undefined;
  /** The user's DOCKER_BUILDKIT. */
  readonly wanted: string | undefined;
}

/** Which builder `docker build` uses: BuildKit through buildx, BuildKit through the command itself (before 23.0), or the classic one. */
export function dockerBuilder(parts: DockerParts): Builder {
  const client = readVersion(parts.client);
  const server = readVersion(parts.server);
  const classic: Builder = { kind: "classic", version: server, label: `the classic builder of docker ${parts.server ?? ""}`.trimEnd(), loads: false, environment: {} };
  if (parts.wanted !== undefined && isFalse(parts.wanted)) return classic;
  const modern = client === undefined || isAtLeast(client, BUILDX_BY_DEFAULT);
  if (parts.buildx && modern) return { kind: "buildkit", ...buildkit(parts), loads: true, environment: PLAIN_IMAGE };
  const inside = client !== undefined && isAtLeast(client, BUILDKIT_INSIDE) && server !== undefined && isAtLeast(server, BUILDKIT_INSIDE);
  if (!modern && inside) return { kind: "buildkit", ...buildkit(parts), loads: false, environment: { DOCKER_BUILDKIT: "1" } };
  return classic;
}

/** Before 23.0 the engine's BuildKit says the engine's version, and was BuildKit 0.8 at most (moby/moby, vendor.conf of 20.10 and 22.06). */
function buildkit(parts: DockerParts): Pick<Builder, "version" | "label"> {
  const said = readVersion(parts.buildkit);
  if (said !== undefined && said.major < 17) return { version: said, label: `buildkit ${parts.buildkit ?? ""}` };
  const server = readVersion(parts.server);
  const old = server !== undefined && !isAtLeast(server, BUILDX_BY_DEFAULT);
  return { version: old ? { major: 0, minor: 8 } : undefined, label: `buildkit of docker ${parts.server ?? ""}`.trimEnd() };
}

function isFalse(value: string): boolean {
  return ["0", "f", "false"].includes(value.toLowerCase());
}

export function podmanBuilder(buildah: string | undefined): Builder {
  return { kind: "buildah", version: readVersion(buildah), label: `buildah ${buildah ?? "of unknown version"}`, loads: false, environment: {} };
}

export function nerdctlBuilder(buildctl: string | undefined): Builder {
  // Only the command's version is known; the daemon that builds may be another, so that nothing is refused on its account.
  return { kind: "buildkit", version: undefined, label: `buildkit ${buildctl ?? "of unknown version"}`, loads: false, environment: PLAIN_IMAGE };
}

import type { BuilderFeature } from "@bulwark/core/dockerfile";
import { EngineError } from "../engine.ts";
import type { Builder } from "./builder.ts";
import { isAtLeast, type Version } from "./version.ts";

interface Feature {
  /** As people write it. */
  readonly name: string;
  /** The BuildKit whose own frontend knows it: the one that was released with `docker/dockerfile:1.N`. */
  readonly buildkit: Version;
  readonly frontend: string;
  readonly buildah: Version;
}

const MOUNTS = { buildkit: { major: 0, minor: 8 }, frontend: "1.2" };

/** Sources: release notes of the Dockerfile frontend (docker/docs), of BuildKit (moby/buildkit), and buildah's CHANGELOG. */
const FEATURES: Readonly<Record<BuilderFeature, Feature>> = {
  heredoc: { name: "heredocs (`<<EOF`)", buildkit: { major: 0, minor: 10 }, frontend: "1.4", buildah: { major: 1, minor: 33 } },
  "copy-link": { name: "`COPY --link`", buildkit: { major: 0, minor: 10 }, frontend: "1.4", buildah: { major: 1, minor: 41 } },
  "secret-env": { name: "`RUN --mount=type=secret,env=`", buildkit: { major: 0, minor: 16 }, frontend: "1.10", buildah: { major: 1, minor: 44 } },
  "mount-cache": { name: "`RUN --mount=type=cache`", ...MOUNTS, buildah: { major: 1, minor: 24 } },
  "mount-secret": { name: "`RUN --mount=type=secret`", ...MOUNTS, buildah: { major: 1, minor: 24 } },
  "mount-bind": { name: "`RUN --mount=type=bind`", ...MOUNTS, buildah: { major: 1, minor: 24 } },
  "copy-parents": { name: "`COPY --parents`", buildkit: { major: 0, minor: 26 }, frontend: "1.20", buildah: { major: 1, minor: 40 } },
};

/**
 * What a Dockerfile wants and its builder is known not to do. BuildKit fetches another frontend where the file has a `# syntax` line, so
 * that its own version says nothing then; a version that is not known says nothing either.
 */
export function lackingFeatures(builder: Builder, features: readonly BuilderFeature[], hasSyntaxLine: boolean): readonly BuilderFeature[] {
  if (builder.kind === "classic") return features;
  const { version } = builder;
  if (version === undefined || (builder.kind === "buildkit" && hasSyntaxLine)) return [];
  return features.filter((feature) => !isAtLeast(version, FEATURES[feature][builder.kind === "buildah" ? "buildah" : "buildkit"]));
}

/** `# syntax=…`, which stands before everything but other such lines and blanks (BuildKit, frontend/dockerfile/parser/directives.go). */
export function hasSyntaxLine(text: string): boolean {
  for (const line of text.replace(/^\uFEFF/, "").split("\n")) {
    const words = line.trim();
    if (words === "" || words.startsWith("#!")) continue;
    if (!words.startsWith("#")) return false;
    const directive = words.slice(1);
    const equals = directive.indexOf("=");
    if (equals === -1) return false;
    if (directive.slice(0, equals).trim().toLowerCase() === "syntax") return true;
  }
  return false;
}

/** The error for features that the builder lacks, with what to install. `said`: the builder's own words, where it was asked. */
export function unsupported(builder: Builder, features: readonly BuilderFeature[], said: string | undefined): EngineError {
  const names = features.map((feature) => FEATURES[feature].name);
  const what = names.length === 0 ? "what this Dockerfile asks for" : names.join(", ");
  const message = `${builder.label} cannot do ${what}${said === undefined ? "" : `: ${said}`}`;
  return new EngineError("unsupported", message, remedy(builder, features));
}

function remedy(builder: Builder, features: readonly BuilderFeature[]): string {
  const needed = features.map((feature) => FEATURES[feature]);
  if (builder.kind === "classic") {
    return "Build with BuildKit: install the buildx plugin (the package docker-buildx-plugin, or docker-buildx) and do not set DOCKER_BUILDKIT=0.";
  }
  if (builder.kind === "buildah") {
    const least = latest(needed.map(({ buildah }) => buildah));
    return least === undefined ? "Upgrade Podman, or use docker with BuildKit." : `Use a Podman with buildah ${least.major}.${least.minor} or later (\`podman info\` says which it has), or docker with BuildKit.`;
  }
  const least = latest(needed.map(({ buildkit }) => buildkit));
  const version = least === undefined ? "a current BuildKit" : `BuildKit ${least.major}.${least.minor} or later`;
  return `Upgrade the engine to one with ${version}, or begin the Dockerfile with \`# syntax=docker/dockerfile:1\`, so that BuildKit fetches a current frontend.`;
}

function latest(versions: readonly Version[]): Version | undefined {
  return versions.reduce<Version | undefined>((least, version) => (least !== undefined && isAtLeast(least, version) ? least : version), undefined);
}

import { fileNameOf } from "../../context/path.ts";
import type { Stage } from "../../dockerfile/model.ts";
import type { Distribution } from "../../knowledge/image.ts";
import { compareVersions } from "../../knowledge/version.ts";
import type { Chain } from "../../posture/chain.ts";
import { copiesOf, type Copied } from "../../posture/copied-files.ts";
import type { DockerfileSubject } from "../subject.ts";
import { stageChain } from "../stage-chain.ts";

/** The C library that programs of a stage find. */
export interface CLibrary {
  readonly kind: "glibc" | "musl" | "none";
  /** The stage's base as people call it. */
  readonly of: string;
  /** glibc's version, where the distribution's release is known. */
  readonly version: string | undefined;
}

/** Each release with its glibc. Source: the distributions' package indexes (packages.debian.org, packages.ubuntu.com). */
const GLIBC_BY_DEBIAN: ReadonlyMap<string, string> = new Map([["9", "2.24"], ["10", "2.28"], ["11", "2.31"], ["12", "2.36"], ["13", "2.41"]]);
const GLIBC_BY_UBUNTU: ReadonlyMap<string, string> = new Map([["16.04", "2.23"], ["18.04", "2.27"], ["20.04", "2.31"], ["22.04", "2.35"], ["24.04", "2.39"]]);

/** Packages that bring the loader of the other library. */
const FOREIGN_LOADERS = new Set(["gcompat", "libc6-compat", "glibc", "musl", "musl-tools"]);

/** Undefined when it is not known: an image that nobody described, or one that gets a second library by a package or a COPY. */
export function cLibraryOf(subject: DockerfileSubject, stage: Stage): CLibrary | undefined {
  const root = stageChain(subject, stage);
  if (root === undefined || bringsAnother(subject, root)) return undefined;
  if (root.base.kind === "scratch") return { kind: "none", of: "scratch", version: undefined };
  const { image } = root;
  if (image?.libc === undefined || image.role === "windows") return undefined;
  const { distribution } = image;
  const release = distribution === undefined ? undefined : (distribution.codename ?? distribution.version);
  return { kind: image.libc, of: release === undefined ? image.name : `${image.name} (${distribution?.id} ${release})`, version: glibcOf(distribution) };
}

/** Whether programs that were linked against one glibc may ask another for what it does not have yet. */
export function isNewerGlibc(built: CLibrary, runs: CLibrary): boolean {
  return built.version !== undefined && runs.version !== undefined && compareVersions(built.version, runs.version) > 0;
}

function glibcOf(distribution: Distribution | undefined): string | undefined {
  if (distribution?.version === undefined) return undefined;
  if (distribution.id === "debian" || distribution.id === "distroless") return GLIBC_BY_DEBIAN.get(distribution.version);
  return distribution.id === "ubuntu" ? GLIBC_BY_UBUNTU.get(distribution.version) : undefined;
}

function bringsAnother(subject: DockerfileSubject, chain: Chain): boolean {
  const installs = chain.stages.flatMap((stage) => subject.packageCalls(stage)).some((call) => call.action === "install" && call.packages.some(({ name }) => FOREIGN_LOADERS.has(name)));
  return installs || copiesOf(chain).some(holdsLibraries);
}

const LIBRARY_FOLDERS = ["/lib", "/lib64", "/usr/lib", "/usr/lib64"];

/** A COPY into a folder of libraries, or of a whole tree over the root. */
function holdsLibraries({ destination, sources }: Copied): boolean {
  if (destination === undefined) return true;
  if (destination !== "/") return LIBRARY_FOLDERS.some((folder) => destination === folder || destination.startsWith(`${folder}/`));
  return sources.some(({ path }) => path === undefined || path.endsWith("/") || path.includes("*") || path === "." || path.includes("rootfs") || fileNameOf(path).startsWith("lib"));
}

import type { Stage } from "../../../../dockerfile/model.ts";
import { linkerWords, linksStatically } from "../../../../facts/build/go-flags.ts";
import { type Setting, settingFor } from "../../../../facts/build/settings.ts";
import { findImage } from "../../../../knowledge/find-image.ts";
import type { Word } from "../../../../shell/command.ts";
import { flagOf, type GoCommand } from "../../../../shell/index.ts";
import { type Evidence, type Fact, known, unknown } from "../../../../source/fact.ts";
import type { Range } from "../../../../source/text.ts";
import type { HardenInput } from "../../../plan.ts";
import { evidenceAt } from "../../../stage/line.ts";
import { sourceNeedsCgo } from "../module/cgo.ts";
import type { GoProgram } from "../module/packages.ts";
import type { GoBuild } from "./go-build.ts";

/** How cgo stands in one build. */
export interface CgoUse {
  /** Whether the program needs it. */
  readonly needed: Fact<boolean>;
  /** What the build sets CGO_ENABLED to; undefined when nothing sets it. */
  readonly setting: Setting | undefined;
}

/** Flags with which the go command links by the C toolchain, or not at all without it. Source: `go help build`, `go help buildmode`. */
const CGO_FLAGS = new Set(["-race", "-msan", "-asan", "-linkshared"]);
const CGO_BUILD_MODES = new Set(["plugin", "c-shared", "c-archive", "shared"]);
/** Build tags that stand for a C library. Source: the modules' documentation. */
const CGO_TAGS = new Set(["netcgo", "libsqlite3", "sqlite_omit_load_extension", "dynamic", "librdkafka", "musl", "static_all", "static_build", "pkcs11", "libpcap", "pam", "rocksdb", "cleveldb", "gpgme", "seccomp", "apparmor", "btrfs"]);
const CGO_VARIABLES = ["CGO_CFLAGS", "CGO_CXXFLAGS", "CGO_LDFLAGS", "CGO_CPPFLAGS"];

export function cgoUse(input: HardenInput, build: GoBuild, program: GoProgram | undefined): CgoUse {
  const setting = settingFor(build.stage, build.script, build.go.command, "CGO_ENABLED");
  const asked = buildEvidence(input, build, setting);
  if (asked.length > 0) return { setting, needed: known(true, ...asked) };
  if (program === undefined) return { setting, needed: unknown("the source of the program is not in the build context") };
  return { setting, needed: sourceNeedsCgo(program, input.context, build.tags) };
}

/** What the build command itself says for cgo. */
function buildEvidence(input: HardenInput, build: GoBuild, setting: Setting | undefined): readonly Evidence[] {
  const found: Evidence[] = [];
  const add = (range: Range | undefined, observation: string): void => {
    found.push(evidenceAt(input, range ?? build.go.command.range, observation));
  };
  if (setting?.value === "1") add(setting.range, `sets CGO_ENABLED=1 ${setting.place}`);
  for (const sign of cgoSigns(build.go, linkerWords(build.stage, build.script, build.go))) add(sign.word.range, sign.observation);
  for (const name of CGO_VARIABLES) {
    const value = settingFor(build.stage, build.script, build.go.command, name);
    if (value !== undefined && value.value !== "") add(value.range, `sets ${name}`);
  }
  return found;
}

/** Flags of a go command that ask for the C toolchain. `linker` are the words of its `-ldflags`. */
export function cgoSigns(go: GoCommand, linker: readonly string[]): readonly { readonly word: Word; readonly observation: string }[] {
  const found = go.flags.filter((flag) => CGO_FLAGS.has(flag.name) && flag.value !== "false").map((flag) => ({ word: flag.word, observation: `builds with ${flag.name}` }));
  const mode = flagOf(go, "-buildmode");
  if (mode?.value !== undefined && CGO_BUILD_MODES.has(mode.value)) found.push({ word: mode.word, observation: `builds with -buildmode=${mode.value}` });
  const flags = flagOf(go, "-ldflags");
  if (flags !== undefined && linksExternally(linker)) found.push({ word: flags.word, observation: "links with the C linker (-linkmode external)" });
  const tags = flagOf(go, "-tags");
  const telling = (tags?.value ?? "").split(/[ ,]/).filter((tag) => CGO_TAGS.has(tag) || tag.startsWith("sqlite_"));
  if (tags !== undefined && telling.length > 0) found.push({ word: tags.word, observation: `builds with the tag ${telling.join(", ")}, which belongs to a C library` });
  return found;
}

function linksExternally(linker: readonly string[]): boolean {
  return linker.some((word, index) => word.endsWith("-linkmode") && linker[index + 1]?.startsWith("external") === true);
}

/** The C library of the image that a stage is made from, by what is known of it. */
export function stageLibc(stage: Stage): { readonly libc: "glibc" | "musl"; readonly reference: string } | undefined {
  let root: Stage = stage;
  while (root.base.kind === "stage") root = root.base.stage;
  if (root.base.kind !== "image") return undefined;
  const libc = findImage(root.base.reference)?.libc;
  return libc === "glibc" || libc === "musl" ? { libc, reference: root.base.reference.text } : undefined;
}

/**
 * The C library that the built program needs when it runs. Without CGO_ENABLED the go command uses cgo where it finds a C compiler
 * (Go 1.20 release notes), so a build that is left as it is may be dynamic.
 */
export function builtLibc(input: HardenInput, build: GoBuild, use: CgoUse, canSwitchOff: boolean): Fact<"none" | "glibc" | "musl"> {
  const { needed, setting } = use;
  if (setting?.value === "0") return known("none", evidenceAt(input, setting.range ?? build.go.command.range, `sets CGO_ENABLED=0 ${setting.place}`));
  if (setting !== undefined && setting.value === undefined) return unknown(`CGO_ENABLED is set ${setting.place} to something that is not certain`);
  if (linksStatically(linkerWords(build.stage, build.script, build.go))) return known("none", evidenceAt(input, flagOf(build.go, "-ldflags")?.word.range ?? build.go.command.range, "links statically (-extldflags -static)"));
  if (needed.known && !needed.value && canSwitchOff) return known("none", ...needed.evidence);
  const libc = stageLibc(build.stage);
  if (libc === undefined) return unknown("the image that it is built in is not known, so neither is its C library");
  const evidence: Evidence = evidenceAt(input, build.stage.from.range, `builds on ${libc.reference}, which has ${libc.libc}`);
  return known(libc.libc, ...(needed.known && needed.value ? needed.evidence : []), evidence);
}

import { existsSync, lstatSync } from "node:fs";
import { join, relative } from "node:path";
import { buildLine, composeFile, kubernetesFile, runLine } from "@bulwark/core/deploy";
import { contextSources, parseDockerfile } from "@bulwark/core/dockerfile";
import { isIntact, isSealed, seal, type Plan, type Variant } from "@bulwark/core/harden";
import { judgeDockerfile, type Judgement } from "@bulwark/core/judge";
import { buildContext, narrowIgnore, type BuildContext, type FileTree, type NarrowedIgnore } from "@bulwark/core/context";
import { SUPPORT_SOURCE } from "@bulwark/core/knowledge";
import { hardeningGuide, type GuideVariant } from "@bulwark/core/report/guide";
import { stillHolds, type Measured } from "@bulwark/core/prove";
import type { HardenReport } from "@bulwark/core/report";
import { shellPath } from "@bulwark/core/shell";
import { dockerfileSubject } from "@bulwark/core/facts";
import { RULES } from "@bulwark/core/rules";
import { SourceText } from "@bulwark/core/source";
import { findDockerfiles } from "../files/find-dockerfiles.ts";
import { fromHere, realFolder, withSlashes } from "../files/folders.ts";
import { LARGEST_DOCKERFILE, readText } from "../files/read-text.ts";
import { readStatementFile } from "../files/statement-file.ts";
import { sha256, type PlannedText } from "../files/write-files.ts";
import type { Chosen } from "./choose.ts";
import { markBlock, splitBlock, withText } from "./ignore-block.ts";

export interface Output extends PlannedText {
  readonly what: string;
  /** Whether what stands there may be overwritten without --force. */
  readonly mayReplace: (current: string) => boolean;
}

interface Where {
  readonly inPlace: boolean;
  readonly folder: string | undefined;
  /** The proof that was just made of this plan; undefined: an earlier one, where its statement still holds. */
  readonly measured?: Measured;
}

type Outputs = Pick<HardenReport, "variants" | "ignored" | "keptVisible" | "next"> & { readonly files: readonly Output[] };

/** Everything that a plan writes, as texts; nothing is written here. */
export function outputs(chosen: Chosen, plan: Plan, original: Judgement, where: Where): Outputs {
  const folder = where.folder ?? chosen.folder;
  const place = (name: string): string => (folder === "." ? name : join(folder, name));
  const chosenVariants = where.inPlace ? plan.variants.slice(0, 1) : plan.variants;
  const ignore = narrowed(chosen);
  const context = withIgnoreFile(chosen.input.context, ignore);
  const named = chosenVariants.map((variant) => nameVariant(chosen, plan, variant, { count: chosenVariants.length, context, where }));
  const [first] = named;
  if (first === undefined) return { files: [], variants: [], ignored: [], keptVisible: [], next: [] };
  const contextFolder = join(chosen.project.root, chosen.input.contextFolder.folder);
  const contextPath = withSlashes(relative(realFolder(folder), contextFolder)) || ".";
  const build = { image: first.image, context: contextPath, dockerfile: withSlashes(relative(contextFolder, join(realFolder(folder), first.path))), target: first.variant.target, secrets: plan.buildSecrets };
  const names = companionNames(companionPrefix(chosen));
  const run = runLine(plan.profile, first.image);
  const compose = composeFile(plan.profile, build);
  const kubernetes = kubernetesFile(plan.profile, first.image);
  const changed = named.filter(({ variant }) => variant.text !== chosen.input.subject.source.text);
  const dockerfiles = changed.map((item) => dockerfileOutput(chosen, item, where, place));
  const measured = where.measured ?? earlierProof(place(names.proof), chosen, changed.map(({ variant }, index) => ({ base: variant.base, text: dockerfiles[index]?.text ?? "" })));
  const guide = hardeningGuide({ plan, original, variants: named, composePath: names.compose, kubernetesPath: names.kubernetes, context: contextPath, runLine: run, compose, kubernetes, knowledgeDate: SUPPORT_SOURCE.asOf, ...(measured === undefined ? {} : { measured }) });
  const sealed = (name: string, text: string, what: string, style: "hash" | "html"): Output => ({ path: place(name), text: seal(text, chosen.name, style, sha256), what, mayReplace: isReplaceable });
  const files = [
    ...dockerfiles,
    ...ignoreOutputs(chosen, ignore, changed.map((item) => item.path), place, where),
    sealed(names.compose, compose, "the Compose service", "hash"),
    sealed(names.kubernetes, kubernetes, "the Kubernetes workload", "hash"),
    sealed(names.guide, guide, "the security guide of this project", "html"),
  ];
  // A Dockerfile that was changed in place is its own original now: what tells of the change stays as it was written.
  const isDone = where.inPlace && changed.length === 0;
  return {
    files: isDone ? files.filter((file) => !existsSync(file.path)) : files,
    variants: named.map(({ variant, path, judgement }) => ({ base: variant.base, path: place(path), judgement })),
    ignored: ignore?.added ?? [],
    keptVisible: ignore?.refused ?? [],
    next: nextSteps(chosen, plan, first, { place, where }),
  };
}

/** What an earlier proof measured, where the Dockerfiles are still those that it proved. */
function earlierProof(path: string, chosen: Chosen, variants: readonly { readonly base: string; readonly text: string }[]): Measured | undefined {
  const read = existsSync(path) ? readStatementFile(path) : undefined;
  if (read === undefined || "fault" in read) return undefined;
  const digests = new Map([["original", sha256(chosen.input.subject.source.text)], ...variants.map(({ base, text }): [string, string] => [base, sha256(text)])]);
  return stillHolds(read.statement.predicate, digests) ? read.statement.predicate : undefined;
}

/** Build it, with the secrets that the build now mounts, judge it, and prove it; what was changed in place has no original to be compared with. */
function nextSteps(chosen: Chosen, plan: Plan, { image, path, variant }: GuideVariant, { place, where }: { readonly place: (name: string) => string; readonly where: Where }): readonly string[] {
  const context = fromHere(join(chosen.project.root, chosen.input.contextFolder.folder));
  const target = variant.target === undefined ? "" : `--target ${variant.target} `;
  const named = chosen.lens.context === undefined ? "" : `--context ${shellPath(chosen.lens.context)} `;
  return [
    buildLine({ image, dockerfile: place(path), context, secrets: plan.buildSecrets, target: variant.target }),
    `bulwark check ${target}${shellPath(place(path))}`,
    ...(where.inPlace ? [] : [`bulwark prove ${named}${target}${shellPath(chosen.shown)}`]),
  ];
}

/** The context as it will be when the ignore file is written: the hardened Dockerfiles are judged with it. */
function withIgnoreFile(context: BuildContext, ignore: NarrowedIgnore | undefined): BuildContext {
  return ignore === undefined ? context : buildContext(withText(context.tree, ignore.path, ignore.text), context.dockerfilePath);
}

function nameVariant(chosen: Chosen, plan: Plan, variant: Variant, { count, context, where }: { readonly count: number; readonly context: BuildContext; readonly where: Where }): GuideVariant {
  const isUnchanged = variant.text === chosen.input.subject.source.text;
  const path = where.inPlace || isUnchanged ? chosen.name : variantName(chosen.name, variant.base);
  const subject = dockerfileSubject({ syntax: parseDockerfile(new SourceText(path, variant.text)), context, today: chosen.lens.today, ...(variant.target === undefined ? {} : { target: variant.target }) });
  return {
    variant,
    path,
    image: `${plan.profile.name}:${count > 1 ? variant.base : "hardened"}`,
    judgement: judgeDockerfile(subject, { rules: RULES, ignores: [] }),
  };
}

/** `Dockerfile.distroless`; for `ledger.Dockerfile`, `ledger.distroless.Dockerfile`. */
function variantName(name: string, base: string): string {
  for (const ending of [".Dockerfile", ".dockerfile", ".Containerfile"]) if (name.endsWith(ending)) return `${name.slice(0, -ending.length)}.${base}${ending}`;
  return `${name}.${base}`;
}

/** Where a folder has several Dockerfiles, what belongs to one of them carries its name. */
export function companionPrefix(chosen: Chosen): string {
  const isPlain = chosen.name === "Dockerfile" || chosen.name === "Containerfile" || !chosen.isOneOfSeveral;
  return isPlain ? "" : `${chosen.name.replace(/\.(Dockerfile|dockerfile|Containerfile)$/, "").replace(/^(Dockerfile|Containerfile)\./, "")}.`;
}

export function companionNames(prefix: string): { readonly compose: string; readonly kubernetes: string; readonly guide: string; readonly proof: string } {
  return { compose: `${prefix}compose.hardened.yaml`, kubernetes: `${prefix}kubernetes.hardened.yaml`, guide: `${prefix}HARDENING.md`, proof: `${prefix}HARDENING.intoto.json` };
}

function dockerfileOutput(chosen: Chosen, { variant, path }: GuideVariant, where: Where, place: (name: string) => string): Output {
  const what = variant.reference === undefined ? "the Dockerfile, hardened on its own base" : `the Dockerfile on ${variant.reference}`;
  const { text } = chosen.input.subject.source;
  if (where.inPlace) return { path: place(path), text: variant.text, what, mayReplace: (current) => current === text };
  return { path: place(path), text: seal(variant.text, chosen.name, "hash", sha256), what, mayReplace: isReplaceable };
}

/** A file of ours that nobody edited since. */
function isReplaceable(current: string): boolean {
  return isIntact(current, sha256) === true;
}

/** The context's ignore file, narrowed for every Dockerfile that is built in it; one that is a link or was edited is left alone. */
function narrowed(chosen: Chosen): NarrowedIgnore | undefined {
  const { context, contextFolder } = chosen.input;
  const path = context.ignoreFile?.path ?? ".dockerignore";
  if (chosen.ignoreEdited || isLink(join(chosen.project.root, contextFolder.folder, path))) return undefined;
  const narrowed = narrowIgnore({ tree: withoutOurs(context.tree), dockerfiles: builtHere(chosen), path });
  return narrowed && { ...narrowed, text: markBlock(narrowed.text, context.ignoreFile?.text ?? "") };
}

/** The tree as it was before an earlier run wrote into it, so that every run finds the same to keep out. */
function withoutOurs(tree: FileTree): FileTree {
  const { proof, ...sealed } = companionNames("");
  const ours = [...Object.values(sealed).filter((path) => isSealed(tree.read(path) ?? "")), ...(tree.has(proof) ? [proof] : [])];
  return ours.reduce((rest, path) => withText(rest, path, undefined), tree);
}

/** Every Dockerfile that is built in the same context, with what it takes from there. */
function builtHere({ input: { contextFolder }, project, path, lens }: Chosen): readonly { readonly path: string | undefined; readonly sources: readonly string[] }[] {
  const prefix = contextFolder.folder === "." ? "" : `${contextFolder.folder}/`;
  return findDockerfiles(project.root).paths.flatMap((other) => {
    const read = readText(join(project.root, other), LARGEST_DOCKERFILE, project.root);
    if ("fault" in read || isSealed(read.text)) return [];
    const { model } = dockerfileSubject({ syntax: parseDockerfile(new SourceText(other, read.text)), context: undefined, today: lens.today });
    const isHere = other === path || project.contextOf(model.syntax, other, { ...lens, context: undefined }).folder === contextFolder.folder;
    return isHere ? [{ path: other.startsWith(prefix) ? other.slice(prefix.length) : undefined, sources: contextSources(model) }] : [];
  });
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** An ignore file that belongs to one Dockerfile alone must stand beside each of its hardened ones too. */
function ignoreOutputs(chosen: Chosen, ignore: NarrowedIgnore | undefined, variants: readonly string[], place: (name: string) => string, where: Where): readonly Output[] {
  const current = chosen.input.context.ignoreFile;
  const what = "what is not sent to the builder";
  const own = `${chosen.name}.dockerignore`;
  if (current !== undefined && current.path.endsWith(own) && !where.inPlace) {
    const text = seal(ignore?.text ?? current.text, own, "hash", sha256);
    return variants.map((path) => ({ path: place(`${path}.dockerignore`), text, what, mayReplace: isReplaceable }));
  }
  if (ignore === undefined) return [];
  const folder = where.folder ?? fromHere(join(chosen.project.root, chosen.input.contextFolder.folder));
  const mayReplace = (text: string): boolean => splitBlock(text).own === (current?.text ?? "");
  return [{ path: join(folder, ignore.path), text: ignore.text, what, mayReplace }];
}

import { formatEvidence } from "../source/fact.ts";
import { SourceText } from "../source/text.ts";
import { buildContext } from "./build-context.ts";
import type { FileTree } from "./file-tree.ts";
import { readIgnoreFile } from "./ignore-file.ts";
import { IGNORE_SUGGESTIONS, type IgnoreSuggestion } from "./ignore-suggestions.ts";
import { searchMentions, type MentionScope, type MentionSearch } from "./mentions.ts";
import { neededSource, type NeededSource } from "./needed-source.ts";
import { fileNameOf, folderOf } from "./path.ts";

/** A Dockerfile that is built from the context, and what its COPY, ADD and bind mounts take from there. */
export interface ContextDockerfile {
  /** In the context; undefined when it stands elsewhere. */
  readonly path: string | undefined;
  /** Paths and globs as written, known variables expanded; a bind mount without `source=` takes `.`. Not URLs, heredocs or `--from`. */
  readonly sources: readonly string[];
}

export interface NarrowRequest {
  /** The context folder. */
  readonly tree: FileTree;
  /** Every Dockerfile of the context. */
  readonly dockerfiles: readonly ContextDockerfile[];
  /** Paths and globs that programs embed at build time, relative to the context. */
  readonly embedded?: readonly string[];
  /** The ignore file to write: `.dockerignore` unless said otherwise; only Dockerfiles that are governed by it are asked. */
  readonly path?: string;
}

export interface NarrowedIgnore {
  readonly path: string;
  /** The whole new text; what stood there stands there byte for byte. */
  readonly text: string;
  readonly added: readonly IgnoreDecision[];
  /** Patterns that would match files of the context, or are nearly always there, and were left out. */
  readonly refused: readonly IgnoreDecision[];
}

export interface IgnoreDecision {
  readonly pattern: string;
  readonly reason: string;
}

/**
 * A `.dockerignore` that keeps out what no build of the context uses: a new one, or the present one with lines added at its end.
 * Nothing that a source names is hidden, nor, where the whole context is copied, anything that the build may use. Undefined when
 * there is nothing to add, so a second run adds nothing; also when the present file cannot be read as text.
 */
export function narrowIgnore(request: NarrowRequest): NarrowedIgnore | undefined {
  const path = request.path ?? DEFAULT_PATH;
  if (request.tree.has(path) && request.tree.read(path) === undefined) return undefined;
  const situation = observe(request, path);
  const candidates = IGNORE_SUGGESTIONS.flatMap((suggestion) => candidateOf(suggestion, situation) ?? []);
  const { accepted, refused } = settle(candidates, situation);
  if (accepted.size === 0) return undefined;
  const added = candidates.filter((candidate) => accepted.has(candidate)).map((candidate) => candidate.suggestion);
  return { path, text: writeIgnore(situation.text, added), added: added.map(({ pattern, reason }) => ({ pattern, reason })), refused };
}

/** What one pattern hides may have been the objection to another, so the rest is judged again until nothing changes. */
function settle(candidates: readonly Candidate[], situation: Situation): { readonly accepted: ReadonlySet<Candidate>; readonly refused: readonly IgnoreDecision[] } {
  const accepted = new Set<Candidate>();
  let refused: readonly IgnoreDecision[] = [];
  for (let before = -1; before < accepted.size;) {
    before = accepted.size;
    refused = candidates.flatMap((candidate) => {
      if (accepted.has(candidate)) return [];
      const others = [...accepted];
      const files = candidate.files.filter((file) => !others.some((other) => other.hides(file)));
      if (files.length === 0 && candidate.suggestion.always !== true) return [];
      const reason = objectionTo({ ...candidate, files }, situation);
      if (reason !== undefined) return [{ pattern: candidate.suggestion.pattern, reason }];
      accepted.add(candidate);
      return [];
    });
  }
  return { accepted, refused };
}

const DEFAULT_PATH = ".dockerignore";

interface Situation {
  readonly tree: FileTree;
  readonly text: string | undefined;
  readonly ignores: (path: string) => boolean;
  /** Paths that are sent today. */
  readonly sent: readonly string[];
  readonly needs: readonly Need[];
  readonly mentions: MentionSearch;
}

interface Need {
  readonly source: NeededSource;
  /** Who needs it, as a reason begins. */
  readonly why: string;
  /** The text of the Dockerfile that takes it, where it is one and can be read. */
  readonly dockerfile: string | undefined;
}

function observe(request: NarrowRequest, path: string): Situation {
  const { tree } = request;
  const governed = request.dockerfiles.filter((dockerfile) => (buildContext(tree, dockerfile.path).ignoreFile?.path ?? DEFAULT_PATH) === path);
  const text = tree.has(path) ? tree.read(path) : undefined;
  const present = readIgnoreFile(text ?? "");
  const need = (source: string, why: string, dockerfile?: string): Need => ({ source: neededSource(source), why, dockerfile });
  const needs = [
    ...governed.flatMap(({ path, sources }) => {
      const dockerfile = path === undefined ? undefined : tree.read(path);
      return sources.map((source) => need(source, `${path ?? "a Dockerfile"} takes ${source}`, dockerfile));
    }),
    ...(request.embedded ?? []).map((source) => need(source, `the program embeds ${source}`)),
    ...present.patterns.filter((one) => one.negated).map((one) => need(one.text, `${path}:${one.line} lets in !${one.text}`)),
  ];
  const sent = tree.entries().map((entry) => entry.path).filter((entry) => !present.ignores(entry));
  const mentions = searchMentions(tree, governed.map((dockerfile) => dockerfile.path));
  return { tree, text, ignores: present.ignores, sent, needs, mentions };
}

interface Candidate {
  readonly suggestion: IgnoreSuggestion;
  readonly hides: (path: string) => boolean;
  /** Files of the tree that are sent as it stands and would not be. */
  readonly files: readonly string[];
}

/** Undefined for a pattern that would keep out nothing new. */
function candidateOf(suggestion: IgnoreSuggestion, situation: Situation): Candidate | undefined {
  const { ignores: hides } = readIgnoreFile(suggestion.pattern);
  const files = situation.sent.filter(hides);
  const covered = suggestion.examples.every(situation.ignores);
  return files.length > 0 || (suggestion.always === true && !covered) ? { suggestion, hides, files } : undefined;
}

/** Why a pattern would hide what a build uses, or may; undefined when it does not. */
function objectionTo(candidate: Candidate, situation: Situation): string | undefined {
  const paths = [...candidate.files, ...candidate.suggestion.examples];
  const wholes: Need[] = [];
  for (const need of situation.needs) {
    if (need.source.kind === "whole" || need.source.kind === "unknown") wholes.push(need);
    else if (isNamed(need.source, candidate, paths)) return need.why;
    else if (candidate.suggestion.use.kind !== "never" && holdsSome(need.source, candidate, situation)) return `${need.why}, which may hold such a file`;
  }
  return wholes.length === 0 ? undefined : objectionToWhole(candidate, situation, wholes);
}

/** Whether the source is about what the pattern hides: it names a hidden file, or a folder that is hidden itself. */
function isNamed(source: NeededSource, candidate: Candidate, paths: readonly string[]): boolean {
  if (source.kind === "path") return candidate.hides(source.path);
  return paths.some((path) => withFolders(path).some((one) => candidate.hides(one) && source.names(one)));
}

/** Whether a folder that the source takes has files that would be hidden, or cannot be looked into and may have. */
function holdsSome(source: NeededSource, candidate: Candidate, situation: Situation): boolean {
  if (candidate.files.some((file) => withFolders(file).some((folder) => source.names(folder)))) return true;
  if (!candidate.suggestion.pattern.startsWith("**/") || source.kind !== "path" || situation.tree.has(source.path)) return false;
  return !situation.tree.entries().some((entry) => entry.path.startsWith(`${source.path}/`));
}

function withFolders(path: string): readonly string[] {
  const all = [path];
  for (let folder = folderOf(path); folder !== "."; folder = folderOf(folder)) all.push(folder);
  return all;
}

/** The objection of a build that takes the whole context. */
function objectionToWhole(candidate: Candidate, situation: Situation, wholes: readonly Need[]): string | undefined {
  const { use } = candidate.suggestion;
  const unknown = wholes.find((need) => need.source.kind === "unknown");
  const why = (unknown ?? wholes[0])?.why ?? "";
  if (use.kind === "never") return undefined;
  if (use.kind === "anyhow") return `${why}, and whether the build reads such a file cannot be told`;
  if (use.kind === "unless-installed") {
    const without = wholes.find((need) => !installs(need.dockerfile, use.commands));
    return without === undefined ? undefined : `${without.why} and installs none of its own`;
  }
  if (unknown !== undefined) return `${why}, which may name it`;
  if (use.kind === "unless-named" && candidate.files.length === 0) return undefined;
  const objection = use.kind === "unless-read" ? usedBy(use.words, [], ["build"], situation) : usedBy(use.words ?? [], namesOf(candidate, use.folders === true), use.in, situation);
  return objection === undefined ? undefined : `${why}, and ${objection}`;
}

/** More different names than this are not searched for. */
const MOST_NAMES = 50;

/** What a program would write that uses a hidden file. */
function namesOf({ files, suggestion }: Candidate, folders: boolean): readonly string[] {
  const names = new Set(files.map(fileNameOf));
  if (!folders) return [...names];
  for (const file of files) if (file.includes("/")) names.add(fileNameOf(folderOf(file)));
  const glob = fileNameOf(suggestion.pattern);
  return glob.includes("*") ? [...names, glob] : [...names];
}

function usedBy(words: readonly string[], names: readonly string[], scopes: readonly MentionScope[], { mentions }: Situation): string | undefined {
  for (const word of words) {
    const mention = mentions.findText(word, scopes);
    if (mention !== undefined) return formatEvidence({ ...mention, observation: `uses ${word.trim()}` });
  }
  if (names.length > MOST_NAMES || (names.length > 0 && !mentions.whole())) return "there is too much to search for a use of what would be hidden";
  for (const name of names) {
    const mention = mentions.findName(name, scopes);
    if (mention !== undefined) return formatEvidence({ ...mention, observation: `names ${name}` });
  }
  return undefined;
}

function installs(dockerfile: string | undefined, commands: readonly string[]): boolean {
  const lines = (dockerfile ?? "").split("\n").filter((line) => !line.trimStart().startsWith("#"));
  return lines.some((line) => commands.some((command) => `${line.trimEnd()}\n`.includes(command)));
}

function writeIgnore(present: string | undefined, added: readonly IgnoreSuggestion[]): string {
  const text = present ?? "";
  const end = new SourceText("", text).lineEnd;
  const groups = new Map<string, string[]>();
  for (const { group, pattern } of added) groups.set(group, [...(groups.get(group) ?? []), pattern]);
  const blocks = [...groups].map(([group, patterns]) => [`# ${group}`, ...patterns, ""].join(end));
  const gap = text === "" || text === "\uFEFF" ? "" : text.endsWith("\n") ? end : end + end;
  return text + gap + blocks.join(end);
}

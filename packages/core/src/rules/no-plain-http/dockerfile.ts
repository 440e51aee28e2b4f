import { readCopy } from "../../dockerfile/read-copy.ts";
import type { Stage } from "../../dockerfile/model.ts";
import type { PackageCall } from "../../shell/calls.ts";
import type { Range } from "../../source/text.ts";
import { buildCommands, effectiveInstruction } from "../../facts/build/build-commands.ts";
import { hostOf, isLocalHost } from "../../facts/hosts.ts";
import { optionsWithValue } from "../../facts/build/package-options.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Fix, Problem } from "../rule.ts";
import { servesHttps } from "./https-hosts.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    for (const download of subject.downloads(stage)) {
      if (download.verifiedBy !== undefined) continue;
      for (const { url, text, range } of download.urls) yield* plain(subject, url ?? text, range, `${download.command.name ?? download.tool} loads`);
    }
    for (const call of subject.packageCalls(stage)) {
      yield* fromIndex(subject, call);
    }
    yield* added(subject, stage);
  }
  for (const { command } of buildCommands(subject)) {
    const [program, config, set, key, value] = command.words;
    if (program === undefined || config?.value !== "config" || set?.value !== "set") continue;
    if (key?.value === "registry" || key?.value?.endsWith("index-url") === true) yield* plain(subject, value?.value ?? "", value?.range ?? program.range, `${command.name} loads packages`);
  }
}

function* added(subject: DockerfileSubject, stage: Stage): Iterable<Problem> {
  for (const outer of stage.instructions) {
    const setting = readCopy(effectiveInstruction(outer));
    if (setting?.instruction.keyword !== "ADD" || setting.checksum !== undefined) continue;
    for (const { text, range } of setting.sources) yield* plain(subject, stage.variablesAt(outer).expand(text) ?? text, range, "ADD loads");
  }
}

/** Options that name an index whose packages nobody signed. Those of apt, apk, yum and their like are signed themselves. */
const INDEX_OPTIONS: Partial<Readonly<Record<PackageCall["manager"], readonly string[]>>> = {
  pip: ["-i", "--index-url", "--extra-index-url", "-f", "--find-links"],
  npm: ["--registry"],
  yarn: ["--registry"],
  pnpm: ["--registry"],
  gem: ["-s", "--source", "--clear-sources", "-a", "--add"],
  cargo: ["--index", "--git"],
};

/** Managers to which a package can be given by its address. */
const BY_ADDRESS: ReadonlySet<PackageCall["manager"]> = new Set(["rpm", "yum", "dnf", "pip", "npm", "yarn", "pnpm", "gem"]);

function* fromIndex(subject: DockerfileSubject, call: PackageCall): Iterable<Problem> {
  for (const { option, holder } of optionsWithValue(call, INDEX_OPTIONS[call.manager] ?? [])) {
    yield* plain(subject, option.value ?? holder.value ?? holder.text, holder.range, `${call.manager} loads packages`);
  }
  if (!BY_ADDRESS.has(call.manager)) return;
  const places = call.action === "install" ? call.packages.map(({ word }) => word) : [];
  for (const word of places) yield* plain(subject, word.value ?? word.text, word.range, `${call.manager} installs`);
}

function* plain(subject: DockerfileSubject, url: string, range: Range, what: string): Iterable<Problem> {
  const scheme = ["http://", "git://", "git+http://", "ftp://"].find((candidate) => url.toLowerCase().startsWith(candidate));
  const host = scheme === undefined ? undefined : hostOf(url);
  if (scheme === undefined || host === undefined || isLocalHost(host)) return;
  yield {
    range,
    message: `${what} from ${host} over plain ${scheme.slice(0, -3)}: anyone on the way can replace what becomes part of the image.`,
    fix: toHttps(subject, scheme, host, range),
  };
}

function toHttps(subject: DockerfileSubject, scheme: string, host: string, range: Range): Fix {
  const written = subject.source.slice(range);
  const at = written.toLowerCase().indexOf("http://");
  const editable = scheme === "http://" && at !== -1;
  const start = range.start + at + "http".length;
  return {
    kind: editable && servesHttps(host) ? "behavioural" : "suggested",
    description: scheme === "http://" ? `Load it over HTTPS: https://${host}` : "Load it over HTTPS",
    edits: editable ? [{ range: { start, end: start }, text: "s" }] : [],
  };
}

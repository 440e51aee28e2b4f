import { frontendHas } from "../../../../dockerfile/index.ts";
import { folderOf, isAtOrBelow, joinPath } from "../../../../context/path.ts";
import type { Stage } from "../../../../dockerfile/model.ts";
import { readCopy } from "../../../../dockerfile/read-copy.ts";
import { readMounts } from "../../../../dockerfile/read-mounts.ts";
import { insert } from "../../../../facts/build/edit-place.ts";
import { settingFor } from "../../../../facts/build/settings.ts";
import { isGoProgram } from "../../../../shell/index.ts";
import type { Command, ShellScript, Word } from "../../../../shell/command.ts";
import type { Edit } from "../../../../source/edit.ts";
import { runtimeStages } from "../../../../posture/runtime-stages.ts";
import { type Evidence, valueOf } from "../../../../source/fact.ts";
import type { Decision, HardenInput } from "../../../plan.ts";
import { evidenceAt } from "../../../stage/line.ts";
import { imageEnvironment } from "../container/stage-environment.ts";
import type { GoSurvey } from "../survey.ts";
import type { GoBuild } from "./go-build.ts";

const QUESTION = "Does the build keep its caches out of the image and between builds?";
/** Sub-commands that compile, and those that only load modules. */
const COMPILES = new Set(["build", "install", "test", "vet", "run", "generate", "tool"]);
const LOADS = new Set(["mod", "get", "list", "work"]);
/** Programs that may run the go command in ways that are not seen. */
const OPAQUE = new Set(["make", "task", "just", "mage", "bazel", "bazelisk", "goreleaser", "earthly", "npm", "yarn", "pnpm", "python", "python3", "source", "."]);

interface StageScript {
  readonly stage: Stage;
  readonly script: ShellScript;
}

/** A RUN of the build's stages with the go commands in it. */
interface GoRun extends StageScript {
  readonly commands: readonly Command[];
}

interface Places {
  readonly build: string;
  readonly modules: string;
}

/** Cache mounts for the compiler's cache and the module cache on every RUN that uses them; nothing, with the reason, where one of them is not plain. */
export function cacheDecision(input: HardenInput, survey: GoSurvey, build: GoBuild): Decision | undefined {
  const chain = stagesBelow(build.stage);
  const scripts = chain.flatMap((stage) => input.subject.scripts(stage).map((script) => ({ stage, script })));
  const runs = scripts.flatMap(({ stage, script }): readonly GoRun[] => {
    const commands = script.commands.filter(usesCaches);
    return commands.length === 0 ? [] : [{ stage, script, commands }];
  });
  const evidence = runs.map((run) => evidenceAt(input, run.script.instruction.keywordRange, "runs the go command"));
  const places = cachePlaces(runs);
  if (typeof places === "string") return decide("warn", `caches stay as they are: ${places}`, evidence, []);
  const obstacle = obstacleFor(input, survey, scripts, runs);
  if (obstacle !== undefined) return decide("warn", `caches stay as they are: ${obstacle}`, evidence, []);
  const modulesReason = keepsModules(input, build, chain, scripts, places);
  const edits = runs.flatMap((run) => mountEdits(run, places, modulesReason === undefined));
  const kept = modulesReason === undefined ? "" : `; the module cache stays as it is: ${modulesReason}`;
  if (edits.length === 0) return decide("adapt", `yes: cache mounts stand there already${kept}`, evidence, []);
  const named = [places.build, ...(modulesReason === undefined ? [places.modules] : [])].join(" and ");
  return decide("adapt", `cache mounts for ${named}: they are no part of a layer, and the next build starts warm (needs BuildKit or Buildah)${kept}`, evidence, edits);
}

function decide(answer: Decision["answer"], outcome: string, evidence: readonly Evidence[], edits: readonly Edit[]): Decision {
  return { id: "build-cache", question: QUESTION, answer, outcome, evidence, edits };
}

function usesCaches({ name, words }: Command): boolean {
  const action = words[1]?.value ?? "";
  return isGoProgram(name ?? "") && (COMPILES.has(action) || LOADS.has(action) || action === "-C");
}

/** The stage and those of the file that it is made FROM. */
function stagesBelow(stage: Stage): readonly Stage[] {
  return [...runtimeStages(stage)].reverse();
}

/** Where the go command keeps its caches, the same for every RUN; else the reason why that is not certain. Source: `go help environment`. */
function cachePlaces(runs: readonly GoRun[]): Places | string {
  const found = new Map<string, Places>();
  for (const { stage, script, commands } of runs) {
    const user = valueOf(stage.configAt(script.instruction).user);
    if (user === undefined) return "as whom the build runs is not known";
    if (user.user !== "root" && user.user !== "0") return `the build runs as ${user.user}, and a cache mount belongs to root`;
    for (const command of commands) {
      const setting = (name: string, fallback: string): string | undefined => {
        const set = settingFor(stage, script, command, name);
        return set === undefined || set.value === "" ? fallback : set.value;
      };
      const home = setting("HOME", "/root");
      const path = setting("GOPATH", imageEnvironment(stage, "GOPATH") ?? `${home ?? ""}/go`)?.split(":")[0];
      const build = home === undefined ? undefined : setting("GOCACHE", joinPath(home, ".cache/go-build"));
      const modules = path === undefined ? undefined : setting("GOMODCACHE", joinPath(path, "pkg/mod"));
      if (build?.startsWith("/") !== true || modules?.startsWith("/") !== true) return "where they lie is set to something that is not certain";
      found.set(`${build}\n${modules}`, { build, modules });
    }
  }
  const [only, second] = found.values();
  return only === undefined || second !== undefined ? "the commands of the build keep them in different places" : only;
}

function obstacleFor(input: HardenInput, survey: GoSurvey, scripts: readonly StageScript[], runs: readonly GoRun[]): string | undefined {
  if (!frontendHas(input.subject.model.syntax, 2)) return "the frontend that # syntax pins is too old for cache mounts";
  if (survey.start.obstacles.length > 0 && scripts.some(({ stage }) => stage === survey.target)) return "the running container may need them";
  for (const { script } of scripts) {
    const opaque = script.commands.find((command) => isOpaque(command));
    if (opaque !== undefined) return `${opaque.name ?? "a script"} may run the go command in a way that is not seen (line ${input.subject.source.position(opaque.range.start).line})`;
    if (!script.complete) return `a RUN could not be read whole (line ${input.subject.source.position(script.instruction.range.start).line})`;
  }
  const odd = runs.find((run) => run.script.instruction.form !== "shell" || run.script.dialect === "exec");
  return odd === undefined ? undefined : `the RUN on line ${input.subject.source.position(odd.script.instruction.range.start).line} is not in shell form`;
}

function isOpaque(command: Command): boolean {
  const [program] = command.words;
  const { name } = command;
  if (name === undefined) return true;
  const isScript = name.endsWith(".sh") || program?.value?.startsWith("./") === true;
  return isScript || OPAQUE.has(name) || ((name === "sh" || name === "bash") && command.words[1]?.value?.startsWith("-c") !== true);
}

/** Why the module cache must stay in the layers; undefined when a mount takes nothing away. */
function keepsModules(input: HardenInput, build: GoBuild, chain: readonly Stage[], scripts: readonly StageScript[], { modules }: Places): string | undefined {
  const vendor = build.module === undefined ? undefined : joinPath(folderOf(build.module.path), "vendor/modules.txt");
  if (vendor !== undefined && input.context.tree.has(vendor) && input.context.canCopy(vendor)) return "the modules are vendored";
  const goflags = settingFor(build.stage, build.script, build.go.command, "GOFLAGS")?.value ?? "";
  if (goflags.includes("-mod=vendor")) return "the modules are vendored";
  for (const { script } of scripts) {
    const reader = script.commands.find((command) => !isGoProgram(command.name ?? "") && command.words.some(namesModules));
    if (reader !== undefined) return `${reader.name ?? "a command"} on line ${input.subject.source.position(reader.range.start).line} uses it`;
  }
  const ours = new Set(chain.flatMap((own) => [own.name, String(own.index)]));
  for (const stage of input.subject.model.stages) {
    for (const instruction of stage.instructions) {
      const copy = readCopy(instruction);
      const from = copy?.from?.text.toLowerCase();
      const sources = from !== undefined && ours.has(from) ? (copy?.sources ?? []).map((source) => joinPath("/", source.text)) : [];
      if (sources.some((source) => isAtOrBelow(source, modules) || isAtOrBelow(modules, source))) return `it is copied out on line ${input.subject.source.position(instruction.range.start).line}`;
    }
  }
  return undefined;
}

function namesModules({ value, text }: Word): boolean {
  return value?.includes("pkg/mod") === true || ["pkg/mod", "GOMODCACHE", "GOPATH/pkg"].some((name) => text.includes(name));
}

function mountEdits({ script, commands }: GoRun, { build, modules }: Places, withModules: boolean): readonly Edit[] {
  const { instruction } = script;
  const mounted = readMounts(instruction).flatMap((mount) => ["target", "dst", "destination"].flatMap((key) => mount.options.get(key)?.value ?? []));
  const compiles = commands.some((command) => !LOADS.has(command.words[1]?.value ?? ""));
  // A mount inside of one that is wanted is the author's own choice of what to keep, and one over it could hide it.
  const isMounted = (place: string): boolean => mounted.some((target) => isAtOrBelow(joinPath("/", target), place) || isAtOrBelow(place, target));
  const wanted = [...(compiles ? [build] : []), ...(withModules ? [modules] : [])].filter((place) => !isMounted(place));
  if (wanted.length === 0) return [];
  const at = instruction.flags.at(-1)?.range.end ?? instruction.keywordRange.end;
  return [insert(at, wanted.map((place) => ` --mount=type=cache,target=${place}`).join(""))];
}

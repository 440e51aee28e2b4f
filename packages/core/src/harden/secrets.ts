import { frontendHas } from "../dockerfile/index.ts";
import type { Stage } from "../dockerfile/model.ts";
import type { Argument, Instruction } from "../dockerfile/syntax.ts";
import { isPlaceholder, isSecretName } from "../knowledge/index.ts";
import { readStageShell } from "../shell/index.ts";
import type { ShellScript } from "../shell/command.ts";
import type { Edit } from "../source/edit.ts";
import type { Decision, HardenInput } from "./plan.ts";
import { evidenceAt } from "./stage/line.ts";

/** A secret that the Dockerfile gave to its image or build, and that is given otherwise now. */
export interface MovedSecret {
  readonly name: string;
  /** `run`: the program's environment, from a secret store. `build`: a secret mount. */
  readonly when: "run" | "build";
}

export interface SecretDecisions {
  readonly decisions: readonly Decision[];
  readonly moved: readonly MovedSecret[];
}

/**
 * Secrets out of the image: an ENV that names one goes to the run configuration, a build argument that only RUNs use becomes a
 * secret mount. What cannot be moved for certain is warned of.
 */
export function moveSecrets(input: HardenInput): SecretDecisions {
  const found = input.subject.model.stages.flatMap((stage) => [...environmentSecrets(input, stage), ...buildSecrets(input, stage)]);
  const removals = removalEdits(found.flatMap((item) => item.leaving ?? []), input.subject.source.lineEnd);
  const decisions = found.map(({ decision, leaving }) => {
    const removal = leaving === undefined ? undefined : removals.get(leaving.argument);
    return removal === undefined ? decision : { ...decision, edits: [removal, ...decision.edits] };
  });
  return { decisions, moved: found.flatMap((item) => item.moved ?? []) };
}

interface Found {
  readonly decision: Decision;
  readonly moved?: MovedSecret;
  readonly leaving?: Leaving;
}

/** A word that goes, and the comment that takes the place of an instruction of which nothing is left. */
interface Leaving {
  readonly instruction: Instruction;
  readonly argument: Argument;
  readonly comment: string;
}

function environmentSecrets(input: HardenInput, stage: Stage): readonly Found[] {
  return pairsOf(stage, "ENV").flatMap(({ instruction, argument, name }): Found[] => {
    const value = argument.pair?.value ?? "";
    if (value === "" || value.startsWith("/")) return [];
    const user = usersOf(stage, name).find((other) => other !== instruction);
    const evidence = [evidenceAt(input, argument.range, `sets ${name}${isPlaceholder(value) ? " to a placeholder" : ""}`)];
    if (user !== undefined) {
      const outcome = `${name} stays in ${input.subject.isRuntime(stage) ? "the image" : "its stage"}, since line ${input.subject.source.position(user.range.start).line} uses it; whoever has the image or the build cache reads it, so change the value and give it by a secret mount`;
      return [{ decision: decide("secret-environment", `Does ${name} belong in the image?`, "warn", outcome, evidence, []) }];
    }
    const outcome = `${name} is taken out: whoever can pull the image would read its value. Give it at run time, and change the value that was published`;
    const comment = `# Taken out by bulwark: ENV ${name} (a secret: give it at run time)`;
    return [{ decision: decide("secret-environment", `Does ${name} belong in the image?`, "adapt", outcome, evidence, []), moved: { name, when: "run" }, leaving: { instruction, argument, comment } }];
  });
}

function buildSecrets(input: HardenInput, stage: Stage): readonly Found[] {
  return pairsOf(stage, "ARG").flatMap(({ instruction, argument, name }): Found[] => {
    const users = usersOf(stage, name);
    const scripts = readStageShell(stage).filter((script) => users.includes(script.instruction));
    const evidence = [evidenceAt(input, argument.range, `declares ${name}`), ...scripts.map((script) => evidenceAt(input, script.instruction.range, `uses ${name}`))];
    const question = `Does ${name} stay in the image's history?`;
    if (!frontendHas(input.subject.model.syntax, 2) || scripts.length === 0 || scripts.length < users.length || !scripts.every(isPlain)) {
      const outcome = `${name} stays a build argument, since ${!frontendHas(input.subject.model.syntax, 2) ? "the # syntax line pins a frontend without mounts" : scripts.length === 0 ? "what uses it is not seen" : "not only plain RUNs use it"}; its value is kept with the build, so give it by a secret mount instead`;
      return [{ decision: decide("secret-mount", question, "warn", outcome, evidence, []) }];
    }
    const id = name.toLowerCase();
    const outcome = `${name} becomes a secret mount, in the form that older builders take too; build with --secret id=${id},env=${name} instead of --build-arg ${name}`;
    const comment = `# Given by bulwark as a secret mount: docker build --secret id=${id},env=${name}`;
    const edits = scripts.map((script) => mount(script, name, id));
    return [{ decision: decide("secret-mount", question, "adapt", outcome, evidence, edits), moved: { name, when: "build" }, leaving: { instruction, argument, comment } }];
  });
}

function pairsOf(stage: Stage, keyword: "ENV" | "ARG"): readonly { readonly instruction: Instruction; readonly argument: Argument; readonly name: string }[] {
  return stage.instructions.flatMap((instruction) =>
    instruction.keyword !== keyword
      ? []
      : instruction.arguments.flatMap((argument) => {
          const name = argument.pair?.key;
          return name !== undefined && isSecretName(name) ? [{ instruction, argument, name }] : [];
        }),
  );
}

/** Instructions of a stage that name a variable, in the builder's own expansion or in a shell. */
function usersOf(stage: Stage, name: string): readonly Instruction[] {
  const expanded = stage.instructions.filter((instruction) => [...instruction.arguments, ...instruction.flags].some((part) => part.variables.some((variable) => variable.name === name)));
  const inShell = readStageShell(stage)
    .filter((script) => script.text.text.includes(name))
    .map((script) => script.instruction);
  return [...new Set([...expanded, ...inShell])];
}

function isPlain(script: ShellScript): boolean {
  const { instruction } = script;
  return instruction.form === "shell" && instruction.heredocs.length === 0 && (script.dialect === "sh" || script.dialect === "bash");
}

/** One edit in front of the script: the flag, and the variable from the mounted file. */
function mount(script: ShellScript, name: string, id: string): Edit {
  const at = script.text.toSource(0);
  return { range: { start: at, end: at }, text: `--mount=type=secret,id=${id} export ${name}="$(cat /run/secrets/${id})" && ` };
}

/**
 * The edit that takes each word out; words side by side share one. Where a word behind it stays, it goes with the space behind it,
 * else with what is in front of it, so that no line goes on into the next instruction. Where none stays, comments take their place.
 */
function removalEdits(leaving: readonly Leaving[], lineEnd: string): ReadonlyMap<Argument, Edit> {
  const edits = new Map<Argument, Edit>();
  for (const instruction of new Set(leaving.map((item) => item.instruction))) {
    const own = leaving.filter((item) => item.instruction === instruction);
    const goes = new Set(own.map((item) => item.argument));
    const { arguments: words } = instruction;
    const whole: Edit | undefined = goes.size === words.length ? { range: instruction.range, text: own.map((item) => item.comment).join(lineEnd) } : undefined;
    for (const [index, word] of words.entries()) {
      if (!goes.has(word)) continue;
      const edit = whole ?? edits.get(words[index - 1] ?? word) ?? runOf(words, goes, index);
      edits.set(word, edit);
    }
  }
  return edits;
}

/** All words that go from here on, up to the next one that stays. */
function runOf(words: readonly Argument[], goes: ReadonlySet<Argument>, first: number): Edit {
  const next = words.findIndex((word, index) => index > first && !goes.has(word));
  const before = words[first - 1];
  const end = words[next === -1 ? words.length - 1 : next - 1];
  const start = words[first]?.range.start ?? 0;
  if (before !== undefined) return { range: { start: before.range.end, end: end?.range.end ?? start }, text: "" };
  return { range: { start, end: words[next]?.range.start ?? start }, text: "" };
}

function decide(id: string, question: string, answer: Decision["answer"], outcome: string, evidence: Decision["evidence"], edits: readonly Edit[]): Decision {
  return { id, question, answer, outcome, evidence, edits, rule: "no-secret-in-arg-or-env" };
}

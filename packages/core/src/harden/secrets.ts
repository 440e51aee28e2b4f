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
  return { decisions: found.map((item) => item.decision), moved: found.flatMap((item) => (item.moved === undefined ? [] : [item.moved])) };
}

interface Found {
  readonly decision: Decision;
  readonly moved: MovedSecret | undefined;
}

function environmentSecrets(input: HardenInput, stage: Stage): readonly Found[] {
  return pairsOf(stage, "ENV").flatMap(({ instruction, argument, name }): Found[] => {
    const value = argument.pair?.value ?? "";
    if (value === "" || value.startsWith("/")) return [];
    const user = usersOf(stage, name).find((other) => other !== instruction);
    const evidence = [evidenceAt(input, argument.range, `sets ${name}${isPlaceholder(value) ? " to a placeholder" : ""}`)];
    if (user !== undefined) {
      const outcome = `${name} stays in ${input.subject.isRuntime(stage) ? "the image" : "its stage"}, since line ${input.subject.source.position(user.range.start).line} uses it; whoever has the image or the build cache reads it, so change the value and give it by a secret mount`;
      return [{ decision: decide("secret-environment", `Does ${name} belong in the image?`, "warn", outcome, evidence, []), moved: undefined }];
    }
    const outcome = `${name} is taken out: whoever can pull the image would read its value. Give it at run time, and change the value that was published`;
    const edits = removal(instruction, argument, `# Taken out by bulwark: ENV ${name} (a secret: give it at run time)`, input);
    return [{ decision: decide("secret-environment", `Does ${name} belong in the image?`, "adapt", outcome, evidence, edits), moved: { name, when: "run" } }];
  });
}

function buildSecrets(input: HardenInput, stage: Stage): readonly Found[] {
  return pairsOf(stage, "ARG").flatMap(({ instruction, argument, name }): Found[] => {
    const users = usersOf(stage, name);
    const scripts = readStageShell(stage).filter((script) => users.includes(script.instruction));
    const evidence = [evidenceAt(input, argument.range, `declares ${name}`), ...scripts.map((script) => evidenceAt(input, script.instruction.range, `uses ${name}`))];
    const question = `Does ${name} stay in the image's history?`;
    if (scripts.length === 0 || scripts.length < users.length || !scripts.every(isPlain)) {
      const outcome = `${name} stays a build argument, since ${scripts.length === 0 ? "what uses it is not seen" : "not only plain RUNs use it"}; its value is kept with the build, so give it by a secret mount instead`;
      return [{ decision: decide("secret-mount", question, "warn", outcome, evidence, []), moved: undefined }];
    }
    const id = name.toLowerCase();
    const outcome = `${name} becomes a secret mount, in the form that older builders take too; build with --secret id=${id},env=${name} instead of --build-arg ${name}`;
    const edits = [...removal(instruction, argument, `# Given by bulwark as a secret mount: docker build --secret id=${id},env=${name}`, input), ...scripts.map((script) => mount(script, name, id))];
    return [{ decision: decide("secret-mount", question, "adapt", outcome, evidence, edits), moved: { name, when: "build" } }];
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

/** The whole instruction becomes a comment, or one word of several goes. */
function removal(instruction: Instruction, argument: Argument, comment: string, input: HardenInput): readonly Edit[] {
  if (instruction.arguments.length === 1) return [{ range: instruction.range, text: comment }];
  const { text } = input.subject.source;
  const isFirst = instruction.arguments[0] === argument;
  let { start, end } = argument.range;
  if (isFirst) while (text[end] === " ") end++;
  else while (text[start - 1] === " ") start--;
  return [{ range: { start, end }, text: "" }];
}

function decide(id: string, question: string, answer: Decision["answer"], outcome: string, evidence: Decision["evidence"], edits: readonly Edit[]): Decision {
  return { id, question, answer, outcome, evidence, edits, rule: "no-secret-in-arg-or-env" };
}

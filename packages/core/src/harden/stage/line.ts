import type { Stage } from "../../dockerfile/model.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import type { Edit } from "../../source/edit.ts";
import type { Evidence } from "../../source/fact.ts";
import type { Range, SourceText } from "../../source/text.ts";
import type { HardenInput } from "../plan.ts";

/** `["a", "b"]`, the exec form as people write it. */
export function execForm(argv: readonly string[]): string {
  return `[${argv.map((word) => JSON.stringify(word)).join(", ")}]`;
}

/** Commands of one RUN, each on a line of its own. */
export function runLine(commands: readonly string[], input: HardenInput): string {
  const { lineEnd } = input.subject.source;
  return `RUN ${commands.join(` ${input.subject.model.syntax.escape}${lineEnd} && `)}`;
}

/** One COPY out of another stage; flags end in a space. */
export function copyLine(from: string, source: string, destination: string, flags = ""): string {
  const plain = !/[\s"']/.test(source + destination);
  return plain ? `COPY --from=${from} ${flags}${source} ${destination}` : `COPY --from=${from} ${flags}${execForm([source, destination])}`;
}

/** What `COPY --from=` and `FROM` call a stage of the file: its name as it is written, else its number. */
export function stageReference(input: HardenInput, stage: Stage): string {
  return stage.nameRange === undefined ? String(stage.index) : input.subject.source.slice(stage.nameRange);
}

/** An edit that puts lines behind an instruction's own line. */
export function insertAfter(instruction: Instruction, lines: readonly string[], source: SourceText): Edit {
  const at = instruction.range.end;
  return { range: { start: at, end: at }, text: lines.map((line) => source.lineEnd + line).join("") };
}

export function evidenceAt(input: HardenInput, range: Range, observation: string): Evidence {
  const { source } = input.subject;
  return { path: source.path, line: source.position(range.start).line, range, observation };
}

/** An instruction as one line for messages, cut where it is long. */
export function summary(instruction: Instruction, source: SourceText): string {
  const text = source.slice(instruction.range).split("\n").map((line) => line.trim().replace(/\\$/, "").trim()).join(" ");
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** A stage name that no stage has: the first candidate that is free, else the first with a number. */
export function unusedStageName(input: HardenInput, first: string, ...others: readonly string[]): string {
  const taken = new Set(input.subject.model.stages.map((stage) => stage.name));
  const free = [first, ...others].find((name) => !taken.has(name));
  if (free !== undefined) return free;
  let number = 2;
  while (taken.has(`${first}-${number}`)) number++;
  return `${first}-${number}`;
}

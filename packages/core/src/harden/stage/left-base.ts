import type { Stage } from "../../dockerfile/model.ts";
import { runtimeStages } from "../../posture/runtime-stages.ts";
import type { Decision } from "../plan.ts";
import type { Move } from "../move.ts";
import { carryEnvironment } from "./environment.ts";
import { leaveOut } from "./leave-out.ts";
import { evidenceAt, summary } from "./line.ts";

/** What the converted stage says of its own: lines that stand in for what its old base said. */
interface OwnLines {
  readonly health: string | undefined;
  readonly ports: readonly string[];
}

/**
 * What a stage has from a stage of the file that it is made FROM, and must say itself on another base: variables, labels, volumes,
 * ports and health check. Files that such a stage copies in would be lost, and what its RUNs do, so they are refused.
 */
export function inheritedLines(move: Move, target: Stage, own: OwnLines): readonly string[] | Decision {
  const stages = runtimeStages(target).slice(1).reverse();
  const lines = [...carryEnvironment(stages)];
  for (const stage of stages) {
    const obstacle = obstacleIn(move, stage);
    if (obstacle !== undefined) return obstacle;
    for (const instruction of stage.instructions) {
      if (["LABEL", "VOLUME", "STOPSIGNAL"].includes(instruction.keyword ?? "")) lines.push(move.input.subject.source.slice(instruction.range));
    }
  }
  const says = (keyword: string): boolean => stages.some((stage) => stage.instructions.some((instruction) => instruction.keyword === keyword));
  const hasOwnHealth = target.instructions.some((instruction) => instruction.keyword === "HEALTHCHECK");
  return [
    ...lines,
    ...(says("EXPOSE") ? own.ports : []),
    ...(own.health !== undefined && !hasOwnHealth && says("HEALTHCHECK") ? [own.health] : []),
  ];
}

function obstacleIn(move: Move, stage: Stage): Decision | undefined {
  const { input } = move;
  for (const instruction of stage.instructions) {
    if (instruction.keyword === "COPY" || instruction.keyword === "ADD") {
      const outcome = `the stage it is made FROM copies files in ("${summary(instruction, input.subject.source)}"), which would be lost on another base; move that instruction into the stage that runs`;
      return { id: "runtime-base", question: "Can the running part be moved?", answer: "refuse", outcome, evidence: [evidenceAt(input, instruction.range, "is in the stage that it is made FROM")], edits: [] };
    }
    const left = instruction.keyword === "RUN" ? leaveOut(move, stage, instruction) : undefined;
    if (left?.answer === "refuse") return left;
  }
  return undefined;
}

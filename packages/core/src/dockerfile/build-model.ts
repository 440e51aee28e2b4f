import type { ArgumentDeclaration, DockerfileModel, ModelOptions } from "./model.ts";
import { MappedText } from "../source/mapped-text.ts";
import { StageGraph } from "./stages/graph.ts";
import type { DockerfileSyntax, Instruction } from "./syntax.ts";
import { Scope } from "./variables/scope.ts";

/**
 * The model over a Dockerfile's tree. Stages and what they depend on are found at once, variables and configuration of a stage when
 * they are first asked for. Never throws; what BuildKit would refuse is unknown with the reason. Source: BuildKit,
 * `frontend/dockerfile/dockerfile2llb`.
 */
export function buildModel(syntax: DockerfileSyntax, options: ModelOptions = {}): DockerfileModel {
  const { instructions, escape, source } = syntax;
  const { buildArguments = {}, catalogue, target: targetText } = options;
  const first = instructions.findIndex(({ keyword }) => keyword === "FROM");
  const isFragment = first === -1 && instructions.length > 0;
  const head = first === -1 ? [] : instructions.slice(0, first);
  const declarations = head.filter(({ keyword }) => keyword === "ARG");
  const globals = Scope.global(declarations, buildArguments, escape);
  const graph = new StageGraph(isFragment ? [IMPLICIT_FROM, ...instructions] : instructions.slice(Math.max(0, first)), { source, escape, globals, buildArguments, catalogue });
  const { stages } = graph;
  const target = targetText === undefined || targetText === "" ? stages[stages.length - 1] : graph.find(targetText, stages.length);
  graph.reach(target);
  return {
    syntax,
    globalArguments: declarations.flatMap(declaredArguments),
    stages,
    target,
    isFragment,
    orphans: head.filter(({ keyword }) => keyword !== "ARG"),
    findStage: (reference, before) => graph.find(reference, before.index),
  };
}

const NOWHERE = { start: 0, end: 0 };

/** A fragment without FROM may stand anywhere in a stage: it is read as one stage on a base that is not known, and its ARGs are not global. */
const IMPLICIT_FROM: Instruction = {
  keyword: "FROM",
  keywordText: "FROM",
  keywordRange: NOWHERE,
  range: NOWHERE,
  flags: [],
  body: MappedText.at("", 0),
  arguments: [],
  form: "words",
  heredocs: [],
};

function declaredArguments(instruction: Instruction): readonly ArgumentDeclaration[] {
  return instruction.arguments.map((argument) => ({
    name: argument.pair?.key ?? argument.text,
    defaultValue: argument.pair?.value,
    instruction,
    argument,
  }));
}

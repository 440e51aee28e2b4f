import type { BuildContext } from "../context/build-context.ts";
import type { DockerfileModel, Stage, StageBase } from "../dockerfile/model.ts";
import { findImage } from "../knowledge/find-image.ts";
import type { ImageKnowledge } from "../knowledge/image.ts";
import type { ShellScript } from "../shell/command.ts";
import type { Evidence } from "../source/fact.ts";
import type { Range } from "../source/text.ts";
import { runtimeStages } from "./runtime-stages.ts";

/** A stage with everything that it is made FROM: what becomes its file system. */
export interface Chain {
  readonly model: DockerfileModel;
  readonly context: BuildContext | undefined;
  readonly stage: Stage;
  /** From the one that starts from an image to the stage itself. */
  readonly stages: readonly Stage[];
  /** What the first stage is made FROM. */
  readonly base: Exclude<StageBase, { readonly kind: "stage" }>;
  readonly image: ImageKnowledge | undefined;
  scripts(stage: Stage): readonly ShellScript[];
  /** Evidence that stands at a place of the Dockerfile. */
  at(range: Range, observation: string): Evidence;
  /** The chain of another stage of the same file. */
  of(stage: Stage): Chain | undefined;
}

/** The chain of a stage; undefined when its first base is a stage that does not exist. Each stage's chain is made once. */
export function chainOf(model: DockerfileModel, stage: Stage, scripts: Chain["scripts"], context: BuildContext | undefined): Chain | undefined {
  const chains = new Map<Stage, Chain | undefined>();
  const of = (stage: Stage): Chain | undefined => {
    if (!chains.has(stage)) chains.set(stage, makeChain({ model, stage, scripts, context, of }));
    return chains.get(stage);
  };
  return of(stage);
}

function makeChain(given: Pick<Chain, "model" | "stage" | "scripts" | "context" | "of">): Chain | undefined {
  const stages = runtimeStages(given.stage).toReversed();
  const base = stages[0]?.base;
  if (base === undefined || base.kind === "stage") return undefined;
  const { source } = given.model.syntax;
  return {
    ...given,
    stages,
    base,
    image: base.kind === "image" ? findImage(base.reference) : undefined,
    at: (range, observation) => ({ observation, path: source.path, line: source.position(range.start).line, range }),
  };
}

/** The scripts of all RUN instructions of a chain, in order. */
export function chainScripts(chain: Chain): readonly ShellScript[] {
  return chain.stages.flatMap((stage) => chain.scripts(stage));
}

/** How the base is called in a sentence. */
export function baseName(chain: Chain): string {
  if (chain.base.kind === "scratch") return "scratch";
  return chain.base.kind === "image" ? chain.base.reference.text : chain.base.text;
}

/** Why nothing is known of the base. */
export function baseReason(chain: Chain): string {
  return chain.base.kind === "unknown" ? `the base image is not known: ${chain.base.reason}` : `nothing is known about the base image ${baseName(chain)}`;
}

/** The base's own evidence: its FROM, and where the knowledge comes from. */
export function baseEvidence(chain: Chain, observation: string): Evidence {
  const origin = chain.image === undefined ? "" : `, from ${chain.image.source} (${chain.image.asOf})`;
  return chain.at(chain.base.range, `${observation}${origin}`);
}

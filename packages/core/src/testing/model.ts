import { buildModel } from "../dockerfile/build-model.ts";
import type { DockerfileModel, ModelOptions, Stage } from "../dockerfile/model.ts";
import { parseDockerfile } from "../dockerfile/parse.ts";
import { SourceText } from "../source/text.ts";

/** The model of a Dockerfile's text. */
export function modelOf(text: string, options: ModelOptions = {}): DockerfileModel {
  return buildModel(parseDockerfile(new SourceText("Dockerfile", text)), options);
}

/** The stage that a text's last FROM begins. */
export function lastStage(text: string, options: ModelOptions = {}): Stage {
  const { stages } = modelOf(text, options);
  const stage = stages[stages.length - 1];
  if (stage === undefined) throw new Error("the text has no FROM");
  return stage;
}

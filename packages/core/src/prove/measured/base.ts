import { buildModel } from "../../dockerfile/build-model.ts";
import { parseDockerfile } from "../../dockerfile/parse.ts";
import { runtimeStages } from "../../posture/runtime-stages.ts";
import { known, unknown, type Fact } from "../../source/fact.ts";
import { SourceText } from "../../source/text.ts";
import type { Candidate } from "../proof.ts";

/** The image that a candidate's container is made FROM, as its Dockerfile names it with the arguments that it was built with. */
export function baseOf({ dockerfile, build }: Pick<Candidate, "dockerfile" | "build">): Fact<string> {
  const target = valuesOf(build.command, "--target").at(-1);
  const buildArguments = Object.fromEntries(valuesOf(build.command, "--build-arg").map((argument): [string, string] => splitAt(argument, argument.indexOf("="))));
  const model = buildModel(parseDockerfile(new SourceText(dockerfile.path, dockerfile.text)), { buildArguments, ...(target === undefined ? {} : { target }) });
  const base = runtimeStages(model.target).at(-1)?.base;
  if (base === undefined || base.kind === "stage") return unknown("the Dockerfile does not say what the container is made from");
  if (base.kind === "unknown") return unknown(base.reason);
  return known(base.kind === "scratch" ? "scratch" : base.reference.text);
}

/** What stands behind an option, as `--name value` or `--name=value`. */
function valuesOf(command: readonly string[], option: string): readonly string[] {
  return command.flatMap((word, index) => {
    if (word.startsWith(`${option}=`)) return [word.slice(option.length + 1)];
    return command[index - 1] === option ? [word] : [];
  });
}

function splitAt(text: string, at: number): [string, string] {
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

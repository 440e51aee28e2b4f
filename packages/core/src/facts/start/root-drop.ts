import { fileNameOf } from "../../context/path.ts";
import type { Evidence } from "../../source/fact.ts";
import type { DockerfileSubject } from "../subject.ts";
import { startedScripts } from "./start-script.ts";

/** Programs that switch to another account and start a command as it. */
const SWITCHERS = new Set(["gosu", "su-exec", "setpriv", "runuser", "setuidgid", "s6-setuidgid", "chpst"]);

/** What shows that the program gives up root by itself although the container starts as root; undefined when nothing does. */
export function rootDrop(subject: DockerfileSubject): Evidence | undefined {
  const { entrypoint: start, base } = subject.posture;
  if (!start.known) return undefined;
  const isInherited = start.value.entrypoint !== undefined && start.value.entrypoint.instruction === undefined;
  const image = base.known ? base.value.image : undefined;
  if (isInherited && image?.role === "stateful" && image.config.user === "0") return { observation: `the entrypoint of ${image.name} gives up root by itself` };
  const switcher = start.value.argv.flatMap((argument) => argument.split(" ")).map(fileNameOf).find((name) => SWITCHERS.has(name));
  return switcher === undefined ? dropInScript(subject) : { observation: `the start command gives up root with ${switcher}` };
}

function dropInScript(subject: DockerfileSubject): Evidence | undefined {
  for (const { path, firstLine, text } of startedScripts(subject).files) {
    const at = text.split("\n").findIndex((line) => !line.trimStart().startsWith("#") && line.split(/[\s"'$()`;]/).some((word) => SWITCHERS.has(fileNameOf(word))));
    if (at !== -1) return { observation: "gives up root", path, line: firstLine + at };
  }
  return undefined;
}

import type { Stage } from "../../dockerfile/model.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import type { Range } from "../../source/text.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

const SOCKETS = ["docker.sock", "containerd/containerd.sock", "podman/podman.sock", "crio/crio.sock"].flatMap((name) => [`/var/run/${name}`, `/run/${name}`]);

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.runtimeStages) {
    for (const { socket, range } of stage.instructions.flatMap((instruction) => [...inVolume(stage, instruction), ...inHost(instruction)])) {
      yield problem(socket, range);
    }
    for (const script of subject.scripts(stage)) {
      const word = script.commands.flatMap((command) => command.words).find((candidate) => socketIn(candidate.value) !== undefined);
      const socket = socketIn(word?.value);
      if (word !== undefined && socket !== undefined) yield problem(socket, word.range);
    }
  }
}

function problem(socket: string, range: Range): Problem {
  return {
    range,
    message: `The image is made to use ${socket}: whoever can talk to that socket starts a privileged container and is root on the host.`,
  };
}

function socketIn(text: string | undefined): string | undefined {
  const path = text?.startsWith("unix://") ? text.slice("unix://".length) : text;
  return SOCKETS.find((socket) => path === socket);
}

function inVolume(stage: Stage, instruction: Instruction): readonly { readonly socket: string; readonly range: Range }[] {
  if (instruction.keyword !== "VOLUME") return [];
  const scope = stage.variablesAt(instruction);
  return instruction.arguments.flatMap((argument) => {
    const socket = socketIn(scope.expand(argument.text));
    return socket === undefined ? [] : [{ socket, range: argument.range }];
  });
}

function inHost(instruction: Instruction): readonly { readonly socket: string; readonly range: Range }[] {
  if (instruction.keyword !== "ENV") return [];
  return instruction.arguments.flatMap((argument) => {
    const socket = socketIn(argument.pair?.value);
    return socket === undefined ? [] : [{ socket, range: argument.range }];
  });
}

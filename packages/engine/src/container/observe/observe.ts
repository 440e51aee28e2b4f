import { known, unknown } from "@bulwark/core/source";
import type { Trial } from "@bulwark/core/prove";
import { numberAt, textAt } from "@bulwark/image";
import { observeFromHost } from "./from-host.ts";
import { observeFromInside, type Cat } from "./from-inside.ts";

/** What can be seen of a running container: on this machine where its process is here, else through a `cat` of its image. */
export async function observe(inspected: unknown, cat: Cat): Promise<Pick<Trial, "process" | "listening">> {
  const pid = numberAt(inspected, "State", "Pid");
  if (pid === undefined || pid <= 0) return unseen("the container does not run");
  const seen = (await observeFromHost(pid, textAt(inspected, "Id") ?? "")) ?? (await observeFromInside(cat));
  if (seen === undefined) return unseen("its process is not visible from this machine, and its image has no `cat` to read /proc with");
  const evidence = { observation: seen.seen };
  const network = textAt(inspected, "HostConfig", "NetworkMode");
  return {
    process: known(seen.process, evidence),
    listening: network === "host" ? unknown("it shares the network of the engine's host") : known(seen.listening, evidence),
  };
}

function unseen(reason: string): Pick<Trial, "process" | "listening"> {
  return { process: unknown(reason), listening: unknown(reason) };
}

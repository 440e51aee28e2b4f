import { buildCommands } from "../../facts/build/build-commands.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Fix, Problem } from "../rule.ts";
import { severityOf } from "../severity.ts";
import { variableSettings } from "../../facts/variable-settings.ts";
import { controlsVerification, settingWord, whoStopsVerifying } from "./settings.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const { name, value, by, range, stage } of variableSettings(subject, controlsVerification)) {
    const who = whoStopsVerifying(name, value);
    if (who === undefined) continue;
    const staysOn = by === "ENV" && subject.isRuntime(stage);
    const reach = staysOn ? "also in the running container, whose requests and credentials anyone on the way can read and change" : "so anyone on the way can replace what the image is made from";
    yield { range, message: `${name}=${value} makes ${who} accept any certificate, ${reach}.`, severity: staysOn ? RUNNING : BUILDING, fix: FIX };
  }
  for (const { command } of buildCommands(subject)) {
    const word = command.words[settingWord(command) ?? -1];
    if (word === undefined) continue;
    yield {
      range: word.range,
      message: `${command.name} accepts any certificate with ${word.text}, so anyone on the way can replace what the image is made from.`,
      severity: BUILDING,
      fix: FIX,
    };
  }
}

const RUNNING = severityOf({ gain: 3, likelihood: 1, spread: 3 });
const BUILDING = severityOf({ gain: 3, likelihood: 1, spread: 2 });
const FIX: Fix = { kind: "suggested", description: "Remove the setting, and trust the certificate authority that is missing", edits: [] };

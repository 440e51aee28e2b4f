import type { PackageCall } from "../../shell/calls.ts";
import type { Word } from "../../shell/command.ts";
import { buildCommands } from "../../facts/build/build-commands.ts";
import { isLocalHost, isPublicHost } from "../../facts/hosts.ts";
import { optionsWithValue } from "../../facts/build/package-options.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Fix, Problem } from "../rule.ts";
import { variableSettings } from "../../facts/variable-settings.ts";
import { removeWord } from "../../facts/edits/word-edits.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    for (const call of subject.packageCalls(stage)) {
      if (call.manager === "pip") yield* trustedHosts(subject, call);
    }
  }
  for (const { command } of buildCommands(subject)) {
    if (command.name?.startsWith("pip") !== true || command.words[1]?.value !== "config") continue;
    const at = command.words.findIndex(({ value }) => value?.endsWith(".trusted-host") === true);
    const key = command.words[at];
    const host = command.words[at + 1];
    if (key === undefined || !command.words.some(({ value }) => value === "set")) continue;
    yield problem(key.range, "pip config set", host?.value ?? "a host", { kind: "suggested", description: "Remove the setting; give pip the certificate of your own authority with --cert", edits: [] });
  }
  for (const setting of variableSettings(subject, (name) => name.toUpperCase() === "PIP_TRUSTED_HOST")) {
    if (setting.value === "" || isLocalHost(nameOf(setting.value))) continue;
    yield problem(setting.range, setting.name, setting.value, { kind: "suggested", description: `Remove ${setting.name}; give pip the certificate of your own authority with PIP_CERT`, edits: [] });
  }
}

function* trustedHosts(subject: DockerfileSubject, call: PackageCall): Iterable<Problem> {
  for (const { option, holder } of optionsWithValue(call, ["--trusted-host"])) {
    const host = option.value ?? holder.value ?? holder.text;
    if (isLocalHost(nameOf(host))) continue;
    const words = holder === option.word ? [option.word] : [option.word, holder];
    yield problem(option.word.range, "pip --trusted-host", host, removal(subject, words, host));
  }
}

/** The certificate of a public index verifies, so nothing but the risk goes; that of an index within may not. */
function removal(subject: DockerfileSubject, words: readonly Word[], host: string): Fix {
  return {
    kind: isPublicHost(nameOf(host)) ? "behavioural" : "suggested",
    description: "Remove --trusted-host; give pip the certificate of your own authority with --cert",
    edits: words.every((word) => word.editable) ? words.map((word) => removeWord(subject.source, word.range)) : [],
  };
}

function nameOf(host: string): string {
  const colon = host.indexOf(":");
  return (colon === -1 ? host : host.slice(0, colon)).toLowerCase();
}

function problem(range: Problem["range"], what: string, host: string, fix: Fix): Problem {
  return { range, message: `${what} lets pip take packages from ${host} without verifying it: anyone on the way can replace code that runs while the image is built.`, fix };
}

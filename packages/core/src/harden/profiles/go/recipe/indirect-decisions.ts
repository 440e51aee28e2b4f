import { insert } from "../../../../facts/build/edit-place.ts";
import type { Edit } from "../../../../source/edit.ts";
import { type Evidence, type Fact, formatEvidence, known, unknown } from "../../../../source/fact.ts";
import type { Decision, HardenInput } from "../../../plan.ts";
import { evidenceAt } from "../../../stage/line.ts";
import { stageLibc } from "../build/build-cgo.ts";
import type { IndirectBuild } from "./indirect-build.ts";

/** What is decided about `make build` and the like: what the environment of the RUN can say, since the recipe itself is not edited. */
export function indirectDecisions(input: HardenInput, builds: readonly IndirectBuild[], needsCgo: Fact<boolean>): readonly Decision[] {
  return builds.flatMap((build) => [cgoDecision(input, build, needsCgo), flagsDecision(input, build, needsCgo)]);
}

/** The C library that a program built so needs; of several builds the one that is least certain tells. */
export function indirectLibc(input: HardenInput, builds: readonly IndirectBuild[], needsCgo: Fact<boolean>): Fact<"none" | "glibc" | "musl"> {
  const found = builds.map((build) => libcOf(input, build, needsCgo));
  return found.find((libc) => !libc.known) ?? found.find((libc) => libc.known && libc.value !== "none") ?? found[0] ?? unknown("the command that builds the program is not seen, so how it is linked is not known");
}

function libcOf(input: HardenInput, build: IndirectBuild, needsCgo: Fact<boolean>): Fact<"none" | "glibc" | "musl"> {
  const { linking } = build;
  if (linking.kind === "static") return known("none", ...linking.evidence);
  if (linking.kind === "uncertain") return unknown(linking.reason);
  if (linking.kind === "unset" && !needsCgo.known) return unknown(needsCgo.reason);
  if (switchesOff(build, needsCgo)) return known("none", ...(needsCgo.known ? needsCgo.evidence : []));
  const libc = stageLibc(build.stage);
  if (libc === undefined) return unknown("the image that it is built in is not known, so neither is its C library");
  const evidence = evidenceAt(input, build.stage.from.range, `builds on ${libc.reference}, which has ${libc.libc}`);
  return known(libc.libc, ...(linking.kind === "cgo" ? linking.evidence : needsCgo.known ? needsCgo.evidence : []), evidence);
}

/** Nothing sets CGO_ENABLED, nothing needs it, and it can be put in front of the command. */
function switchesOff({ linking, canEdit }: IndirectBuild, needsCgo: Fact<boolean>): boolean {
  return linking.kind === "unset" && canEdit && needsCgo.known && !needsCgo.value;
}

function cgoDecision(input: HardenInput, build: IndirectBuild, needsCgo: Fact<boolean>): Decision {
  const { linking, command } = build;
  const place = evidenceAt(input, command.range, `runs ${called(build)}`);
  const decide = (answer: Decision["answer"], outcome: string, evidence: readonly Evidence[], edits: readonly Edit[] = []): Decision => ({ id: "cgo", question: "Does the program need C?", answer, outcome, evidence, edits });
  if (linking.kind === "static") return decide("adapt", "no: the build already links it without a C library", [place, ...linking.evidence]);
  if (linking.kind === "cgo") return decide("refuse", `yes, so the base must have the C library of the builder${because(linking.evidence)}`, [place, ...linking.evidence]);
  if (linking.kind === "uncertain") return decide("warn", `not known, so the build stays as it is: ${linking.reason}`, [place]);
  if (!needsCgo.known) return decide("warn", `not known, so the build stays as it is: ${needsCgo.reason}`, [place]);
  if (needsCgo.value) return decide("refuse", `yes, so CGO_ENABLED=0 is not set and the base must have the C library of the builder${because(needsCgo.evidence)}`, needsCgo.evidence);
  if (!switchesOff(build, needsCgo)) return decide("warn", `nothing needs it, but the command cannot be edited where it stands; put CGO_ENABLED=0 before ${called(build)}, or ENV CGO_ENABLED=0 before that RUN`, [place, ...needsCgo.evidence]);
  const trim = build.mayTrim ? " GOFLAGS=-trimpath" : "";
  const outcome = `no: CGO_ENABLED=0${trim} in front of ${called(build)}, whose go build takes it from the environment, so the program needs no C library and runs on any base`;
  return decide("adapt", outcome, [place, ...needsCgo.evidence], [prefix(build, `CGO_ENABLED=0${trim}`)]);
}

function flagsDecision(input: HardenInput, build: IndirectBuild, needsCgo: Fact<boolean>): Decision {
  const evidence = [evidenceAt(input, build.command.range, `runs ${called(build)}`)];
  const common = { id: "build-flags", question: "Is the program built without paths and debug information?", evidence, rule: "use-build-hardening-flags" };
  const rest = `add -ldflags='-s -w' to the go build that ${build.command.name ?? "it"} runs, where it is missing: no edit here reaches it`;
  if (!build.mayTrim || !build.canEdit) return { ...common, answer: "warn", outcome: `what its flags are is said in a file that is not edited; add -trimpath where it is missing, and ${rest}`, edits: [] };
  const edits = switchesOff(build, needsCgo) ? [] : [prefix(build, "GOFLAGS=-trimpath")];
  return { ...common, answer: "adapt", outcome: `GOFLAGS=-trimpath in front of ${called(build)}: no paths of the build machine; ${rest}`, edits };
}

function prefix({ command }: IndirectBuild, text: string): Edit {
  const wrapper = command.wrappers.at(-1)?.name;
  const at = command.words[0]?.range.start ?? command.range.start;
  return insert(at, wrapper === undefined || wrapper === "env" ? `${text} ` : `env ${text} `);
}

function called({ command }: IndirectBuild): string {
  return command.words.slice(0, 3).map((word) => word.text).join(" ");
}

function because([first]: readonly Evidence[]): string {
  return first === undefined ? "" : `: ${formatEvidence(first)}`;
}

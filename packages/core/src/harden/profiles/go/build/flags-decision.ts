import { goFlags } from "../../../../facts/build/go-flags.ts";
import { flagOf } from "../../../../shell/index.ts";
import type { Edit } from "../../../../source/edit.ts";
import type { Evidence } from "../../../../source/fact.ts";
import type { Decision, HardenInput } from "../../../plan.ts";
import { evidenceAt } from "../../../stage/line.ts";
import type { GoBuild } from "./go-build.ts";

/** `-trimpath` and the linker's `-s -w` into the build command, where they are missing for certain. */
export function flagsDecision(input: HardenInput, build: GoBuild): Decision {
  const { go } = build;
  const place = evidenceAt(input, go.command.range, "is the build command");
  const { debugging, trims, missing, left, edits } = goFlags(input.subject.source, build);
  if (debugging !== undefined) {
    return decide("refuse", "it is built for a debugger, so its flags stay as they are", [evidenceAt(input, debugging.word.range, `builds with ${debugging.word.text}`)]);
  }
  if (edits === undefined && (missing.length > 0 || left !== undefined)) return decide("warn", "no, and the command cannot be edited where it stands; add -trimpath -ldflags='-s -w' behind build", [place]);
  const said = missing.join(" and ");
  if (left !== undefined || trims === undefined) {
    const open = left === undefined ? "whether it builds with -trimpath is not certain, since a variable may hold it" : `-ldflags ${left}; add -s -w to it by hand`;
    return decide("warn", `${said === "" ? "" : `${said} added; `}${open}`, [place, evidenceAt(input, flagOf(go, "-ldflags")?.word.range ?? go.command.range, "is where the flags stand")], edits);
  }
  if (missing.length === 0) return decide("adapt", "yes: -trimpath and -s stand in the command already", [place]);
  return decide("adapt", `${said} added: no paths of the build machine, no symbol table, a smaller program; panics keep their line numbers`, [place], edits);
}

function decide(answer: Decision["answer"], outcome: string, evidence: readonly Evidence[], edits: readonly Edit[] = []): Decision {
  return { id: "build-flags", question: "Is the program built without paths and debug information?", answer, outcome, evidence, edits, rule: "use-build-hardening-flags" };
}

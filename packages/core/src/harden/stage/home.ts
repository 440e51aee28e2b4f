import { accountsOfChain } from "../../posture/accounts.ts";
import { chainOf } from "../../posture/chain.ts";
import { readStageShell } from "../../shell/index.ts";
import { valueOf } from "../../source/fact.ts";
import type { Stage } from "../../dockerfile/model.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import type { Decision, HardenInput, Identity } from "../plan.ts";
import { evidenceAt, insertAfter } from "./line.ts";

/**
 * HOME for a user without an account in the image: engines set it to `/` then, where nobody but root writes, and npm, pip, git, JVMs
 * and others keep caches and settings there. Nothing is decided where the account has a home, or something sets HOME.
 */
export function homeDecision(input: HardenInput, target: Stage, identity: Identity, anchor: Instruction): readonly Decision[] {
  const { subject } = input;
  if (subject.runtimeStages.at(-1)?.base.kind === "scratch" || valueOf(subject.posture.shell) === false) return [];
  if (setsHome(input) || hasAccount(input, target, identity)) return [];
  return [
    {
      id: "home",
      question: "Does it have a home to write to?",
      answer: "adapt",
      outcome: `HOME=/tmp: ${identity.uid} has no account in the image, so HOME would be /, where it cannot write, and npm, pip, git and others fail that keep something there`,
      evidence: [evidenceAt(input, target.from.range, `has no account ${identity.uid}, and nothing behind it makes one or sets HOME`)],
      edits: [insertAfter(anchor, ["ENV HOME=/tmp"], subject.source)],
    },
  ];
}

function setsHome({ subject }: HardenInput): boolean {
  const image = valueOf(subject.posture.base)?.image;
  const written = subject.runtimeStages.some((stage) => stage.instructions.some(({ keyword, arguments: words }) => keyword === "ENV" && words.some(({ pair }) => pair?.key === "HOME")));
  return written || image?.config.env?.["HOME"] !== undefined;
}

function hasAccount({ subject, context }: HardenInput, target: Stage, { uid }: Identity): boolean {
  const chain = chainOf(subject.model, target, readStageShell, context);
  return chain !== undefined && [...accountsOfChain(chain).users.values()].some((account) => account.uid === uid);
}

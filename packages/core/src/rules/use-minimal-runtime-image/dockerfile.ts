import { familiarName } from "../../dockerfile/reference.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";
import { severityOf } from "../severity.ts";
import { smallerImage } from "../../facts/smaller-image.ts";
import { stageChain } from "../../facts/stage-chain.ts";
import { setsStart } from "../../facts/start/start-script.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  const { target } = subject;
  const root = stageChain(subject);
  if (target === undefined || root?.base.kind !== "image" || root.image === undefined || !setsStart(subject)) return;
  const { reference } = root.base;
  const smaller = smallerImage(root.image, reference);
  if (smaller === undefined) return;
  const name = `${familiarName(reference)}${reference.tag === undefined ? "" : `:${reference.tag}`}`;
  yield {
    range: target.base.range,
    message: `The application runs in ${name}, with ${smaller.surplus}: ${smaller.isArmed ? "each is a tool for whoever gets in, and adds its own vulnerabilities" : "a third of the image, scanned and pulled for nothing"}.`,
    ...(smaller.isArmed ? {} : { severity: severityOf({ gain: 1, likelihood: 1, spread: 1 }) }),
    fix: { kind: "suggested", description: `Build in this image, and run in ${smaller.name}; bulwark harden writes that`, edits: [] },
  };
}

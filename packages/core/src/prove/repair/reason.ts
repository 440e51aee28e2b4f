import type { Cause } from "../cause.ts";

const SUBJECT = "the program ";

/** Why a correction is made, without the advice that it follows: `the program writes /data/x at start`. */
export function reasonOf({ message }: Cause): string {
  const advice = message.lastIndexOf("; ");
  const reason = advice === -1 ? message : message.slice(0, advice);
  const what = reason.indexOf(`: ${SUBJECT}`);
  return (what === -1 ? reason : reason.slice(what + ": ".length)).replaceAll("`", "");
}

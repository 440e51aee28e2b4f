import type { Posture } from "../../posture/posture.ts";
import type { Compared } from "./compared.ts";
import type { Observed } from "./observed.ts";
import { list } from "./text.ts";

/**
 * Predicted is what the start needs. A container that works with no more than that confirms it; one that misses another capability, or a
 * program whose file capabilities ask for another, contradicts it.
 */
export function compareCapabilities(predicted: Posture["capabilities"], shown: Posture["capabilities"], { workedWith, missed = [] }: Observed): Compared {
  const beyond = (names: readonly string[]): readonly string[] => (predicted.known ? names.filter((name) => !predicted.value.includes(name)) : names);
  const ofFile = shown.known ? shown.value : [];
  const asked = [...new Set([...missed, ...ofFile])];
  const seen = workedWith !== undefined ? `works with ${list(workedWith)}` : asked.length > 0 ? `needs ${list(asked)}` : shown.known ? "no file capabilities" : shown.reason;
  if (!predicted.known) return { result: "unpredicted", predicted: predicted.reason, shown: seen };
  const text = list(predicted.value);
  if (beyond(asked).length > 0) return { result: "contradicted", predicted: text, shown: `needs ${list(beyond(asked))} too` };
  if (workedWith === undefined) return { result: ofFile.length > 0 ? "confirmed" : "unseen", predicted: text, shown: seen };
  const more = beyond(workedWith);
  if (more.length > 0) return { result: "unseen", predicted: text, shown: `it was only tried with more: ${list(more)}` };
  return { result: "confirmed", predicted: text, shown: seen };
}

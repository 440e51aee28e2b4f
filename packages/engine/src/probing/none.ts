import type { NoAnswer } from "@bulwark/core/prove";

export function none(reason: string): NoAnswer {
  return { kind: "none", reason };
}

import type { Posture } from "../posture/posture.ts";

/** A fact that the Dockerfile predicted, beside what the built image (and its running container) shows. */
export interface Confirmation {
  readonly fact: keyof Posture;
  /** `unpredicted`: the file could not tell; `unseen`: the image does not show it. */
  readonly result: "confirmed" | "contradicted" | "unpredicted" | "unseen";
  readonly predicted: string;
  readonly shown: string;
}

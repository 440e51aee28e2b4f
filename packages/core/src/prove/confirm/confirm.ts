import type { Posture } from "../../posture/posture.ts";
import type { Confirmation } from "../confirmation.ts";
import { FACTS, type FactName } from "./facts.ts";
import type { Observed } from "./observed.ts";
import { printable } from "./text.ts";

/** The facts in the order in which they are told. */
const ORDER: readonly FactName[] = [
  "user", "entrypoint", "healthcheck", "shell", "packageManager", "libc", "base", "ports", "volumes", "workdir", "stopSignal", "packages", "capabilities",
  "writablePaths",
];

/**
 * Compare what a Dockerfile predicted with what its image, and its running container, show: one confirmation for every fact, by meaning
 * and not by spelling (a user by its ids, packages as a part of all that are installed). Texts are short, printable and on one line.
 */
export function confirmPosture(predicted: Posture, shown: Posture, observed: Observed = {}): readonly Confirmation[] {
  return ORDER.map((fact) => {
    const compared = FACTS[fact](predicted, shown, observed);
    return { fact, result: compared.result, predicted: printable(compared.predicted), shown: printable(compared.shown) };
  });
}

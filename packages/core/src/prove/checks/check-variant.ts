import { REQUIREMENTS, type Requirement } from "../../config/prove-config.ts";
import type { Check } from "../proof.ts";
import { answers, builds, healthy, starts, stops } from "./behaviour.ts";
import { checkGates } from "./gates.ts";
import type { CheckInput, Outcome } from "./outcome.ts";
import { noCapabilities, noNewPrivileges, nonRoot, readOnly } from "./restrictions.ts";

const CHECKS: Readonly<Record<Requirement, (input: CheckInput) => Outcome>> = {
  builds,
  starts,
  answers,
  healthy,
  "non-root": nonRoot,
  "read-only": readOnly,
  "no-capabilities": noCapabilities,
  "no-new-privileges": noNewPrivileges,
  stops,
};

/**
 * Every requirement in its order, then the gates that were asked for. A requirement counts for the verdict when it is asked for, when the
 * original does what it says (build, start, answer, stop), or when the profile promises it (an account, a read-only root, no capabilities,
 * no new privileges). What is not known is never met.
 */
export function checkVariant(input: CheckInput): readonly Check[] {
  const requirements = REQUIREMENTS.map((id): Check => {
    const { met, expected, detail } = CHECKS[id](input);
    return { id, met, required: expected || input.gates.require.includes(id), detail };
  });
  return [...requirements, ...checkGates(input)];
}

import { type Adjustments, NO_ADJUSTMENTS } from "../adjustments.ts";
import type { HardenInput } from "../plan.ts";

/** What is said of the application, empty where nothing is. */
export function adjustmentsIn(input: HardenInput): Adjustments {
  return input.options.adjustments ?? NO_ADJUSTMENTS;
}

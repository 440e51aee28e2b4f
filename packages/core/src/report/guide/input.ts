import type { Plan, Variant } from "../../harden/plan.ts";
import type { Judgement } from "../../judge/index.ts";
import type { Measured } from "../../prove/measured/measured.ts";
import type { CalendarDate } from "../../source/date.ts";

/** All that the guide of one project is written from. */
export interface GuideInput {
  readonly plan: Plan;
  readonly original: Judgement;
  readonly variants: readonly GuideVariant[];
  /** Where the Dockerfiles, Compose and Kubernetes files were written, relative to the guide. */
  readonly composePath: string;
  readonly kubernetesPath: string;
  readonly context: string;
  /** The texts of run line, Compose file and Kubernetes file. */
  readonly runLine: string;
  readonly compose: string;
  readonly kubernetes: string;
  /** The day of the facts about bases and their support; not today, so that the same project gives the same page tomorrow. */
  readonly knowledgeDate: CalendarDate;
  /** What a proof of just these Dockerfiles measured; the numbers of the page are its own then. */
  readonly measured?: Measured;
}

export interface GuideVariant {
  readonly variant: Variant;
  readonly path: string;
  readonly image: string;
  readonly judgement: Judgement;
}

/** What a number that nobody has measured says; Results has the command that measures it. */
export const NOT_MEASURED = "not measured yet";

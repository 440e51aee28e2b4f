import type { DockerfileSubject } from "../facts/subject.ts";
import type { Edit } from "../source/edit.ts";
import type { Evidence } from "../source/fact.ts";
import type { Range } from "../source/text.ts";

/** From what an attacker gains × how likely × how far it spreads (`docs/severity.md`); `info` is advice without an attacker. */
export type Severity = "critical" | "high" | "medium" | "low" | "info";

/** What a rule is about; hygiene is told apart from security. */
export type Category =
  | "base-image" | "identity" | "secrets" | "supply-chain" | "packages" | "runtime" | "attack-surface" | "build" | "hygiene" | "correctness";

/**
 * preserving: the built image behaves as before. behavioural: it may behave otherwise; carries its evidence. suggested: needs to
 * know what a person meant; shown, never made.
 */
export type FixKind = "preserving" | "behavioural" | "suggested";

/** The part of a rule that does not depend on the surface; stands once, at the head of its `rule.md`. */
export interface RuleDescription {
  /** The folder's name: kebab case, explains itself, never reused. */
  readonly id: string;
  readonly title: string;
  readonly category: Category;
  readonly severity: Severity;
  /** The three judgements from which the severity follows, 0 to 3 each. */
  readonly derivation: { readonly gain: number; readonly likelihood: number; readonly spread: number };
  /** The best fix that the rule can offer; undefined when it offers none. */
  readonly fix: FixKind | undefined;
  /** `{ hadolint: ["DL3002"], trivy: ["DS-0002"], checkov: ["CKV_DOCKER_8"], cis: ["4.1"] }`. */
  readonly peers: Readonly<Record<string, readonly string[]>>;
}

export interface Fix {
  readonly kind: FixKind;
  /** An imperative sentence: `Add --no-cache to apk add`. */
  readonly description: string;
  readonly edits: readonly Edit[];
}

/** What a facet reports; the judge makes a finding of it. */
export interface Problem {
  readonly range: Range;
  /** What is wrong here and why it matters, in one or two sentences. Never holds a secret's value. */
  readonly message: string;
  readonly evidence?: readonly Evidence[];
  /** Lower (or higher) than the rule's own, when this place differs by the policy: a secret in a stage that is thrown away … */
  readonly severity?: Severity;
  readonly fix?: Fix;
}

/** How the Dockerfile shows a rule's concept. Pure; yields problems in any order. */
export type DockerfileFacet = (subject: DockerfileSubject) => Iterable<Problem>;

/** A rule with its facets. */
export interface Rule extends RuleDescription {
  readonly dockerfile?: DockerfileFacet;
}

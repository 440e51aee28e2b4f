import type { BuildContext } from "../context/build-context.ts";
import type { DockerfileModel, Stage } from "../dockerfile/model.ts";
import type { Command } from "../shell/command.ts";
import type { AccountCall, Download, PackageCall, PermissionCall } from "../shell/calls.ts";
import type { ShellScript } from "../shell/command.ts";
import type { Posture } from "../posture/posture.ts";
import type { CalendarDate } from "../source/date.ts";
import type { Edit } from "../source/edit.ts";
import type { Evidence } from "../source/fact.ts";
import type { Range, SourceText } from "../source/text.ts";

/** From what an attacker gains × how likely × how far it spreads (`judge/severity.md`); `info` is advice without an attacker. */
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

/** Everything that a Dockerfile rule may look at; computed once, lazily, for all rules. */
export interface DockerfileSubject {
  readonly source: SourceText;
  readonly model: DockerfileModel;
  /** The stage that runs: the target; undefined in an empty file, and when `--target` names no stage. */
  readonly target: Stage | undefined;
  /** The target and the stages that it is made FROM, last first: what they leave in the file system is in the running image. */
  readonly runtimeStages: readonly Stage[];
  /** Whether what this stage leaves reaches the running image as a layer. */
  isRuntime(stage: Stage): boolean;
  readonly posture: Posture;
  /** Files of the build context, where one is at hand; undefined means that nothing is known about it. */
  readonly context: BuildContext | undefined;
  readonly today: CalendarDate;
  /** The scripts of RUN, those behind ONBUILD among them, in order. */
  scripts(stage: Stage): readonly ShellScript[];
  commands(stage: Stage): readonly Command[];
  packageCalls(stage: Stage): readonly PackageCall[];
  downloads(stage: Stage): readonly Download[];
  accountCalls(stage: Stage): readonly AccountCall[];
  permissionCalls(stage: Stage): readonly PermissionCall[];
}

/** How the Dockerfile shows a rule's concept. Pure; yields problems in any order. */
export type DockerfileFacet = (subject: DockerfileSubject) => Iterable<Problem>;

/** A rule with its facets. */
export interface Rule extends RuleDescription {
  readonly dockerfile?: DockerfileFacet;
}

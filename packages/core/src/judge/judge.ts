import type { DockerfileSubject } from "../facts/subject.ts";
import type { Problem, Rule } from "../rules/rule.ts";
import type { Finding } from "../rules/finding.ts";
import { atLeast } from "../rules/severity.ts";
import type { Range } from "../source/text.ts";
import { CrossReference } from "./cross-reference.ts";
import { gradeFindings, type Grade } from "./grade.ts";
import { readIgnoreComments, type IgnoreComment } from "./ignore-comments.ts";
import { nearest } from "../source/nearest.ts";

/** What was found in one Dockerfile. */
export interface Judgement {
  readonly path: string;
  /** In the order of their places, then of their rules. */
  readonly findings: readonly Finding[];
  readonly ignored: readonly IgnoredFinding[];
  /** What the author should know about the ignores themselves: without effect, unknown rule, expired. */
  readonly notices: readonly Notice[];
  readonly grade: Grade;
}

export interface IgnoredFinding {
  readonly finding: Finding;
  /** The comment's tool, or `bulwark.yaml`. */
  readonly by: string;
  readonly reason: string | undefined;
}

export interface Notice {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** An entry of `bulwark.yaml` that holds for this file. */
export interface ConfiguredIgnore {
  readonly rule: string;
  readonly reason: string;
}

export interface JudgeOptions {
  readonly rules: readonly Rule[];
  /** Every rule that there is, where `rules` are only some of them: an ignore of another is no mistake then. */
  readonly ruleIds?: readonly string[];
  readonly ignores: readonly ConfiguredIgnore[];
  /** Called with each configured ignore that took a finding out. */
  readonly onUse?: (ignore: ConfiguredIgnore) => void;
}

export function judgeDockerfile(subject: DockerfileSubject, options: JudgeOptions): Judgement {
  const path = subject.source.path;
  const written = readIgnoreComments(subject.model.syntax);
  // Most files have none, and then nobody needs the other tools' ids.
  const reference = new CrossReference(written.length === 0 ? [] : options.rules);
  const comments = written.map((comment) => ({
    comment,
    rules: new Set(comment.ids.flatMap((id) => reference.rulesFor(comment.tool, id))),
    used: new Set<string>(),
  }));
  const findings: Finding[] = [];
  const ignored: IgnoredFinding[] = [];
  for (const finding of findAll(subject, options.rules)) {
    const holding = comments.filter(({ comment, rules }) => (rules.has("*") || rules.has(finding.rule)) && touches(comment.scope, finding.range));
    const comment = holding[0];
    if (comment) {
      for (const { used } of holding) used.add(finding.rule);
      ignored.push({ finding, by: comment.comment.tool, reason: comment.comment.reason });
      continue;
    }
    const configured = options.ignores.find((ignore) => ignore.rule === finding.rule);
    if (configured) {
      options.onUse?.(configured);
      ignored.push({ finding, by: "bulwark.yaml", reason: configured.reason });
      continue;
    }
    findings.push(finding);
  }
  const ids = options.rules.map((rule) => rule.id);
  const notices = comments.flatMap(({ comment, used }) => noticesOf(comment, used, { ids, all: options.ruleIds ?? ids }, subject));
  return { path, findings, ignored, notices, grade: gradeFindings(findings, subject.target ? subject.posture : undefined) };
}

function findAll(subject: DockerfileSubject, rules: readonly Rule[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) {
    if (rule.dockerfile === undefined) continue;
    const seen = new Set<string>();
    for (const problem of rule.dockerfile(subject)) {
      const key = `${problem.range.start}-${problem.range.end}-${problem.message}`;
      if (seen.has(key)) continue;
      seen.add(key);
      findings.push(toFinding(rule, problem, subject));
    }
  }
  return findings.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
}

function toFinding(rule: Rule, problem: Problem, subject: DockerfileSubject): Finding {
  return {
    rule: rule.id,
    severity: problem.severity ?? rule.severity,
    category: rule.category,
    message: problem.message,
    path: subject.source.path,
    range: problem.range,
    start: subject.source.position(problem.range.start),
    end: subject.source.position(problem.range.end),
    evidence: problem.evidence ?? [],
    fix: problem.fix,
  };
}

function touches(scope: Range, range: Range): boolean {
  return range.start <= scope.end && scope.start <= range.end;
}

/** Only our own comments are held to account: another tool may well need what has no effect here. */
function noticesOf(comment: IgnoreComment, used: ReadonlySet<string>, rules: { readonly ids: readonly string[]; readonly all: readonly string[] }, subject: DockerfileSubject): readonly Notice[] {
  if (comment.tool !== "bulwark") return [];
  const at = { path: subject.source.path, line: subject.source.position(comment.range.start).line };
  const notices: Notice[] = [];
  for (const id of comment.ids) {
    if (id === "*") {
      if (used.size === 0 && rules.ids.length === rules.all.length) notices.push({ ...at, message: "this ignore has no effect: nothing was found there; remove it" });
    } else if (!rules.all.includes(id)) {
      const near = nearest(id, rules.all);
      notices.push({ ...at, message: `there is no rule "${id}"${near === undefined ? "" : `; did you mean "${near}"?`}` });
    } else if (!used.has(id) && rules.ids.includes(id)) {
      notices.push({ ...at, message: `this ignore of ${id} has no effect: nothing was found there; remove it` });
    }
  }
  if (comment.reason === undefined) notices.push({ ...at, message: `this ignore of ${comment.ids.join(", ")} gives no reason; write "# bulwark ignore=${comment.ids.join(",")}: why"` });
  return notices;
}

/** Whether any finding is at least as bad as the threshold. */
export function reaches(findings: readonly Finding[], threshold: Finding["severity"]): boolean {
  return findings.some((finding) => atLeast(finding.severity, threshold));
}

import type { Comment, DockerfileSyntax, Instruction } from "../dockerfile/syntax.ts";
import type { Range } from "../source/text.ts";

/** A comment that takes a rule out: ours, or one that people wrote for another tool. */
export interface IgnoreComment {
  /** `bulwark`, `hadolint`, `buildkit`, `trivy`, `checkov`, `kics`, `semgrep`. */
  readonly tool: string;
  /** As written, in the tool's own ids; `*` is every rule. */
  readonly ids: readonly string[];
  /** The part of the file in which it holds. */
  readonly scope: Range;
  readonly range: Range;
  readonly reason: string | undefined;
}

interface Form {
  readonly tool: string;
  /** What stands in front of the ids, in lower case. */
  readonly opening: string;
  readonly scope: "file" | "instruction";
  /** Without ids it takes out every rule. */
  readonly bare?: true;
  /** What parts ids from a reason. */
  readonly reasonAfter?: string;
}

/** Longer openings first, so that `kics-scan ignore-line` is not taken for `kics-scan ignore`. */
const FORMS: readonly Form[] = [
  { tool: "bulwark", opening: "bulwark ignore-file=", scope: "file", reasonAfter: ":" },
  { tool: "bulwark", opening: "bulwark ignore=", scope: "instruction", reasonAfter: ":" },
  { tool: "buildkit", opening: "check=skip=", scope: "instruction", reasonAfter: "//" },
  { tool: "hadolint", opening: "hadolint global ignore=", scope: "file" },
  { tool: "hadolint", opening: "hadolint ignore=", scope: "instruction" },
  { tool: "trivy", opening: "trivy:ignore:", scope: "instruction" },
  { tool: "checkov", opening: "checkov:skip=", scope: "file", reasonAfter: ":" },
  { tool: "kics", opening: "kics-scan ignore-line", scope: "instruction", bare: true },
  { tool: "kics", opening: "kics-scan ignore-block", scope: "instruction", bare: true },
  { tool: "kics", opening: "kics-scan disable=", scope: "file" },
  { tool: "kics", opening: "kics-scan ignore", scope: "file", bare: true },
  { tool: "semgrep", opening: "nosemgrep:", scope: "instruction" },
  { tool: "semgrep", opening: "nosemgrep", scope: "instruction", bare: true },
];

/**
 * Every ignore in the file's comments and in its `# check=skip=…` directive. A comment holds for the instruction that it stands in
 * or that follows it, as each tool's documentation says, also a `check=skip=` further down; `global`, `disable`, `checkov:skip` and
 * ours with `-file` for the file.
 */
export function readIgnoreComments(syntax: DockerfileSyntax): readonly IgnoreComment[] {
  const whole: Range = { start: 0, end: syntax.source.text.length };
  const ignores: IgnoreComment[] = [];
  let next = 0;
  for (const comment of syntax.comments) {
    const form = FORMS.find((candidate) => normalise(comment.text).startsWith(candidate.opening));
    if (form === undefined) continue;
    while ((syntax.instructions[next]?.range.end ?? Infinity) < comment.range.start) next++;
    const ignore = readForm(form, comment, syntax.instructions[next], whole);
    if (ignore) ignores.push(ignore);
  }
  for (const directive of syntax.directives) {
    if (directive.name !== "check") continue;
    const skip = directive.value.split(";").find((option) => option.trim().toLowerCase().startsWith("skip="));
    const ids = skip === undefined ? [] : splitIds(skip.slice(skip.indexOf("=") + 1));
    if (ids.length > 0) {
      ignores.push({ tool: "buildkit", ids: ids.map(buildkitId), scope: whole, range: directive.range, reason: undefined });
    }
  }
  return ignores;
}

/** Lower case, with the white space gone that the tools allow around `=`. */
function normalise(text: string): string {
  return text.slice(0, 2_000).toLowerCase().split("=").map((part) => part.trim()).join("=");
}

function readForm(form: Form, comment: Comment, instruction: Instruction | undefined, whole: Range): IgnoreComment | undefined {
  const text = comment.text.slice(0, 2_000).split("=").map((part) => part.trim()).join("=");
  const rest = text.slice(form.opening.length).trim();
  const { reasonAfter = "" } = form;
  const end = reasonAfter === "" ? -1 : rest.indexOf(reasonAfter);
  const named = end === -1 ? rest : rest.slice(0, end);
  const ids = form.bare === true ? ["*"] : splitIds(named).map((id) => (form.tool === "buildkit" ? buildkitId(id) : id));
  if (ids.length === 0) return undefined;
  // Behind the last instruction it holds for nothing, which is said of ours.
  const scope = form.scope === "file" ? whole : (instruction?.range ?? { start: whole.end + 1, end: whole.end + 1 });
  const reason = end === -1 ? undefined : rest.slice(end + reasonAfter.length).trim();
  return { tool: form.tool, ids, scope, range: comment.range, reason: reason === "" ? undefined : reason };
}

function buildkitId(id: string): string {
  return id.toLowerCase() === "all" ? "*" : id;
}

/** `DL3006, DL3008` and `a.b.c d`: ids parted by commas or white space; a trailing word in brackets or an expiry is not an id. */
function splitIds(text: string): readonly string[] {
  const ids: string[] = [];
  for (const part of text.split(",")) {
    const id = part.trim().split(" ")[0] ?? "";
    const clean = id.split("[")[0] ?? "";
    if (clean !== "") ids.push(clean);
  }
  return ids;
}

import { existsSync, statSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { judgeDockerfile, reaches, worstGrade, type ConfiguredIgnore, type Notice } from "@bulwark/core/judge";
import { readIgnoreFile } from "@bulwark/core/context";
import { isSealed } from "@bulwark/core/harden";
import type { CheckReport, Fault, JudgedFile } from "@bulwark/core/report";
import { RULES, SEVERITIES, type Rule, type Severity } from "@bulwark/core/rules";
import { nearest } from "@bulwark/core/source";
import type { Invocation, Values } from "../command-line/command.ts";
import { EXIT, UsageError, type ExitCode } from "../exit-code.ts";
import { readConfigFile, type ConfigFile } from "../files/config-file.ts";
import { readStandardInput } from "../files/disk-tree.ts";
import { findDockerfiles } from "../files/find-dockerfiles.ts";
import { LARGEST_DOCKERFILE, readText, type ReadText } from "../files/read-text.ts";
import { lensOf, Project, subjectOf, type Lens } from "../subject.ts";
import { Progress } from "../terminal/progress.ts";
import { printReport } from "./print-report.ts";

const STANDARD_INPUT = "-";

export async function run({ positionals, values }: Invocation): Promise<ExitCode> {
  const lens = lensOf(values, "check");
  const configFile = await readConfigFile(process.cwd(), values.get("config"));
  const check = new Check(lens, chosenRules(values), configFile);
  const paths = positionals.length === 0 ? ["."] : positionals;
  for (const path of paths) {
    if (path === STANDARD_INPUT) check.judge(values.get("stdin-path") ?? "Dockerfile", await readStandardInput(LARGEST_DOCKERFILE), undefined, "Dockerfile");
    else if (existsSync(path) && statSync(path).isDirectory()) check.folder(path);
    else check.file(path);
  }
  const threshold = thresholdOf(values) ?? configFile?.config.failOn ?? "high";
  const report = check.report(threshold);
  await printReport(report, values);
  return exitCodeOf(report);
}

/** 3 wins over 1; a folder without a single Dockerfile is 3, since a gate over nothing must not be green. */
export function exitCodeOf(report: CheckReport): ExitCode {
  if (report.faults.length > 0) return EXIT.unread;
  return report.files.some((file) => reaches(file.judgement.findings, report.threshold)) ? EXIT.finding : EXIT.clean;
}

function thresholdOf(values: Values): Severity | undefined {
  const written = values.get("fail-on");
  return SEVERITIES.find((severity) => severity === written);
}

function chosenRules(values: Values): readonly Rule[] {
  const wanted = values.all("rule");
  if (wanted.length === 0) return RULES;
  const ids = RULES.map((rule) => rule.id);
  for (const id of wanted) {
    if (ids.includes(id)) continue;
    const near = nearest(id, ids);
    throw new UsageError(`there is no rule "${id}"${near === undefined ? "; bulwark rules lists them" : `; did you mean "${near}"?`}`, "check");
  }
  return RULES.filter((rule) => wanted.includes(rule.id));
}

class Check {
  readonly #lens: Lens;
  readonly #rules: readonly Rule[];
  readonly #configFile: ConfigFile | undefined;
  readonly #files = new Map<string, JudgedFile>();
  readonly #faults: Fault[] = [];
  readonly #projects = new Map<string, Project>();
  readonly #used = new Set<string>();
  #looked = 0;

  constructor(lens: Lens, rules: readonly Rule[], configFile: ConfigFile | undefined) {
    this.#lens = lens;
    this.#rules = rules;
    this.#configFile = configFile;
  }

  /** Every Dockerfile below a folder. */
  folder(folder: string): void {
    const progress = new Progress();
    const found = findDockerfiles(folder, (looked) => progress.show(`looking for Dockerfiles: ${looked} files`));
    this.#looked += found.looked;
    this.#faults.push(...found.faults.map((fault) => ({ ...fault, path: join(folder, fault.path) })));
    const excluded = readIgnoreFile((this.#configFile?.config.exclude ?? []).join("\n"));
    const paths = found.paths.filter((path) => !excluded.ignores(path));
    if (paths.length === 0 && found.faults.length === 0) {
      const templates = found.templates.length === 0 ? "" : `; ${found.templates.length} ${found.templates.length === 1 ? "template was" : "templates were"} left alone, since what becomes of them is not known (${found.templates[0] ?? ""})`;
      this.#fault(folder, { message: `has no Dockerfile or Containerfile in ${found.looked} files${templates}`, remedy: "name the file, or another folder", line: undefined, column: undefined });
    }
    const project = this.#project(folder);
    for (const [index, path] of paths.entries()) {
      progress.show(`judging ${index + 1} of ${paths.length} Dockerfiles`);
      const shown = join(folder, path);
      this.judge(shown, readText(shown, LARGEST_DOCKERFILE), project, path);
    }
    progress.clear();
  }

  /** One file, whatever its name. */
  file(path: string): void {
    this.#looked++;
    const below = relative(process.cwd(), resolve(path));
    const isBelow = !below.startsWith("..") && !isAbsolute(below);
    const project = isBelow ? this.#project(".") : this.#project(resolve(path, ".."));
    this.judge(path, readText(path, LARGEST_DOCKERFILE), project, slashes(relative(project.root, resolve(path))));
  }

  judge(shown: string, read: ReadText, project: Project | undefined, path: string): void {
    if (this.#files.has(shown)) return;
    if ("fault" in read) return this.#fault(shown, read.fault);
    const subject = subjectOf(shown, read.text, this.#lens, project, path);
    const judgement = judgeDockerfile(subject, { rules: this.#rules, ignores: this.#ignoresFor(path), onUse: (ignore) => this.#used.add(ignore.rule) });
    if (subject.model.syntax.instructions.length === 0) {
      return this.#fault(shown, { message: "has no instructions", remedy: "a Dockerfile begins with FROM", line: undefined, column: undefined });
    }
    if (this.#lens.target !== undefined && subject.target === undefined) {
      return this.#fault(shown, { message: `has no stage "${this.#lens.target}"`, remedy: "--target takes a stage's name or number", line: undefined, column: undefined });
    }
    this.#files.set(shown, { source: subject.source, judgement, ours: isSealed(read.text) });
    const tree = project?.tree;
    if (tree instanceof Object && "isListed" in tree && tree.isListed === true && !tree.complete && !this.#faults.some((fault) => fault.path === tree.name)) {
      this.#fault(tree.name, { message: "has more files than a build context that is looked through (200,000)", remedy: "name a smaller one with --context", line: undefined, column: undefined });
    }
  }

  report(threshold: Severity): CheckReport {
    const files = [...this.#files.values()].sort((a, b) => (a.source.path < b.source.path ? -1 : 1));
    return {
      files,
      faults: this.#faults,
      notices: this.#idleIgnores(),
      threshold,
      grade: worstGrade(files.map((file) => file.judgement.grade)),
      looked: this.#looked,
      ours: files.filter((file) => file.ours).length,
      next: nextSteps(files),
    };
  }

  #ignoresFor(path: string): readonly ConfiguredIgnore[] {
    const entries = this.#configFile?.config.ignore ?? [];
    return entries.filter((entry) => {
      if (entry.expires !== undefined && entry.expires < this.#lens.today) return false;
      return entry.paths.length === 0 || readIgnoreFile(entry.paths.join("\n")).ignores(path);
    });
  }

  #idleIgnores(): readonly Notice[] {
    const path = this.#configFile?.path ?? "bulwark.yaml";
    return (this.#configFile?.config.ignore ?? []).flatMap((entry) => {
      const isExpired = entry.expires !== undefined && entry.expires < this.#lens.today;
      if (isExpired) return [{ path, line: entry.line, message: `the ignore of ${entry.rule} expired on ${entry.expires ?? ""}; mend the finding or renew it with a reason` }];
      return this.#used.has(entry.rule) ? [] : [{ path, line: entry.line, message: `the ignore of ${entry.rule} has no effect in this run` }];
    });
  }

  #project(folder: string): Project {
    const root = resolve(folder);
    const project = this.#projects.get(root) ?? new Project(root, folder);
    this.#projects.set(root, project);
    return project;
  }

  #fault(path: string, fault: Omit<Fault, "path">): void {
    this.#faults.push({ path, ...fault });
  }
}

/** Paths as people typed them: below the current folder without `./`. */
function join(folder: string, path: string): string {
  const clean = folder.replace(/\/$/, "");
  if (clean === "." || clean === "") return path;
  return `${clean.startsWith("./") ? clean.slice(2) : clean}/${path}`;
}

function slashes(path: string): string {
  return path.split(sep).join("/");
}

/** What to type next, for the worst file that is not ours. */
function nextSteps(files: readonly JudgedFile[]): readonly string[] {
  const open = files.filter((file) => !file.ours && file.judgement.findings.length > 0);
  const worst = open.toSorted((a, b) => a.judgement.grade.points - b.judgement.grade.points)[0];
  if (worst === undefined) return [];
  const top = worst.judgement.findings.toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity))[0];
  return [`bulwark harden ${worst.source.path}`, ...(top === undefined ? [] : [`bulwark explain ${top.rule}`])];
}

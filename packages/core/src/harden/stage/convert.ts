import type { Edit } from "../../source/edit.ts";
import type { Stage } from "../../dockerfile/model.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import { format } from "../identity.ts";
import type { StartedProgram } from "../application.ts";
import type { Decision } from "../plan.ts";
import type { Move, WrittenStage } from "../move.ts";
import { outOfRoot, programOutOfRoot } from "./closed-folder.ts";
import { donorFolder, givenPaths, ownedFolders } from "./folders.ts";
import { convertHealth } from "./health.ts";
import { inheritedLines } from "./left-base.ts";
import { keptBase, keptReference, upgradeInPlace } from "./kept-base.ts";
import { leaveOut } from "./leave-out.ts";
import { evidenceAt, insertAfter, runLine, stageReference, summary, unusedStageName } from "./line.ts";
import { alpineCommands } from "./packages.ts";
import { ownersOfKeptAccount, ownersOfLeftAccounts } from "./owners.ts";
import { ownershipEdits } from "./ownership.ts";
import { movedPorts } from "./ports.ts";
import { proberCopy, proberStage } from "./prober.ts";
import { convertStart } from "./start-lines.ts";
import { takenFiles } from "./taken-files.ts";
import { isRoot, userBehind } from "./user-behind.ts";
import { workdirLine } from "./working-folder.ts";

/** A runtime stage is there already: it is moved onto the base by edits, and what it copies in stays as it is. */
export function convertStage(move: Move, target: Stage): WrittenStage | Decision {
  const conversion = new Conversion(move, target);
  return conversion.convert();
}

class Conversion {
  readonly #move: Move;
  readonly #target: Stage;
  readonly #decisions: Decision[] = [];
  /** Lines to put in front of the target stage: stages that give it what it cannot make itself. */
  readonly #donors: string[] = [];
  /** Lines to put behind FROM: a folder belongs to whoever makes it first, and keeps its owner when files are copied into it. */
  readonly #firstLines: string[] = [];
  /** Lines to put behind the last COPY of the stage. */
  readonly #copies: string[] = [];
  /** Lines behind these that move a port by its variable. */
  readonly #environment: string[] = [];
  /** Lines behind USER: ENTRYPOINT and CMD that the stage had from its old base. */
  readonly #endLines: string[] = [];

  readonly #kept: "distribution" | "shell-less" | undefined;

  constructor(move: Move, target: Stage) {
    this.#move = move;
    this.#target = target;
    this.#kept = keptBase(move, target);
  }

  convert(): WrittenStage | Decision {
    const { input, choice } = this.#move;
    const source = input.subject.source;
    const start = this.#move.application.start;
    if (!start.known) return refuse("start", `what it starts is not known: ${start.reason}`, []);
    const kept = this.#kept;
    const runs = kept === "distribution" ? upgradeInPlace(this.#move, this.#target) : this.#leaveOutRuns();
    if ("answer" in runs) return runs;
    this.#decisions.push(...runs.decisions);
    const health = convertHealth(this.#move, kept);
    const ports = movedPorts(this.#move, this.#target);
    const folders = ownedFolders(this.#move);
    const given = kept === undefined ? new Set<string>() : givenPaths(this.#target, this.#move.identity);
    const missing = folders.paths.filter((path) => !given.has(path));
    if (missing.length > 0) this.#giveFolders(missing);
    if (kept === undefined) {
      const inherited = inheritedLines(this.#move, this.#target, { health: health.line, ports: ports.exposeLines });
      if ("answer" in inherited) return inherited;
      this.#changeBase(inherited);
      this.#takeFiles();
    }
    else if (this.#firstLines.length > 0) this.#decisions.push(adapt("ownership", "Can it write where it must?", `${missing.join(", ")} made before anything is copied there`, [], [insertAfter(this.#target.from, this.#firstLines, source)]));
    if (health.probe !== undefined) this.#addProber();
    this.#environment.push(...ports.environmentLines);
    this.#decisions.push(...health.decisions, ...ports.decisions, ...folders.decisions);
    this.#convertHealthcheck(health.line);
    this.#convertWorkdir();
    this.#convertStart(start.value, kept === "distribution");
    this.#convertUser();
    this.#decisions.push(...ownershipEdits(input, this.#target, this.#move.identity, this.#move.application));
    this.#placeDonors(source.lineEnd);
    const stageEnd = this.#target.instructions.at(-1)?.range.end ?? this.#target.from.range.end;
    return {
      decisions: this.#decisions,
      appended: "",
      healthcheck: health.command,
      ...(kept !== undefined ? keptReference(this.#move, this.#target) : { reference: choice.reference, baseDecisions: choice.decisions }),
      replaced: kept === "distribution" ? undefined : { start: this.#target.from.range.start, end: stageEnd },
    };
  }

  #leaveOutRuns(): { readonly decisions: readonly Decision[] } | Decision {
    const decisions: Decision[] = [];
    for (const instruction of this.#instructions("RUN")) {
      const left = leaveOut(this.#move, this.#target, instruction);
      if (left.answer === "refuse") return left;
      decisions.push(left);
    }
    return { decisions };
  }

  #changeBase(inherited: readonly string[]): void {
    const { input, choice, identity, application } = this.#move;
    const range = this.#target.base.range;
    const written = input.subject.source.slice(range);
    const folders = ownedFolders(this.#move).paths;
    const lines = choice.packageManager === "apk" ? [runLine(alpineCommands(choice.packages, identity, folders), input)] : [];
    const { base } = this.#target;
    const unpinned = base.kind === "image" && base.reference.digest !== undefined ? "; the digest named the other image, so pin the one of this" : "";
    this.#decisions.push(
      adapt("runtime-base", "Which image does it run on?", `${choice.reference} instead of ${written}${unpinned}`, [evidenceAt(input, range, `runs on ${written}`), ...(application.libc.known ? application.libc.evidence : [])], [
        { range, text: choice.reference },
        insertAfter(this.#target.from, [...lines, `LABEL org.opencontainers.image.base.name="${choice.reference}"`, ...inherited, ...this.#firstLines, ...workdirLine(this.#target, choice.reference)], input.subject.source),
      ]),
    );
  }

  #takeFiles(): void {
    const taken = takenFiles(this.#move, this.#target);
    this.#donors.push(...taken.donors);
    this.#copies.push(...taken.copies);
    this.#decisions.push(...taken.decisions);
  }

  #addProber(): void {
    const name = unusedStageName(this.#move.input, "healthcheck", "health-check");
    this.#donors.push(...proberStage(this.#move, stageReference(this.#move.input, this.#move.application.buildStage), name), "");
    this.#copies.push(proberCopy(name));
  }

  #giveFolders(paths: readonly string[]): void {
    const { choice, identity, input } = this.#move;
    if (choice.shell) {
      const asRoot = isRoot(userBehind(this.#target, this.#anchor())) ? [] : ["USER root"];
      if (this.#kept !== undefined) this.#copies.push(...asRoot, runLine([`install -d -o ${identity.uid} -g ${identity.gid} ${paths.join(" ")}`], input));
      return;
    }
    const donor = donorFolder(this.#move);
    const name = unusedStageName(input, "folders", "empty-folders");
    this.#donors.push(`FROM ${stageReference(this.#move.input, this.#move.application.buildStage)} AS ${name}`, runLine([`mkdir -p ${paths.map((path) => donor + path).join(" ")}`], input), "");
    this.#firstLines.push(...paths.map((path) => `COPY --from=${name} --chown=${format(identity)} ${donor}${path} ${path}`));
  }

  #convertHealthcheck(line: string | undefined): void {
    for (const instruction of this.#instructions("HEALTHCHECK")) {
      const text = line ?? `# Left out by bulwark: ${summary(instruction, this.#move.input.subject.source)}`;
      if (instruction.nested?.keyword === "CMD") this.#edit("health-check", "How is its health checked?", "the health check is written for the base", instruction, text);
    }
  }

  /** `/root` is closed to everyone but root. */
  #convertWorkdir(): void {
    const edits: Edit[] = [];
    for (const instruction of this.#instructions("WORKDIR", "COPY", "ADD")) {
      const words = instruction.keyword === "WORKDIR" ? instruction.arguments : instruction.arguments.slice(-1);
      for (const word of words) {
        const moved = outOfRoot(word.text.replace(/\/$/, ""));
        if (moved === word.text.replace(/\/$/, "") || !word.mapped.isContiguous({ start: 0, end: word.mapped.text.length })) continue;
        const quoted = instruction.form === "exec" && instruction.keyword !== "WORKDIR";
        edits.push({ range: word.range, text: quoted ? JSON.stringify(moved) : moved });
      }
    }
    if (edits.length === 0) return;
    const evidence = edits.map((edit) => evidenceAt(this.#move.input, edit.range, "lies below /root"));
    this.#decisions.push(adapt("workdir", "Can it reach its own folder?", "/app instead of /root, which is closed to everyone but root", evidence, edits));
  }

  #convertStart(started: StartedProgram, keepsBase: boolean): void {
    const moved = programOutOfRoot(started);
    const { decisions, lines } = convertStart(this.#move.input, { target: this.#target, started: moved, workdir: moved.workdir, keepsBase });
    this.#decisions.push(...decisions);
    this.#endLines.push(...lines);
  }

  #convertUser(): void {
    const { input, identity } = this.#move;
    const source = input.subject.source;
    const users = this.#instructions("USER");
    const last = users.at(-1);
    const anchor = this.#anchor();
    const word = last?.arguments[0];
    const stands = last !== undefined && word !== undefined && last.range.start > anchor.range.start;
    const owners = this.#kept === "distribution" ? ownersOfKeptAccount(input, this.#target, identity) : ownersOfLeftAccounts(this.#target, identity);
    // Where RUNs stay, the accounts that they run as stay too.
    const removed = this.#kept === "distribution" ? [] : users.filter((user) => !(stands && user === last)).map((user): Edit => ({ range: this.#lineOf(user), text: "" }));
    const renamed = stands && word.text !== format(identity) ? [{ range: word.range, text: format(identity) }] : [];
    const lines = [...this.#copies, ...this.#environment, ...(stands ? [] : [`USER ${format(identity)}`]), ...this.#endLines];
    const edits = [...removed, ...renamed, ...owners, ...(lines.length === 0 ? [] : [insertAfter(anchor, lines, source)])];
    if (edits.length === 0) return;
    const evidence = last === undefined ? [evidenceAt(input, this.#target.from.range, "has no USER")] : [evidenceAt(input, last.range, `is ${summary(last, source)}`)];
    this.#decisions.push(adapt("user", "As whom does the stage end?", `USER ${format(identity)}`, evidence, edits));
  }

  #placeDonors(lineEnd: string): void {
    if (this.#donors.length === 0) return;
    const at = this.#target.from.range.start;
    this.#decisions.push(adapt("donor-stages", "What can the base not make itself?", "stages before it make what it copies", [], [{ range: { start: at, end: at }, text: this.#donors.map((line) => line.replaceAll("\r", "").split("\n").map((part) => part + lineEnd).join("")).join("") }]));
  }

  /** Behind this instruction nothing is copied or run any more. */
  #anchor(): Instruction {
    return this.#instructions("COPY", "ADD", "RUN", "WORKDIR").at(-1) ?? this.#target.from;
  }

  #lineOf(instruction: Instruction): { readonly start: number; readonly end: number } {
    const { text } = this.#move.input.subject.source;
    let end = instruction.range.end;
    while (end < text.length && text[end] !== "\n") end++;
    return { start: instruction.range.start, end: Math.min(end + 1, text.length) };
  }

  #instructions(...keywords: readonly string[]): readonly Instruction[] {
    return this.#target.instructions.filter((instruction) => instruction.keyword !== undefined && keywords.includes(instruction.keyword));
  }

  #edit(id: string, question: string, outcome: string, instruction: Instruction, text: string): void {
    const { input } = this.#move;
    if (input.subject.source.slice(instruction.range) === text) return;
    this.#decisions.push(adapt(id, question, outcome, [evidenceAt(input, instruction.range, `is ${summary(instruction, input.subject.source)}`)], [{ range: instruction.range, text }]));
  }
}

function adapt(id: string, question: string, outcome: string, evidence: Decision["evidence"], edits: readonly Edit[]): Decision {
  return { id, question, answer: "adapt", outcome, evidence, edits };
}

function refuse(id: string, outcome: string, evidence: Decision["evidence"]): Decision {
  return { id, question: "Can the running part be moved?", answer: "refuse", outcome, evidence, edits: [] };
}

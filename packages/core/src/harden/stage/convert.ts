import { valueOf } from "../../source/fact.ts";
import type { Edit } from "../../source/edit.ts";
import type { Stage } from "../../dockerfile/model.ts";
import type { Instruction } from "../../dockerfile/syntax.ts";
import { readCopy } from "../../dockerfile/index.ts";
import { format } from "../identity.ts";
import type { Decision } from "../plan.ts";
import type { Move, WrittenStage } from "../move.ts";
import { donorFolder, ownedFolders } from "./folders.ts";
import { convertHealth, PROBER, proberStage } from "./health.ts";
import { keptBase, keptReference, upgradeInPlace } from "./kept-base.ts";
import { leaveOut } from "./leave-out.ts";
import { evidenceAt, execForm, insertAfter, runLine, summary, unusedStageName } from "./line.ts";
import { alpineCommands } from "./packages.ts";
import { canMove, movedPort, movedPorts } from "./ports.ts";

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
  /** Lines to put behind the last COPY of the stage. */
  readonly #copies: string[] = [];

  constructor(move: Move, target: Stage) {
    this.#move = move;
    this.#target = target;
  }

  convert(): WrittenStage | Decision {
    const { input, choice } = this.#move;
    const source = input.subject.source;
    const start = this.#move.application.start;
    if (!start.known) return refuse("start", `what it starts is not known: ${start.reason}`, []);
    const kept = keptBase(this.#move, this.#target);
    const runs = kept ? upgradeInPlace(this.#move, this.#target) : this.#leaveOutRuns();
    if ("answer" in runs) return runs;
    this.#decisions.push(...runs.decisions);
    if (!kept) this.#changeBase();
    const health = convertHealth(this.#move);
    const ports = movedPorts(this.#move);
    const folders = ownedFolders(this.#move);
    if (health.probe !== undefined) this.#addProber();
    if (folders.paths.length > 0) this.#giveFolders(folders.paths);
    this.#decisions.push(...health.decisions, ...ports.decisions, ...folders.decisions);
    this.#convertHealthcheck(health.line);
    this.#convertPorts();
    this.#convertWorkdir();
    this.#convertStart();
    this.#convertUser();
    this.#insertLines(ports.environmentLines, source.lineEnd);
    const stageEnd = this.#target.instructions.at(-1)?.range.end ?? this.#target.from.range.end;
    return {
      decisions: this.#decisions,
      appended: "",
      healthcheck: health.command,
      ...(kept ? keptReference(this.#move, this.#target) : { reference: choice.reference, baseDecisions: choice.decisions }),
      replaced: choice.shell && kept ? undefined : { start: this.#target.from.range.start, end: stageEnd },
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

  #changeBase(): void {
    const { input, choice, identity, application } = this.#move;
    const range = this.#target.base.range;
    const written = input.subject.source.slice(range);
    const folders = ownedFolders(this.#move).paths;
    const lines = choice.packageManager === "apk" ? [runLine(alpineCommands(choice.packages, identity, folders), input)] : [];
    this.#decisions.push(
      adapt("runtime-base", "Which image does it run on?", `${choice.reference} instead of ${written}`, [evidenceAt(input, range, `runs on ${written}`), ...(application.libc.known ? application.libc.evidence : [])], [
        { range, text: choice.reference },
        insertAfter(this.#target.from, [...lines, `LABEL org.opencontainers.image.base.name="${choice.reference}"`], input.subject.source),
      ]),
    );
  }

  #addProber(): void {
    const name = unusedStageName(this.#move.input, "healthcheck", "health-check");
    this.#donors.push(...proberStage(this.#move, this.#buildStageName(), name), "");
    this.#copies.push(`COPY --from=${name} /healthcheck/healthcheck ${PROBER}`);
  }

  #giveFolders(paths: readonly string[]): void {
    const { choice, identity, input } = this.#move;
    if (choice.shell) {
      if (keptBase(this.#move, this.#target)) this.#copies.push(runLine([`install -d -o ${identity.uid} -g ${identity.gid} ${paths.join(" ")}`], input));
      return;
    }
    const donor = donorFolder(this.#move);
    const name = unusedStageName(input, "folders", "empty-folders");
    this.#donors.push(`FROM ${this.#buildStageName()} AS ${name}`, runLine([`mkdir -p ${paths.map((path) => donor + path).join(" ")}`], input), "");
    this.#copies.push(...paths.map((path) => `COPY --from=${name} --chown=${format(identity)} ${donor}${path} ${path}`));
  }

  #buildStageName(): string {
    const stage = this.#move.application.buildStage;
    return stage.nameRange === undefined ? String(stage.index) : this.#move.input.subject.source.slice(stage.nameRange);
  }

  #convertHealthcheck(line: string | undefined): void {
    for (const instruction of this.#instructions("HEALTHCHECK")) {
      const text = line ?? `# Left out by bulwark: ${summary(instruction, this.#move.input.subject.source)}`;
      if (instruction.nested?.keyword === "CMD") this.#edit("health-check", "How is its health checked?", "the health check is written for the base", instruction, text);
    }
  }

  #convertPorts(): void {
    for (const port of this.#move.application.ports.filter(canMove)) {
      for (const instruction of this.#instructions("EXPOSE")) {
        const words = instruction.arguments.filter((word) => word.text === String(port.port) || word.text === `${port.port}/tcp`);
        const edits = words.map((word) => ({ range: word.range, text: String(movedPort(port.port)) }));
        if (edits.length > 0) this.#decisions.push(adapt("port", "Which port does it expose?", `EXPOSE follows: ${movedPort(port.port)}`, [port.evidence], edits));
      }
    }
  }

  /** `/root` is closed to everyone but root. */
  #convertWorkdir(): void {
    const edits: Edit[] = [];
    const move = (text: string): string | undefined => (text === "/root" || text.startsWith("/root/") ? `/app${text.slice("/root".length)}` : undefined);
    for (const instruction of this.#target.instructions) {
      const words =
        instruction.keyword === "WORKDIR" || instruction.keyword === "CMD" || instruction.keyword === "ENTRYPOINT"
          ? instruction.arguments
          : instruction.keyword === "COPY" || instruction.keyword === "ADD"
            ? instruction.arguments.slice(-1)
            : [];
      for (const word of words) {
        const moved = move(word.text.replace(/\/$/, ""));
        if (moved === undefined || !word.mapped.isContiguous({ start: 0, end: word.mapped.text.length })) continue;
        const quoted = instruction.form === "exec" && instruction.keyword !== "WORKDIR";
        edits.push({ range: word.range, text: quoted ? JSON.stringify(moved) : moved });
      }
    }
    if (edits.length === 0) return;
    const evidence = edits.map((edit) => evidenceAt(this.#move.input, edit.range, "lies below /root"));
    this.#decisions.push(adapt("workdir", "Can it reach its own folder?", "/app instead of /root, which is closed to everyone but root", evidence, edits));
  }

  /** Shell form needs a shell and hides the program from signals; the program by its absolute path needs neither shell nor PATH. */
  #convertStart(): void {
    const started = valueOf(this.#move.application.start);
    if (started === undefined) return;
    for (const keyword of ["ENTRYPOINT", "CMD"] as const) {
      const instruction = this.#instructions(keyword).at(-1);
      const argv = keyword === "ENTRYPOINT" ? started.entrypoint : started.cmd;
      if (instruction === undefined || instruction.form === "exec" || argv.length === 0) continue;
      this.#edit("exec-form", `Does ${keyword} need a shell?`, `${keyword} in exec form, so that signals reach the program`, instruction, `${keyword} ${execForm(argv)}`);
    }
  }

  #convertUser(): void {
    const { input, identity } = this.#move;
    const source = input.subject.source;
    const users = this.#instructions("USER");
    const last = users.at(-1);
    const anchor = this.#anchor();
    const fits = last?.arguments[0]?.text === format(identity) && last.range.start > anchor.range.start;
    const chown = this.#instructions("COPY", "ADD").flatMap((instruction) => this.#numericOwner(instruction));
    const removed = users.filter((user) => !(fits && user === last)).map((user): Edit => ({ range: this.#lineOf(user), text: "" }));
    const added = fits ? [] : [`USER ${format(identity)}`];
    const lines = [...this.#copies, ...added];
    const edits = [...removed, ...chown, ...(lines.length === 0 ? [] : [insertAfter(anchor, lines, source)])];
    if (edits.length === 0) return;
    const evidence = last === undefined ? [evidenceAt(input, this.#target.from.range, "has no USER")] : [evidenceAt(input, last.range, `is ${summary(last, source)}`)];
    this.#decisions.push(adapt("user", "As whom does the stage end?", `USER ${format(identity)}`, evidence, edits));
  }

  /** Names mean nothing in an image whose accounts were left behind. */
  #numericOwner(instruction: Instruction): readonly Edit[] {
    const chown = readCopy(instruction)?.chown;
    if (chown === undefined || this.#move.choice.shell) return [];
    const isNumeric = /^[0-9:]+$/.test(chown.text);
    return isNumeric ? [] : [{ range: chown.range, text: format(this.#move.identity) }];
  }

  #insertLines(environmentLines: readonly string[], lineEnd: string): void {
    const { input } = this.#move;
    if (environmentLines.length > 0) {
      this.#decisions.push(adapt("port", "How is the port moved?", environmentLines.join(", "), [], [insertAfter(this.#target.from, environmentLines, input.subject.source)]));
    }
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

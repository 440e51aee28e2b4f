import { fileCapabilityNames } from "../../../image/file-capabilities.ts";
import type { Evidence } from "../../../source/fact.ts";
import type { Remedy } from "../../cause.ts";
import { constraintOf, type Candidate, type FindsBySymptom, type Strength } from "../candidate.ts";
import type { Observed, Situation } from "../situation.ts";
import { code, codes, observed, owner, said } from "../wording.ts";
import { absolutePath } from "./mounts.ts";

/** What each capability of the engine's default set lets a process do (capabilities(7)). */
const ALLOWS: Readonly<Record<string, string>> = {
  CHOWN: "give files to other accounts",
  DAC_OVERRIDE: "read and write what belongs to others",
  FOWNER: "change the mode of what belongs to others",
  SETGID: "take on other groups",
  SETUID: "become another account",
  NET_RAW: "send raw packets, as ping does",
  NET_BIND_SERVICE: "open ports below 1024",
  SYS_CHROOT: "change its root folder",
  MKNOD: "make device files",
  KILL: "signal processes of other accounts",
  AUDIT_WRITE: "write to the kernel's audit log",
  IPC_LOCK: "lock memory",
};

/** Calls that the kernel refuses for want of a capability, and programs that were to gain privileges. */
export function refusedCalls(situation: Situation): readonly Candidate[] {
  return situation.symptoms.flatMap((symptom) => BY_SYMPTOM[symptom.kind]?.(symptom, situation) ?? []);
}

const BY_SYMPTOM: FindsBySymptom = {
  capability: (symptom, situation) => (symptom.subject === undefined ? [] : [missing(symptom.subject, [said(symptom)], "said", situation)]),
  denied: overridden,
  privilege: (symptom, situation) => [privilege(symptom.subject, [said(symptom)], "said", situation)],
  "not-permitted": notPermitted,
};

/** A capability is of use to root alone: another account gets it only from a file that has it (capabilities(7)). */
function missing(name: string, evidence: readonly Evidence[], strength: Strength, situation: Situation): Candidate {
  const { account } = situation;
  const root = account?.uid === 0;
  const what = ALLOWS[name] === undefined ? "" : ` to ${ALLOWS[name]}`;
  const remedy: Remedy | undefined = root ? { kind: "capability", name } : undefined;
  const advice = root ? `add it (--cap-add ${name})` : `as ${account === undefined ? "another user than root" : owner(account.uid)} adding it changes nothing, so do that in the image, or let the container start as root with that capability alone`;
  return { strength, cause: { kind: "capability-missing", constraint: constraintOf("capability-missing", situation), subject: name, message: `the program needs the capability ${name}${what}, and it is dropped; ${advice}`, evidence, remedy } };
}

/** Root without DAC_OVERRIDE is bound by modes like anybody else. */
function overridden(symptom: Observed, situation: Situation): readonly Candidate[] {
  const { account, settings, hardenedFiles } = situation;
  if (account?.uid !== 0 || settings.capabilities === "default" || settings.capabilities.includes("DAC_OVERRIDE") || symptom.subject === undefined) return [];
  const path = absolutePath(symptom.subject, situation);
  const file = hardenedFiles?.at(hardenedFiles.existing(path));
  return file === undefined || file.uid === 0 ? [] : [missing("DAC_OVERRIDE", [said(symptom), observed(`in the hardened image ${code(hardenedFiles?.existing(path) ?? path)} belongs to ${owner(file.uid)}`)], "shown", situation)];
}

/** The kernel does not start a program whose file capabilities the container may not have. */
function notPermitted(symptom: Observed, situation: Situation): readonly Candidate[] {
  const { hardenedFiles } = situation;
  const program = symptom.subject === undefined ? undefined : hardenedFiles?.program(symptom.subject);
  const file = program === undefined ? undefined : hardenedFiles?.at(program);
  if (program !== undefined && file?.capabilities !== undefined) return [withFileCapabilities(program, file.capabilities, symptom, situation)];
  return [unnamedCapability(situation, [said(symptom)])];
}

function withFileCapabilities(program: string, attribute: Uint8Array, symptom: Observed, situation: Situation): Candidate {
  const names = fileCapabilityNames(attribute) ?? [];
  const [first] = names;
  const remedy: Remedy | undefined = first === undefined ? undefined : { kind: "capability", name: first };
  const message = `${code(program)} carries the file ${names.length === 1 ? "capability" : "capabilities"} ${codes(names)}, and the kernel starts no program whose capabilities the container may not have; add ${names.length === 1 ? "it" : "them"}, or copy the file without (cp drops them)`;
  return { strength: "shown", cause: { kind: "capability-missing", constraint: constraintOf("capability-missing", situation), subject: first, message, evidence: [said(symptom)], remedy } };
}

const MOST_PROGRAMS = 3;

/** A program with the setuid bit did not become its owner. */
export function privilege(name: string | undefined, evidence: readonly Evidence[], strength: Strength, situation: Situation): Candidate {
  const setuid = name ?? setuidPrograms(situation)[0];
  const what = setuid === undefined ? "a program that the container starts" : code(setuid);
  const message = `${what} gains the rights of its owner when it is started, and no-new-privileges refuses that; do that work in the build, or start the container as the account that it needs`;
  const shown = setuidPrograms(situation).slice(0, MOST_PROGRAMS).map((path) => observed(`${code(path)} has the setuid bit`));
  return { strength, cause: { kind: "privilege-gain-refused", constraint: constraintOf("privilege-gain-refused", situation), subject: setuid, message, evidence: [...evidence, ...shown], remedy: undefined } };
}

function setuidPrograms({ hardened }: Situation): readonly string[] {
  return [...(hardened.image?.files ?? [])].filter(([, file]) => file.kind === "file" && ((file.mode & 0o4000) !== 0 || file.capabilities !== undefined)).map(([path]) => path);
}

/** Nobody says which capability it was. */
export function unnamedCapability(situation: Situation, evidence: readonly Evidence[]): Candidate {
  const message = `the program does something that the kernel allows only with a capability, and all are dropped; which of the engine's default set it is, nothing says (mostly CHOWN, SETUID, SETGID, DAC_OVERRIDE, NET_RAW); start it with one added at a time to find out`;
  return { strength: "state", cause: { kind: "capability-missing", constraint: constraintOf("capability-missing", situation), subject: undefined, message, evidence, remedy: undefined } };
}

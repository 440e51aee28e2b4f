import { accountOf } from "../../../image/accounts.ts";
import type { ImageContents } from "../../../image/contents.ts";
import type { Evidence } from "../../../source/fact.ts";
import type { CauseKind, Remedy } from "../../cause.ts";
import { constraintOf, type Candidate, type FindsBySymptom } from "../candidate.ts";
import type { ImageFiles } from "../image/files.ts";
import type { Observed, Situation } from "../situation.ts";
import { code, observed, owner, said } from "../wording.ts";

/** Data of the system that programs take for granted: certificates of authorities, time zones, accounts. */
export function missingData(situation: Situation): readonly Candidate[] {
  return situation.symptoms.flatMap((symptom) => BY_SYMPTOM[symptom.kind]?.(symptom, situation) ?? []);
}

const BY_SYMPTOM: FindsBySymptom = { certificates, "time-zone": timeZone, account };

/** Where programs look for certificates of authorities; source: Go, crypto/x509/root_linux.go, and OpenSSL's packages. */
const BUNDLES = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/pki/tls/cacert.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem"];
const ZONES = "/usr/share/zoneinfo";
const JAVA_TRUST = "/lib/security/cacerts";

function bundleOf(files: ImageFiles | undefined): string | undefined {
  return files && BUNDLES.find((path) => files.has(path));
}

function certificates(symptom: Observed, situation: Situation): readonly Candidate[] {
  const { hardenedFiles, originalFiles } = situation;
  const bundle = bundleOf(hardenedFiles);
  const kind = "certificates-missing";
  const cannot = "the program makes TLS connections and cannot tell whom to trust";
  const java = originalFiles?.ending(JAVA_TRUST);
  if (symptom.line.includes("trustAnchors") && java !== undefined && hardenedFiles?.ending(JAVA_TRUST) === undefined) {
    return [data(kind, java, `the image has no trust store of Java: ${cannot}; copy ${code(java)}`, [said(symptom)], { kind: "file", path: java }, situation)];
  }
  if (bundle === undefined) {
    const where = hardenedFiles === undefined ? "perhaps the image has no certificates of authorities" : "the image has no certificates of authorities";
    return [data(kind, BUNDLES[0], `${where}: ${cannot}; add them (ca-certificates)`, [said(symptom)], { kind: "ca-certificates" }, situation)];
  }
  const before = bundleOf(originalFiles);
  const [was, is] = [before === undefined ? undefined : originalFiles?.at(before)?.size, hardenedFiles?.at(bundle)?.size];
  // The same bundle on both sides, or a smaller one in the original, cannot be what makes the difference.
  if (before === undefined || was === undefined || is === undefined || was <= is) return [];
  const message = `the hardened image trusts other authorities than the original: ${code(before)} has ${was} bytes there and ${is} here, so an authority was added to the original; copy that file`;
  return [data(kind, before, message, [said(symptom)], { kind: "file", path: before }, situation)];
}

function timeZone(symptom: Observed, situation: Situation): readonly Candidate[] {
  const { hardenedFiles, originalFiles } = situation;
  const zone = symptom.subject;
  const name = zone === undefined ? "" : ` ${code(zone)}`;
  if (hardenedFiles?.has(ZONES) === true) {
    const path = zone === undefined || zone.includes("..") ? undefined : `${ZONES}/${zone}`;
    if (path === undefined || hardenedFiles.has(path) || originalFiles?.has(path) !== true) return [];
    return [data("time-zones-missing", zone, `the hardened image knows time zones, and not${name}, which the original has`, [said(symptom)], { kind: "time-zones" }, situation)];
  }
  return [data("time-zones-missing", zone, `the image has no time zones (${code(ZONES)}): the program asks for${name === "" ? " one" : name}; add them (tzdata), or build them in`, [said(symptom)], { kind: "time-zones" }, situation)];
}

/** TZ names a zone, the original knows it and the hardened image does not: C programs then silently take UTC. */
export function silentTimeZone(situation: Situation): readonly Candidate[] {
  const { hardenedFiles, originalFiles, hardened, settings, failure } = situation;
  const zone = settings.environment["TZ"] ?? hardened.image?.config.environment["TZ"];
  if (zone === undefined || zone === "" || zone === "UTC" || failure.answers.length === 0) return [];
  if (hardenedFiles?.has(ZONES) !== false || originalFiles?.has(ZONES) !== true) return [];
  const message = `the image has no time zones (${code(ZONES)}) and TZ is ${code(zone)}: the program then shows times of UTC, where the original shows those of ${code(zone)}; add them (tzdata)`;
  return [data("time-zones-missing", zone, message, [observed(`TZ=${zone}`)], { kind: "time-zones" }, situation, "state")];
}

function account(symptom: Observed, situation: Situation): readonly Candidate[] {
  const { subject, speaker } = symptom;
  const { hardened, original } = situation;
  if (subject !== undefined && hasAccount(hardened.image, subject) === true) return [];
  if (speaker === "the engine" && subject !== undefined) return [refused(symptom, subject, situation)];
  const number = subject === undefined || !Number.isNaN(Number(subject));
  // A name that the original does not know either is a user of the application, and none of the system.
  if (!number && hasAccount(original.image, subject) === false) return [];
  return [number ? own(symptom, situation) : lookedUp(symptom, subject, situation)];
}

function refused(symptom: Observed, name: string, { account, variant, ...situation }: Situation): Candidate {
  const numbers = account === undefined ? "65532:65532" : `${account.uid}:${account.gid}`;
  const line = variant.text.split("\n").findLastIndex((text) => text.trimStart().toUpperCase().startsWith("USER "));
  const at: Evidence = line === -1 ? observed("the image's configuration names the user") : { observation: `says ${variant.text.split("\n")[line]?.trim() ?? ""}`, path: variant.path, line: line + 1 };
  const message = `${code(name)} is no account of the image: USER names it, and /etc/passwd of this base does not have it; write its number instead (USER ${numbers}), or create the account in that stage`;
  return data("account-missing", name, message, [said(symptom), at], undefined, { account, variant, ...situation });
}

function own(symptom: Observed, situation: Situation): Candidate {
  const uid = situation.account?.uid;
  const who = symptom.subject === undefined ? (uid === undefined ? "the user of the container" : owner(uid)) : `uid ${symptom.subject}`;
  return data("account-missing", symptom.subject ?? (uid === undefined ? undefined : String(uid)), `${who} has no entry in /etc/passwd of the image: the program looks up its own account; set what it wants to know by itself (HOME, USER), or create the account in the image`, [said(symptom)], undefined, situation);
}

function lookedUp(symptom: Observed, name: string, situation: Situation): Candidate {
  return data("account-missing", name, `${code(name)} is no account of the image, and the program looks it up; use its number, or create the account in the image`, [said(symptom)], undefined, situation);
}

/** Whether an image has a user or a group of that name or number; undefined when it does not show. */
function hasAccount(image: ImageContents | undefined, name: string): boolean | undefined {
  if (image === undefined || name.includes(":")) return undefined;
  const [user, group] = [accountOf(image, name), accountOf(image, `0:${name}`)];
  if (!user.known || !group.known) return undefined;
  return user.value?.entry !== undefined || (Number.isNaN(Number(name)) && group.value !== undefined);
}

function data(kind: CauseKind, subject: string | undefined, message: string, evidence: readonly Evidence[], remedy: Remedy | undefined, situation: Situation, strength: Candidate["strength"] = "shown"): Candidate {
  return { strength, cause: { kind, constraint: constraintOf(kind, situation), subject, message, evidence, remedy } };
}

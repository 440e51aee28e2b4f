import type { Wanted } from "../causes/bases.ts";
import type { Signature } from "../signatures/signature.ts";
import { nothing, pathAfter, wordAfter, wordBefore, wordBetween } from "../signatures/subject.ts";
import { code } from "../wording.ts";

/** What a builder or a program in a RUN says when a build stops. */
export interface BuildReason extends Signature {
  /** For people: what is wrong, and what to do. */
  readonly reason: (subject: string | undefined) => string;
  /** What another base would bring. */
  readonly wants?: Wanted;
}

const source = (name: string | undefined): string => `${name === undefined ? "what it copies" : code(name)} is not there, neither in the build context as .dockerignore leaves it nor in the stage that it is copied from`;
const absentBase = (name: string | undefined): string => `the base image ${name === undefined ? "" : `${code(name)} `}does not exist under that name and tag`;
const refusedBase = (name: string | undefined): string => `the base image ${name === undefined ? "" : `${code(name)} `}may not be pulled: it does not exist, or the registry wants a login`;
const noPackage = (name: string | undefined): string => `the package ${name === undefined ? "" : `${code(name)} `}is not in the package lists of this base`;
const network = (): string => "the build reaches no network: a name could not be looked up, or a connection was refused";
const unknownSyntax = (name: string | undefined): string => `the builder does not know ${name === undefined ? "what is written there" : code(name)}: its Dockerfile frontend is older than the file`;
const noProgram = (name: string | undefined): string => `${name === undefined ? "a program" : code(name)} is not in the image in which that step runs`;
const noUser = (name: string | undefined): string => `${name === undefined ? "the user" : code(name)} is no account of that image; use its number`;
const memory = (): string => "the build ran out of memory, and the kernel killed it";
const authority = (): string => "a download was refused, since the build does not know the authority that signed the server's certificate";

/** The most telling first: the first that is found is the reason. */
export const BUILD_REASONS: readonly BuildReason[] = [
  // BuildKit, Docker's builder before it, Buildah
  { says: ["failed to calculate checksum of ref ", ": not found"], subject: wordBefore, reason: source },
  { says: ["copy failed: ", ": file does not exist"], subject: wordBefore, reason: source },
  { says: ["copy failed: ", ": no such file or directory"], subject: wordBefore, reason: source },
  { says: ["copier: stat: ", ": no such file or directory"], subject: wordBetween, reason: source },
  { says: ["no items matching glob ", " copied"], subject: wordBetween, reason: source },
  // registries
  { says: ["toomanyrequests"], subject: nothing, reason: () => "the registry counts too many downloads from here for now; log in, or wait" },
  { says: ["pull access denied for "], subject: wordAfter, reason: refusedBase },
  { says: ["failed to resolve source metadata for ", "pull access denied"], subject: wordBetween, reason: refusedBase },
  { says: ["failed to resolve source metadata for ", "unauthorized"], subject: wordBetween, reason: refusedBase },
  { says: ["failed to resolve source metadata for ", "dial tcp"], subject: wordBetween, reason: (name) => `the registry of ${name === undefined ? "the base image" : code(name)} cannot be reached` },
  { says: ["failed to resolve source metadata for ", "no match for platform"], subject: wordBetween, reason: (name) => `the base image ${name === undefined ? "" : `${code(name)} `}is not made for this platform` },
  { says: ["failed to resolve source metadata for ", ": not found"], subject: wordBetween, reason: absentBase },
  { says: ["failed to resolve source metadata for "], subject: wordAfter, reason: (name) => `the base image ${name === undefined ? "" : `${code(name)} `}cannot be had` },
  // a frontend of # syntax names the image in the step alone
  { says: ["> [internal] load metadata for "], subject: wordAfter, reason: (name) => `the base image ${name === undefined ? "" : `${code(name)} `}cannot be had: the registry does not have it, or is out of reach` },
  { says: ["manifest for ", " not found"], subject: wordBetween, reason: absentBase },
  { says: ["manifest unknown"], subject: nothing, reason: absentBase },
  { says: ["initializing source ", "docker"], subject: wordAfter, reason: (name) => `the base image ${name === undefined ? "" : `${code(name)} `}cannot be had` },
  // the Dockerfile itself
  { says: ["unknown flag: "], subject: wordAfter, reason: unknownSyntax },
  { says: ["unexpected key "], subject: wordAfter, reason: unknownSyntax },
  { says: ["unknown instruction: "], subject: wordAfter, reason: unknownSyntax },
  { says: ["dockerfile parse error"], subject: nothing, reason: unknownSyntax },
  { says: ["target stage ", " could not be found"], subject: wordBetween, reason: (name) => `there is no stage ${name === undefined ? "of that name" : code(name)}` },
  { says: ["no such target stage"], subject: nothing, reason: () => "there is no stage of that name" },
  { says: ["secret ", ": not found"], subject: wordBetween, reason: (name) => `the secret ${name === undefined ? "" : `${code(name)} `}was not given to the build (--secret)` },
  { says: ["can't find uid for user "], subject: wordAfter, reason: noUser },
  { says: ["invalid user index"], subject: nothing, reason: () => "the owner that it names is no account of that image; use its number" },
  { says: ["unable to convert uid/gid chown string"], subject: nothing, reason: noUser },
  { says: ["chown: invalid user: "], subject: wordAfter, reason: noUser },
  { says: ["chown: unknown user "], subject: wordAfter, reason: noUser },
  // no shell for RUN
  { says: ['exec: "/bin/sh": ', "no such file or directory"], subject: nothing, reason: () => "the base has no shell, and RUN in shell form needs one; do that in a stage before, and copy what it makes", wants: "shell" },
  { says: ["executable file `/bin/sh` not found"], subject: nothing, reason: () => "the base has no shell, and RUN in shell form needs one; do that in a stage before, and copy what it makes", wants: "shell" },
  // packages: apt, apk, dnf, microdnf, pip, npm, Go
  { says: ["e: unable to locate package "], subject: wordAfter, reason: noPackage, wants: "package" },
  { says: ["e: package ", " has no installation candidate"], subject: wordBetween, reason: noPackage, wants: "package" },
  { says: [" (no such package)"], subject: wordBefore, reason: noPackage, wants: "package" },
  { says: ["no match for argument: "], subject: wordAfter, reason: noPackage, wants: "package" },
  { says: ["unable to find a match: "], subject: wordAfter, reason: noPackage, wants: "package" },
  { says: ["no package matches "], subject: wordAfter, reason: noPackage, wants: "package" },
  { says: ["no matching distribution found for "], subject: wordAfter, reason: (name) => `no release of ${name === undefined ? "a package" : code(name)} fits this base's Python and C library`, wants: "package" },
  { says: ["cannot find module providing package "], subject: wordAfter, reason: (name) => `the Go package ${name === undefined ? "" : `${code(name)} `}is in no module of go.mod` },
  // space, memory, network
  { says: ["no space left on device"], subject: nothing, reason: () => "the disk of the engine is full; make room (docker system df, docker builder prune)" },
  { says: ["signal: killed"], subject: nothing, reason: memory },
  { says: ["cannot allocate memory"], subject: nothing, reason: memory },
  { says: ["did not complete successfully: exit code: 137"], subject: nothing, reason: memory },
  { says: ["x509: certificate signed by unknown authority"], subject: nothing, reason: authority },
  { says: ["self_signed_cert_in_chain"], subject: nothing, reason: authority },
  { says: ["unable to get local issuer certificate"], subject: nothing, reason: authority },
  { says: ["temporary failure resolving "], subject: wordAfter, reason: network },
  { says: ["temporary failure in name resolution"], subject: nothing, reason: network },
  { says: ["could not resolve host"], subject: nothing, reason: network },
  { says: ["network is unreachable"], subject: nothing, reason: network },
  { says: ["getaddrinfo eai_again"], subject: nothing, reason: network },
  // programs
  { says: ["exec: ", "executable file not found"], subject: wordBetween, reason: noProgram },
  { says: [": command not found"], subject: wordBefore, reason: noProgram },
  { says: ["sh: ", ": not found"], subject: wordBefore, reason: noProgram },
  { says: ["exec format error"], subject: nothing, reason: () => "a program is built for another processor than this one" },
  { says: [": permission denied"], subject: wordBefore, reason: (name) => `${name === undefined ? "something" : code(name)} may not be written or run by the user of that step` },
  { says: [": no such file or directory"], subject: pathAfter, reason: () => "a file that it uses is not there" },
  // whatever it was
  { says: ["did not complete successfully: exit code: "], subject: wordAfter, reason: (exit) => `its command ends with exit code ${exit ?? "other than 0"}` },
  { says: ["returned a non-zero code: "], subject: wordAfter, reason: (exit) => `its command ends with exit code ${exit ?? "other than 0"}` },
  { says: ["while running runtime: exit status "], subject: wordAfter, reason: (exit) => `its command ends with exit code ${exit ?? "other than 0"}` },
];

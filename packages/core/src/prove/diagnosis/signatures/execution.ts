import type { SignatureTable } from "./signature.ts";
import { absolutePathBefore, pathBefore, wordAfter, wordBetween } from "./subject.ts";

/** EACCES of execve(2) and of mmap(2) for code: no x bit, or a file system that runs nothing. */
export const execution: SignatureTable = {
  symptom: "execution-denied",
  signatures: [
    // runc, and Go's os/exec
    { says: ["exec: ", ": permission denied"], subject: wordBetween },
    { says: ["exec ", ": permission denied"], subject: wordBetween },
    { says: ["fork/exec ", ": permission denied"], subject: wordBetween },
    // crun
    { says: ["open executable: permission denied"], subject: absolutePathBefore },
    // Java
    { says: ["cannot run program ", "permission denied"], subject: wordBetween },
    // Node
    { says: ["spawn ", " eacces"], subject: wordBetween },
    { says: ["spawnsync ", " eacces"], subject: wordBetween },
    // Ruby: files that are opened have "@" behind "denied"
    { says: ["permission denied - "], subject: wordAfter },
    // coreutils
    { says: ["failed to run command ", "permission denied"], subject: wordBetween },
    // bash
    { says: ["cannot execute: permission denied"], subject: pathBefore },
    // glibc's loader
    { says: ["failed to map segment from shared object"], subject: pathBefore },
    // musl's loader
    { says: ["error loading shared library ", ": operation not permitted"], subject: wordBetween },
    { says: ["error loading shared library ", ": permission denied"], subject: wordBetween },
    // Perl and env
    { says: ["can't exec ", ": permission denied"], subject: wordBetween },
    { says: ["can't execute ", ": permission denied"], subject: wordAfter },
  ],
};

import type { SignatureTable } from "./signature.ts";
import { pathBefore, wordAfter, wordBefore, wordBetween } from "./subject.ts";

/** ENOENT of execve(2): the program is not there, or the interpreter that its first bytes name; the kernel does not tell which. */
export const programs: SignatureTable = {
  symptom: "program",
  signatures: [
    // runc, and Go's os/exec
    { says: ["exec: ", "executable file not found"], subject: wordBetween },
    { says: ["exec: ", ": stat ", "no such file or directory"], subject: wordBetween },
    { says: ["exec ", ": no such file or directory"], subject: wordBetween },
    { says: ["fork/exec ", ": no such file or directory"], subject: wordBetween },
    // crun
    { says: ["executable file ", " not found"], subject: wordBetween },
    // bash
    { says: [": command not found"], subject: wordBefore },
    { says: [": cannot execute: required file not found"], subject: pathBefore },
    // dash and BusyBox, from a command line and from a script
    { says: ["sh: ", ": not found"], subject: wordBefore },
    { says: [": line ", ": not found"], subject: wordBefore },
    // coreutils
    { says: ["env: ", ": no such file or directory"], subject: wordBetween },
    { says: ["failed to run command ", "no such file or directory"], subject: wordBetween },
    // Node
    { says: ["spawn ", " enoent"], subject: wordBetween },
    { says: ["spawnsync ", " enoent"], subject: wordBetween },
    // Java
    { says: ["cannot run program ", "no such file or directory"], subject: wordBetween },
    // Ruby: files that are opened have "@" behind "directory"
    { says: ["no such file or directory - "], subject: wordAfter },
    // .NET
    { says: ["an error occurred trying to start process ", "no such file or directory"], subject: wordBetween },
    // Perl
    { says: ["can't exec ", "no such file or directory"], subject: wordBetween },
  ],
};

/** ENOEXEC: built for another processor, or neither a program nor a script. */
export const programFormats: SignatureTable = {
  symptom: "program-format",
  signatures: [
    { says: ["exec format error"], subject: pathBefore },
    { says: ["exec ", ": exec format error"], subject: wordBetween },
    { says: ["cannot execute binary file"], subject: pathBefore },
  ],
};

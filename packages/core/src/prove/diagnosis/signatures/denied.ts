import type { SignatureTable } from "./signature.ts";
import { absolutePathBefore, nothing, pathAfter, pathBefore, pathBetween, wordAfter, wordBetween, wordInFront } from "./subject.ts";

/** EACCES on a path. */
export const denied: SignatureTable = {
  symptom: "denied",
  signatures: [
    { says: ["permission denied"], subject: pathBefore },
    // Node
    { says: ["eacces: permission denied, "], subject: pathAfter },
    // Python
    { says: ["permissionerror: [errno 13] permission denied: "], subject: pathAfter },
    { says: ["[errno 13] permission denied: "], subject: pathAfter },
    // Ruby
    { says: ["permission denied @ ", " - "], subject: wordAfter },
    // Java
    { says: ["accessdeniedexception: "], subject: wordAfter },
    // .NET
    { says: ["access to the path ", " is denied"], subject: wordBetween },
    // PHP
    { says: ["): failed to open stream: permission denied"], subject: wordInFront },
    // Go, for a socket in the file system
    { says: ["listen unix ", "bind: permission denied"], subject: pathBetween },
    // Rust
    { says: ["kind: permissiondenied, message: "], subject: absolutePathBefore },
    { says: ["permission denied (os error 13)"], subject: absolutePathBefore },
    // SQLite, which does not say why
    { says: ["unable to open database file"], subject: nothing },
  ],
};

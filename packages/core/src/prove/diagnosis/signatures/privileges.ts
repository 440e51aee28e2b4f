import type { SignatureTable } from "./signature.ts";
import { named } from "./subject.ts";

/** Programs that are setuid root and notice that they did not become root (PR_SET_NO_NEW_PRIVS, prctl(2)). */
export const privileges: SignatureTable = {
  symptom: "privilege",
  signatures: [
    { says: ["no new privileges", " flag is set"], subject: named("sudo") },
    { says: ["sudo: effective uid is not 0"], subject: named("sudo") },
    { says: ["sudo must be owned by uid 0 and have the setuid bit set"], subject: named("sudo") },
    { says: ["su: must be suid to work properly"], subject: named("su") },
    { says: ["su: must be run from a terminal"], subject: named("su") },
    { says: ["doas: not installed setuid"], subject: named("doas") },
    { says: ["must be setuid root"], subject: ({ words }) => words.slice(0, 1).map((word) => word.text) },
  ],
};

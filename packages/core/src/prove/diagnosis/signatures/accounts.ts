import type { SignatureTable } from "./signature.ts";
import { nothing, wordAfter, wordBetween } from "./subject.ts";

/** Neither a name nor a number was found in /etc/passwd or /etc/group. */
export const accounts: SignatureTable = {
  symptom: "account",
  signatures: [
    // Docker, containerd, Podman, gosu
    { says: ["unable to find user ", ": no matching entries in passwd file"], subject: wordBetween },
    { says: ["unable to find group ", ": no matching entries in group file"], subject: wordBetween },
    // Python
    { says: ["getpwuid(): uid not found: "], subject: wordAfter },
    { says: ["getpwnam(): name not found: "], subject: wordAfter },
    // Go
    { says: ["user: unknown userid "], subject: wordAfter },
    { says: ["user: unknown user "], subject: wordAfter },
    { says: ["user: current requires cgo or $user set in environment"], subject: nothing },
    { says: ["$home is not defined"], subject: nothing },
    // Node
    { says: ["uv_os_get_passwd returned enoent"], subject: nothing },
    // Ruby
    { says: ["can't find user for "], subject: wordAfter },
    // coreutils, BusyBox, util-linux, shadow
    { says: ["cannot find name for user id "], subject: wordAfter },
    { says: ["invalid user: "], subject: wordAfter },
    { says: ["invalid user "], subject: wordAfter },
    { says: ["invalid group: "], subject: wordAfter },
    { says: ["unknown user "], subject: wordAfter },
    { says: ["unknown group "], subject: wordAfter },
    { says: ["user ", " does not exist or the user entry"], subject: wordBetween },
    { says: ["failed to parse reuid: "], subject: wordAfter },
    { says: ["cannot determine your user name"], subject: nothing },
    // nginx, Apache
    { says: ["getpwnam(", " failed"], subject: wordBetween },
    { says: ["getgrnam(", " failed"], subject: wordBetween },
    { says: ["bad user name "], subject: wordAfter },
    { says: ["bad group name "], subject: wordAfter },
    // PostgreSQL, OpenSSH, git
    { says: ["could not look up effective user id "], subject: wordAfter },
    { says: ["no user exists for uid "], subject: wordAfter },
    { says: ["unable to look up current user in the passwd file"], subject: nothing },
    { says: ["$home not set"], subject: nothing },
  ],
};

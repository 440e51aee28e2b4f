import type { SignatureTable } from "./signature.ts";
import { named, pathBefore } from "./subject.ts";

/** EPERM (and EACCES for raw sockets) where the words tell which call it was: capabilities(7) says what each call needs. */
export const capabilities: SignatureTable = {
  symptom: "capability",
  signatures: [
    { says: ["chown", "operation not permitted"], subject: named("CHOWN") },
    { says: ["changing ownership of ", "operation not permitted"], subject: named("CHOWN") },
    { says: ["operation not permitted", ", chown "], subject: named("CHOWN") },
    { says: ["operation not permitted"], near: "chown(", subject: named("CHOWN") },
    { says: ["chmod", "operation not permitted"], subject: named("FOWNER") },
    { says: ["changing permissions of ", "operation not permitted"], subject: named("FOWNER") },
    { says: ["operation not permitted", ", chmod "], subject: named("FOWNER") },
    { says: ["setgid", "operation not permitted"], subject: named("SETGID") },
    { says: ["operation not permitted"], near: "setgid(", subject: named("SETGID") },
    { says: ["operation not permitted"], near: "process.setgid ", subject: named("SETGID") },
    { says: ["setgroups", "operation not permitted"], subject: named("SETGID") },
    { says: ["operation not permitted"], near: "setgroups(", subject: named("SETGID") },
    { says: ["set groups: operation not permitted"], subject: named("SETGID") },
    { says: ["initgroups", "operation not permitted"], subject: named("SETGID") },
    { says: ["operation not permitted"], near: "process.initgroups ", subject: named("SETGID") },
    { says: ["setuid", "operation not permitted"], subject: named("SETUID") },
    { says: ["operation not permitted"], near: "setuid(", subject: named("SETUID") },
    { says: ["operation not permitted"], near: "process.setuid ", subject: named("SETUID") },
    { says: ["setresuid", "operation not permitted"], subject: named("SETUID") },
    // gosu and su-exec become another account whole
    { says: ["failed switching to ", "operation not permitted"], subject: named("SETGID", "SETUID") },
    { says: ["su-exec: ", "operation not permitted"], subject: named("SETGID", "SETUID") },
    { says: ["ping: socket: operation not permitted"], subject: named("NET_RAW") },
    { says: ["ping: socktype: sock_raw"], subject: named("NET_RAW") },
    { says: ["ping: permission denied (are you root?)"], subject: named("NET_RAW") },
    { says: ["listen ip", ": socket: operation not permitted"], subject: named("NET_RAW") },
    { says: ["raw socket", "operation not permitted"], subject: named("NET_RAW") },
    { says: ["operation not permitted"], near: "sock_raw", subject: named("NET_RAW") },
    { says: ["mlock", "operation not permitted"], subject: named("IPC_LOCK") },
    { says: ["mlock", "cannot allocate memory"], subject: named("IPC_LOCK") },
    { says: ["cannot change root directory ", "operation not permitted"], subject: named("SYS_CHROOT") },
    { says: ["chroot", "operation not permitted"], subject: named("SYS_CHROOT") },
    { says: ["mknod", "operation not permitted"], subject: named("MKNOD") },
    { says: ["kill: ", "operation not permitted"], subject: named("KILL") },
    { says: ["audit message: operation not permitted"], subject: named("AUDIT_WRITE") },
  ],
};

/** EPERM, and no more is said. */
export const notPermitted: SignatureTable = { symptom: "not-permitted", signatures: [{ says: ["operation not permitted"], subject: pathBefore }] };

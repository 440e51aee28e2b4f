/** Programs of the images of Debian, Ubuntu and Alpine (releases differ in a few of them) that run with their owner's or group's rights. */
export const SETUID_PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  debian: [
    "/usr/bin/chage", "/usr/bin/chfn", "/usr/bin/chsh", "/usr/bin/expiry", "/usr/bin/gpasswd", "/usr/bin/mount", "/usr/bin/newgrp",
    "/usr/bin/passwd", "/usr/bin/su", "/usr/bin/umount", "/usr/sbin/unix_chkpwd",
  ],
  ubuntu: [
    "/usr/bin/chage", "/usr/bin/chfn", "/usr/bin/chsh", "/usr/bin/expiry", "/usr/bin/gpasswd", "/usr/bin/mount", "/usr/bin/newgrp",
    "/usr/bin/passwd", "/usr/bin/su", "/usr/bin/umount", "/usr/sbin/pam_extrausers_chkpwd", "/usr/sbin/unix_chkpwd",
  ],
  // BusyBox is not setuid there: Alpine's image has no such program.
  alpine: [],
};

/** Packages that bring setuid programs, on any distribution. */
export const SETUID_PACKAGES: ReadonlySet<string> = new Set([
  "sudo", "doas", "shadow-uidmap", "uidmap", "fuse", "fuse3", "policykit-1", "polkit", "pkexec", "dbus", "openssh-client", "cron",
  "at", "exim4", "postfix", "busybox-suid",
]);

/**
 * The texts of an image from which its accounts, its distribution and its packages are read: absolute paths; `/folder/*` means every
 * file in a folder. Distroless keeps a file for each package, Alpine moved its list below `/usr` in 3.23.
 */
export const WANTED_TEXTS: readonly string[] = [
  "/etc/passwd",
  "/etc/group",
  "/etc/os-release",
  "/usr/lib/os-release",
  "/var/lib/dpkg/status",
  "/var/lib/dpkg/status.d/*",
  "/lib/apk/db/installed",
  "/usr/lib/apk/db/installed",
];

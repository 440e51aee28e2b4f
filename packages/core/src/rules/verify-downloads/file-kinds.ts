/** Endings of names of programs, packages, scripts and archives. */
const PROGRAM_ENDINGS = [
  ".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz", ".tbz2", ".tar.zst", ".gz", ".xz", ".bz2", ".zst", ".zip", ".7z", ".deb", ".rpm", ".apk", ".jar", ".war", ".ear", ".sh", ".bash", ".py", ".pl", ".rb", ".phar",
  ".php", ".whl", ".gem", ".run", ".bin", ".exe", ".msi", ".appimage", ".so", ".dll", ".wasm", ".pkg", ".nupkg", ".crate",
];

/** Endings of keys, hashes, signatures and texts: they check others, are checked by what they are for, or do not run. */
const OTHER_ENDINGS = [".asc", ".gpg", ".key", ".pub", ".sig", ".sign", ".minisig", ".sha1", ".sha256", ".sha256sum", ".sha512", ".md5", ".crt", ".pem", ".cer", ".list", ".repo", ".sources", ".txt", ".json", ".yaml", ".yml", ".xml", ".html", ".md", ".conf", ".csv"];

const PROGRAM_FOLDERS = ["/usr/local/bin", "/usr/local/sbin", "/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/lib", "/usr/local/lib"];

/** The last part of a URL's path, without query; `download` and its like say nothing, so the part before them counts. */
export function fileNameOfUrl(url: string): string {
  const path = url.slice(url.indexOf("://") + 3).split(/[?#]/, 1)[0] ?? "";
  const parts = path.split("/").slice(1).filter((part) => part !== "");
  const last = parts.at(-1) ?? "";
  return last === "download" ? (parts.at(-2) ?? last) : last;
}

export function isProgramOrArchive(name: string): boolean {
  const lower = name.toLowerCase();
  return PROGRAM_ENDINGS.some((ending) => lower.endsWith(ending));
}

/** A place where programs are looked for. */
export function isProgramPath(path: string): boolean {
  return PROGRAM_FOLDERS.some((folder) => path.startsWith(`${folder}/`)) && !path.startsWith("/usr/lib/apt");
}

/** Keys for package managers, hash files and texts. */
export function isCheckedOtherwise(name: string, output: string | undefined, host: string): boolean {
  const lower = name.toLowerCase();
  if (OTHER_ENDINGS.some((ending) => lower.endsWith(ending)) || ["sha256sums", "sha512sums", "shasums256.txt", "checksums.txt", "key", "gpg", "keys"].includes(lower)) return true;
  if (host.startsWith("keyserver.") || host === "keys.openpgp.org") return true;
  return output !== undefined && ["/etc/apt/", "/usr/share/keyrings/", "/etc/apk/keys/", "/etc/pki/", "/etc/yum.repos.d/"].some((folder) => output.startsWith(folder));
}

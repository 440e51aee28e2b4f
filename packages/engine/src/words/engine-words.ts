/** What commands put before the sentence that matters; in the order in which they are taken away. */
const PREFIXES = [
  "docker: ",
  "nerdctl: ",
  "Error response from daemon: ",
  "Error: ",
  "ERROR: ",
  "failed to create task for container: ",
  "failed to create shim task: ",
  "failed to create shim: ",
  "OCI runtime create failed: ",
  "OCI runtime error: ",
  "container_linux.go:380: starting container process caused: ",
  "runc: ",
  "crun: ",
  "runc create failed: ",
  "runc run failed: ",
  "unable to start container process: ",
  "error during container init: ",
];

/** What they add behind it: the kind of the error, once more. */
const SUFFIXES = [".", ": unknown", ": OCI runtime attempted to invoke a command that was not found", ": OCI permission denied", ": OCI runtime error"];

/** Lines that speak of the command's use, of its colours, or of what else one could try. */
const ASIDES = ["See 'docker ", "Run 'docker ", "See 'podman ", "Emulate Docker CLI using podman", "What's next:", "View build details:", "DEPRECATED: "];

/**
 * An engine's own words without the chain of who told whom: `docker: Error response from daemon: failed to create task …: exec: "/bin/sh":
 * stat /bin/sh: no such file or directory: unknown.` becomes `exec: "/bin/sh": stat /bin/sh: no such file or directory`.
 */
export function plainWords(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !ASIDES.some((aside) => line.startsWith(aside)))
    .map(plainLine)
    .filter((line) => line !== "");
  return lines.join("\n");
}

function plainLine(line: string): string {
  let words = logMessage(line);
  for (let before = ""; before !== words; ) {
    before = words;
    for (const prefix of PREFIXES) if (words.startsWith(prefix)) words = words.slice(prefix.length);
  }
  for (const suffix of SUFFIXES) if (words.endsWith(suffix)) words = words.slice(0, -suffix.length);
  return words;
}

/** `time="…" level=fatal msg="…"`, as containerd's tools log: what stands in `msg`. */
function logMessage(line: string): string {
  const start = line.startsWith("time=") ? line.indexOf(' msg="') : -1;
  if (start === -1) return line;
  const quoted = line.slice(start + 6, line.lastIndexOf('"'));
  return quoted.replaceAll('\\"', '"').replaceAll("\\n", " ");
}

/**
 * Words by which an engine that cannot be reached, or not any more, is known. Nothing that a registry, a builder or a program could say of
 * its own connections is among them.
 */
const UNREACHABLE = [
  "cannot connect to the docker daemon",
  "is the docker daemon running",
  "error during connect",
  "failed to connect to the docker api",
  "permission denied while trying to connect to the docker",
  "cannot connect to podman",
  "unable to connect to podman",
  "rootless containerd not running",
  "cannot access containerd socket",
  "failed to receive status: rpc error: code = unavailable",
];

export function saysUnreachable(text: string): boolean {
  const words = text.toLowerCase();
  return UNREACHABLE.some((part) => words.includes(part));
}

import { describe, expect, it } from "vitest";
import { plainWords, saysUnreachable } from "./engine-words.ts";

describe("an engine's own words", () => {
  it.each([
    [
      "docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: \"/bin/sh\": stat /bin/sh: no such file or directory: unknown.\n\nRun 'docker run --help' for more information\n",
      'exec: "/bin/sh": stat /bin/sh: no such file or directory',
    ],
    ["docker: Error response from daemon: unable to find user app: no matching entries in passwd file.\nSee 'docker run --help'.\n", "unable to find user app: no matching entries in passwd file"],
    ['Error: runc: runc create failed: unable to start container process: exec: "nosuch": executable file not found in $PATH: OCI runtime attempted to invoke a command that was not found\n', 'exec: "nosuch": executable file not found in $PATH'],
    ["Error: crun: executable file `x` not found in $PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found", "executable file `x` not found in $PATH: No such file or directory"],
    ['time="2026-01-02T03:04:05Z" level=fatal msg="failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \\"x\\": executable file not found in $PATH: unknown"', 'exec: "x": executable file not found in $PATH'],
    ["", ""],
    ["Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg.\nError: no such container a", "no such container a"],
  ])("are plain: %s", (said, plain) => {
    expect(plainWords(said)).toBe(plain);
  });

  it.each([
    ["Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?", true],
    ["error during connect: Get \"http://h:2375/v1.24/info\": dial tcp: lookup h: no such host", true],
    ["Cannot connect to Podman. Please verify your connection to the Linux system", true],
    ["failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF", true],
    ['Get "https://registry.example/v2/": dial tcp: lookup registry.example: no such host', false],
    ["curl: (7) Failed to connect to localhost port 80: Connection refused", false],
  ])("tell an engine that is gone from a registry that is: %s", (said, gone) => {
    expect(saysUnreachable(said)).toBe(gone);
  });
});

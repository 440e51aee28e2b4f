import { describe, expect, it } from "vitest";
import { likelyConstraints } from "./likelihood.ts";
import { exited, ORIGINAL, SETTINGS } from "../../testing/diagnosis/situations.ts";

describe("the likeliest constraints", () => {
  it.each([
    ["open /data/x: read-only file system", "read-only-root"],
    ["open /data/x: permission denied", "user"],
    ["listen tcp :80: bind: permission denied", "privileged-ports"],
    ["/tmp/x.so: failed to map segment from shared object", "tmpfs-noexec"],
    ["chown: changing ownership of '/x': Operation not permitted", "capabilities"],
    ["sudo: The \"no new privileges\" flag is set", "no-new-privileges"],
    ["java.lang.OutOfMemoryError: Java heap space", "memory"],
    ["can't start new thread", "pids"],
    ["nothing that is known", "read-only-root"],
  ])("of %s: %s first", (log, first) => {
    const constraints = likelyConstraints(exited(1, log));
    expect(constraints[0]).toBe(first);
    expect(new Set(constraints).size).toBe(constraints.length);
  });

  it("are memory when the kernel killed it", () => {
    const trial = exited(137, "open /x: read-only file system");
    expect(likelyConstraints({ ...trial, start: { ...trial.start, outOfMemory: true } })[0]).toBe("memory");
  });

  it("are only those that the container is under", () => {
    expect(likelyConstraints(exited(1, "read-only file system", { ...SETTINGS, readOnlyRoot: false }))).not.toContain("read-only-root");
    expect(likelyConstraints({ ...ORIGINAL, settings: { ...ORIGINAL.settings, user: "0:0", sysctls: { "net.ipv4.ip_unprivileged_port_start": "0" } } })).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { baseFault } from "./base-fault.ts";

const HEAD = 'failed to do request: Head "https://registry.example/v2/library/alpine/manifests/3.24": dial tcp: no such host';
const fault = (error: string, reference: string | undefined = "alpine:3.24") => baseFault({ outcome: "failed", error, log: "", seconds: 1, command: [] }, { reference });

describe("baseFault", () => {
  it.each<[string, string, string]>([
    ["by its name", `alpine:3.24: failed to resolve source metadata for docker.io/library/alpine:3.24: ${HEAD}`, "its base alpine:3.24 cannot be had here: failed to resolve source metadata for docker.io/library/alpine:3.24"],
    ["by the step alone, as frontends of # syntax say it", `${HEAD}\n\n > [internal] load metadata for docker.io/library/alpine:3.24:\n`, "its base alpine:3.24 cannot be had here: failed to do request"],
  ])("knows a base that cannot be had %s", (_, error, said) => expect(fault(error)).toContain(said));

  it.each<[string, string]>([
    ["a command of the build", 'process "/bin/sh -c go build" did not complete successfully: exit code: 1\ndial tcp: no such host'],
    ["another image", `${HEAD}\n\n > [internal] load metadata for docker.io/library/golang:1.19:\n`],
  ])("says nothing of %s", (_, error) => expect(fault(error)).toBeUndefined());
});

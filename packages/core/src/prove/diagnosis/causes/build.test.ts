import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnose.ts";
import { check } from "../../../testing/diagnosis/cases.ts";
import { situation } from "../../../testing/diagnosis/situations.ts";

describe("a build that fails", () => {
  const failing = (log: string, error = "") => situation({ build: { outcome: "failed", seconds: 4, command: ["build"], log, error } });
  check({
    "for a file that is not there": {
      input: failing('------\n > [2/3] COPY templates ./templates:\n------\nDockerfile:12\n--------------------\n  11 |     WORKDIR /app\n  12 | >>> COPY templates ./templates\n--------------------\n', 'ERROR: failed to solve: failed to compute cache key: failed to calculate checksum of ref q8gy::w59n: "/templates": not found'),
      kind: "build-failed",
      subject: "/templates",
      says: ["at `COPY templates ./templates`, `/templates` is not there", "`/templates` is not there", ".dockerignore"],
    },
    "for a base that may not be pulled": { input: failing("", "ERROR: failed to solve: builder: failed to resolve source metadata for docker.io/library/builder:latest: pull access denied, repository does not exist"), kind: "build-failed", subject: "docker.io/library/builder:latest", says: ["may not be pulled"] },
    "for a base that does not exist": { input: failing("", "ERROR: failed to solve: gcr.io/distroless/statik: failed to resolve source metadata for gcr.io/distroless/statik: gcr.io/distroless/statik: not found"), kind: "build-failed", says: ["the base image `gcr.io/distroless/statik` does not exist"] },
    "for a package": {
      input: failing("#8 1.2 E: Unable to locate package libfoo-dev\n#8 ERROR: process \"/bin/sh -c apt-get install -y libfoo-dev\" did not complete successfully: exit code: 100\n> [3/4] RUN apt-get install -y libfoo-dev:\n"),
      kind: "build-failed",
      subject: "libfoo-dev",
      says: ["at `RUN apt-get install -y libfoo-dev`, the package `libfoo-dev` is not in the package lists"],
      remedy: { kind: "other-base", instead: "hardened" },
    },
    "for a package of Alpine": { input: failing("ERROR: unable to select packages:\n  libfoo-dev (no such package):\n    required by: world[libfoo-dev]\n"), kind: "build-failed", subject: "libfoo-dev", says: ["is not in the package lists"] },
    "for want of space": { input: failing("", "ERROR: failed to solve: write /var/lib/docker/x: no space left on device"), kind: "build-failed", says: ["the disk of the engine is full"] },
    "for want of a shell": {
      input: failing('runc run failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory\nERROR: process "/bin/sh -c mkdir /x" did not complete successfully: exit code: 1'),
      kind: "build-failed",
      says: ["the base has no shell"],
      remedy: { kind: "other-base", instead: "alpine" },
    },
    "for a flag that the builder does not know": { input: failing("", "ERROR: failed to solve: dockerfile parse error on line 4: unknown flag: parents"), kind: "build-failed", subject: "parents", says: ["does not know `parents`"] },
    "for a command": { input: failing("> [build 4/6] RUN make:\n", 'ERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2'), kind: "build-failed", subject: "2", says: ["at `RUN make`, its command ends with exit code 2"] },
    "in Buildah": { input: failing('Error: building at STEP "COPY --from=build /info /info": checking on sources under "/merged": copier: stat: "/info": no such file or directory\n'), kind: "build-failed", subject: "/info", says: ["at `COPY --from=build /info /info`, `/info` is not there"] },
    "for an owner that is no account": { input: failing("#4 [1/1] COPY --chown=app:app gow /x\n#4 ERROR: invalid user index: -1\n------\n > [1/1] COPY --chown=app:app gow /x:\n------\nDockerfile:2\n--------------------\n   1 |     FROM scratch\n   2 | >>> COPY --chown=app:app gow /x\n   3 |     \n--------------------\n", "ERROR: failed to solve: invalid user index: -1"), kind: "build-failed", says: ["at `COPY --chown=app:app gow /x`, the owner that it names is no account of that image"] },
    "for a secret": { input: failing("#5 ERROR: secret tok: not found\n", "ERROR: failed to solve: secret tok: not found"), kind: "build-failed", subject: "tok", says: ["the secret `tok` was not given to the build"] },
    "for a registry that is out of reach": { input: failing("", 'ERROR: failed to solve: nosuch/nosuch:9: failed to resolve source metadata for docker.io/nosuch/nosuch:9: failed to do request: Head "https://registry-1.docker.io/v2/nosuch/nosuch/manifests/9": dial tcp: lookup registry-1.docker.io on 10.0.0.1:53: no such host'), kind: "build-failed", subject: "docker.io/nosuch/nosuch:9", says: ["the registry of `docker.io/nosuch/nosuch:9` cannot be reached"] },
    "for a base, in words of a frontend": {
      input: failing('------\n > [internal] load metadata for docker.io/library/golang:1.19:\n------\nDockerfile:3\n--------------------\n   3 | >>> FROM golang:1.19\n--------------------\n', 'ERROR: failed to solve: failed to do request: Head "https://registry.example/v2/library/golang/manifests/1.19": dial tcp: lookup registry.example on 10.0.0.1:53: no such host'),
      kind: "build-failed",
      subject: "docker.io/library/golang:1.19",
      says: ["at `FROM golang:1.19`, the base image `docker.io/library/golang:1.19` cannot be had"],
    },
    "for a program": { input: failing("> [2/2] RUN git clone x:\n0.398 /bin/sh: 1: git: not found\n", 'ERROR: failed to solve: process "/bin/sh -c git clone x" did not complete successfully: exit code: 127'), kind: "build-failed", subject: "git", says: ["at `RUN git clone x`, `git` is not in the image in which that step runs"] },
    "without a word": { input: failing("it broke\n"), kind: "build-failed", says: ["does not build", "the builder's own words say more"] },
    "for want of time": { input: situation({ build: { outcome: "timed-out", seconds: 600, command: [], log: "#8 RUN make\n", error: "" } }), kind: "build-failed", says: ["not done after 600 s"] },
  });

  it("names the line of the Dockerfile", () => {
    const [cause] = diagnose(failing("  12 | >>> COPY templates ./templates\n"));
    expect(cause?.evidence[0]).toEqual({ observation: "says COPY templates ./templates", path: "Dockerfile.distroless", line: 12 });
  });
});

import { describe, expect, it } from "vitest";
import { podmanBuilder, dockerBuilder } from "./builder.ts";
import { errorExcerpt } from "./error-excerpt.ts";
import { unknownFeature } from "./unknown-feature.ts";

const BUILDX = `#5 [2/3] WORKDIR /x
#5 CACHED
#6 [3/3] RUN make
#6 0.148 making
#6 0.250 cannot find it
#6 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 3
------
 > [3/3] RUN make:
0.148 making
0.250 cannot find it
------
Dockerfile:3
--------------------
   1 |     FROM debian:trixie-slim
   2 |     WORKDIR /x
   3 | >>> RUN make
   4 |     
--------------------
ERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 3
`;

/** docker 20.10 with DOCKER_BUILDKIT=1. */
const BEFORE_23 = `#5 [2/3] WORKDIR /x
#5 CACHED

#6 [3/3] RUN make
#6 0.148 making
#6 0.250 cannot find it
#6 ERROR: executor failed running [/bin/sh -c make]: exit code: 3
------
 > [3/3] RUN make:
------
executor failed running [/bin/sh -c make]: exit code: 3
`;

const PARSE_ERROR = `#1 [internal] load build definition from D
#1 transferring dockerfile: 96B done
D:2
--------------------
   1 |     FROM debian:trixie-slim
   2 | >>> RUN --mount=type=secret,id=x,env=X echo $X
   3 |     
--------------------
ERROR: failed to solve: unexpected key 'env' in 'env=X'
`;

const CLASSIC = `DEPRECATED: The legacy builder is deprecated and will be removed in a future release.
            Install the buildx component to build images with BuildKit:
            https://docs.docker.com/go/buildx/

Sending build context to Docker daemon  2.048kB
Step 1/3 : FROM debian:trixie-slim
 ---> 85fae7116569
Step 2/3 : RUN make
 ---> Running in 1ff46b3269f5
making
cannot find it
Removing intermediate container 1ff46b3269f5
The command '/bin/sh -c make' returned a non-zero code: 3
`;

const PODMAN = `STEP 1/3: FROM debian:trixie-slim
STEP 2/3: WORKDIR /x
--> 5f4eda35f3f
STEP 3/3: RUN make
making
cannot find it
Error: building at STEP "RUN make": while running runtime: exit status 3
`;

describe("a builder's error", () => {
  it.each([
    ["buildx", BUILDX, 'process "/bin/sh -c make" did not complete successfully: exit code: 3\n\n > [3/3] RUN make:\nmaking\ncannot find it\n\nDockerfile:3\n   1 |     FROM debian:trixie-slim\n   2 |     WORKDIR /x\n   3 | >>> RUN make\n   4 |'],
    ["BuildKit before 23.0", BEFORE_23, "executor failed running [/bin/sh -c make]: exit code: 3\n\n > [3/3] RUN make:\nmaking\ncannot find it"],
    ["a file that cannot be parsed", PARSE_ERROR, "unexpected key 'env' in 'env=X'\n\nD:2\n   1 |     FROM debian:trixie-slim\n   2 | >>> RUN --mount=type=secret,id=x,env=X echo $X\n   3 |"],
    ["the classic builder", CLASSIC, "The command '/bin/sh -c make' returned a non-zero code: 3\n\nStep 2/3 : RUN make\nmaking\ncannot find it"],
    ["podman", PODMAN, 'building at STEP "RUN make": while running runtime: exit status 3\n\nSTEP 3/3: RUN make\nmaking\ncannot find it'],
    ["nothing", "", ""],
    ["one sentence", 'ERROR: failed to solve: rpc error: code = Unknown desc = failed to read dockerfile: open Dockerfile: no such file or directory\n', "failed to read dockerfile: open Dockerfile: no such file or directory"],
  ])("is told in its own words: %s", (_, log, excerpt) => {
    expect(errorExcerpt(log)).toBe(excerpt);
  });

  it("is short, however long the log and its lines", () => {
    const noise = Array.from({ length: 5000 }, (_, index) => `line ${index} ${"x".repeat(1000)}`).join("\n");
    for (const log of [noise, PODMAN.replace("making", noise), BUILDX.replace("0.148 making", noise), `${noise}\n------\n------\n`]) {
      const excerpt = errorExcerpt(log);
      expect(excerpt.split("\n").length).toBeLessThan(60);
      expect(excerpt.length).toBeLessThan(60 * 401);
    }
  });
});

describe("a feature that a builder does not know", () => {
  const docker = { client: "28.0.0", server: "28.0.0", buildx: true, buildkit: "v0.20.0", wanted: undefined };
  const buildkit = dockerBuilder(docker);
  const classic = dockerBuilder({ ...docker, wanted: "0" });
  const podman = podmanBuilder("1.28.2");

  it.each([
    ["unexpected key 'env' in 'env=X'", buildkit, [], ["secret-env"]],
    ["dockerfile parse error on line 2: unknown flag: parents", buildkit, [], ["copy-parents"]],
    ["dockerfile parse error line 2: Unknown flag: link", classic, [], ["copy-link"]],
    ["dockerfile parse error line 2: Unknown flag: mount", classic, ["mount-cache"], ["mount-cache"]],
    ["the --mount option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled", classic, [], []],
    ["unknown flag: --secret", classic, [], ["mount-secret"]],
    ["ERROR: BuildKit is enabled but the buildx component is missing or broken.", buildkit, [], []],
    ["dockerfile parse error line 3: unknown instruction: ECHO", classic, ["heredoc"], ["heredoc"]],
    ['building at STEP "COPY <<EOF /x": checking on sources under "/c": copier: stat: "/<<EOF": no such file or directory', podman, ["heredoc"], ["heredoc"]],
    ['building at STEP "COPY --link a /x": COPY only supports the --chmod=<permissions> --chown=<uid:gid> and the --from=<image|stage> flags', podman, ["copy-link"], ["copy-link"]],
    ['building at STEP "RUN --mount=type=secret,id=x,env=X echo $X": resolving mountpoints for container "0": secret should have syntax id=id[,target=path,required=bool,mode=uint,uid=uint,gid=uint', podman, ["mount-secret", "secret-env"], ["secret-env"]],
  ] as const)("is told by its words: %s", (error, builder, wanted, features) => {
    expect(unknownFeature(error, builder, wanted)).toEqual(features);
  });

  it.each([
    ["dockerfile parse error on line 2: unknown instruction: RUNN (did you mean RUN?)", buildkit, ["heredoc"]],
    ["dockerfile parse error line 2: unknown instruction: RUNN", classic, []],
    ['COPY only supports the --chmod=<permissions> --chown=<uid:gid> and the --from=<image|stage> flags', podman, []],
    ['process "/bin/sh -c make" did not complete successfully: exit code: 2', buildkit, ["mount-cache", "heredoc", "secret-env"]],
  ] as const)("is not seen in a build that fails by itself: %s", (error, builder, wanted) => {
    expect(unknownFeature(error, builder, wanted)).toBeUndefined();
  });
});

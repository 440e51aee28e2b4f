import type { CommandSetting, HealthcheckSetting, PathSetting, PortSetting } from "../dockerfile/model.ts";
import type { ImageReference } from "../dockerfile/reference.ts";
import type { Distribution, ImageKnowledge, SupportPeriod } from "../knowledge/image.ts";
import type { Fact } from "../source/fact.ts";

/**
 * A dozen named facts about how one container will run. A Dockerfile predicts it; an image will show it; a run configuration will
 * override it: rules, grade and comparison read only this shape.
 */
export interface Posture {
  readonly user: Fact<ContainerUser>;
  readonly entrypoint: Fact<StartCommand>;
  readonly healthcheck: Fact<HealthcheckSetting | undefined>;
  /** Whether `/bin/sh` exists in the running image. */
  readonly shell: Fact<boolean>;
  /** The package managers that the running image has. */
  readonly packageManager: Fact<string>;
  readonly libc: Fact<"glibc" | "musl" | "none">;
  readonly base: Fact<BaseFacts>;
  readonly ports: Fact<readonly PortSetting[]>;
  readonly volumes: Fact<readonly PathSetting[]>;
  readonly workdir: Fact<string>;
  readonly stopSignal: Fact<string>;
  /** Packages that RUN lines install into the running image, by name. */
  readonly packages: Fact<readonly string[]>;
  /** Capabilities that the start needs beyond none: `NET_BIND_SERVICE`, `CHOWN` … */
  readonly capabilities: Fact<readonly string[]>;
  /** Absolute paths that the program or its entrypoint writes at run time. */
  readonly writablePaths: Fact<readonly string[]>;
}

export interface ContainerUser {
  readonly text: string;
  /** Numeric ids, where they can be told. */
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  readonly root: boolean;
  readonly numeric: boolean;
  /** Whether the account stands in the image's `/etc/passwd`; undefined when that is not known. */
  readonly account: boolean | undefined;
}

/** What the container starts: ENTRYPOINT and CMD composed as Docker does. */
export interface StartCommand {
  readonly argv: readonly string[];
  readonly entrypoint: CommandSetting | undefined;
  readonly cmd: CommandSetting | undefined;
  /** A shell stands between the engine and the program: shell form, `sh -c`, or a script whose interpreter is a shell. */
  readonly throughShell: boolean;
}

export interface BaseFacts {
  readonly reference: ImageReference | undefined;
  /** `scratch` has neither reference nor distribution. */
  readonly scratch: boolean;
  readonly image: ImageKnowledge | undefined;
  readonly distribution: Distribution | undefined;
  readonly support: SupportPeriod | undefined;
}

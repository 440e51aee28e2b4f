import type { Fact } from "../source/fact.ts";
import type { Range } from "../source/text.ts";
import type { ImageReference } from "./reference.ts";
import type { Argument, DockerfileSyntax, Flag, Instruction } from "./syntax.ts";

/** What BuildKit makes of the file: stages, variables, and the configuration that each stage ends with. Every fact computed once. */
export interface DockerfileModel {
  readonly syntax: DockerfileSyntax;
  /** ARGs before the first FROM, in order. */
  readonly globalArguments: readonly ArgumentDeclaration[];
  readonly stages: readonly Stage[];
  /** The stage that is built: `--target`, else the last; undefined in an empty file, and when `--target` names no stage. */
  readonly target: Stage | undefined;
  /** There is no FROM: `stages` holds one stage on an unknown base, whose `from` has no place in the file. */
  readonly isFragment: boolean;
  /** Instructions before the first FROM that are not ARG. */
  readonly orphans: readonly Instruction[];
  /** The stage before another one that `COPY --from=` (a name or a number) means there; undefined when it means an image. */
  findStage(reference: string, before: Stage): Stage | undefined;
}

export interface ModelOptions {
  /** `--build-arg` values. */
  readonly buildArguments?: Readonly<Record<string, string>>;
  /** A stage name or number. */
  readonly target?: string;
  /** What is known of base images; without it every inherited fact is unknown. */
  readonly catalogue?: BaseCatalogue;
}

/** The configuration that an image brings with it, as far as a catalogue knows it. */
export interface BaseCatalogue {
  find(reference: ImageReference): ImageConfig | undefined;
}

/** The part of an OCI image config that a stage inherits. A missing key means that the catalogue does not say. */
export interface ImageConfig {
  readonly user?: string;
  readonly workdir?: string;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly shell?: readonly string[];
  readonly exposedPorts?: readonly string[];
  readonly volumes?: readonly string[];
  readonly stopSignal?: string;
  readonly healthcheck?: boolean;
  readonly source: string;
}

export interface ArgumentDeclaration {
  readonly name: string;
  readonly defaultValue: string | undefined;
  readonly instruction: Instruction;
  readonly argument: Argument;
}

export interface Stage {
  readonly index: number;
  /** Lower case, as BuildKit compares names. */
  readonly name: string | undefined;
  readonly nameRange: Range | undefined;
  readonly from: Instruction;
  readonly base: StageBase;
  readonly platform: Flag | undefined;
  /** Everything after FROM up to the next FROM, ONBUILD included, in order. */
  readonly instructions: readonly Instruction[];
  /** Stages that this one is made from or copies or mounts from, each once, by index. */
  readonly dependencies: readonly Stage[];
  /** Whether the built target needs it. */
  readonly reachable: boolean;
  /** The configuration at the end of the stage. */
  readonly config: StageConfig;
  /**
   * The configuration in force when an instruction of this stage runs, so without what it changes itself.
   * @throws RangeError for an instruction of another stage.
   */
  configAt(instruction: Instruction): StageConfig;
  /**
   * The variables that an instruction of this stage sees; its FROM sees the global scope.
   * @throws RangeError for an instruction of another stage.
   */
  variablesAt(instruction: Instruction): VariableScope;
}

/** What `FROM` names after expansion. */
export type StageBase =
  | { readonly kind: "scratch"; readonly range: Range }
  | { readonly kind: "stage"; readonly stage: Stage; readonly range: Range }
  | { readonly kind: "image"; readonly reference: ImageReference; readonly range: Range }
  /** A variable without a value, or text that is no reference. */
  | { readonly kind: "unknown"; readonly text: string; readonly reason: string; readonly range: Range };

/** What a stage's image configuration says: set here, inherited from a known base, or unknown with the reason. */
export interface StageConfig {
  readonly user: Fact<UserSetting>;
  readonly workdir: Fact<string>;
  /** `["/bin/sh", "-c"]` unless SHELL says otherwise. */
  readonly shell: Fact<readonly string[]>;
  readonly entrypoint: Fact<CommandSetting | undefined>;
  readonly cmd: Fact<CommandSetting | undefined>;
  readonly healthcheck: Fact<HealthcheckSetting | undefined>;
  readonly exposedPorts: Fact<readonly PortSetting[]>;
  readonly volumes: Fact<readonly PathSetting[]>;
  readonly stopSignal: Fact<string>;
}

export interface UserSetting {
  /** As written after expansion: `app`, `1001:1001`, `root`; what an image without USER has is `root` (`"0"`). */
  readonly text: string;
  readonly user: string;
  readonly group: string | undefined;
  /** The USER instruction; undefined when it comes from the base image. */
  readonly instruction: Instruction | undefined;
}

export interface CommandSetting {
  readonly form: "exec" | "shell";
  /** The argument vector of the exec form; of the shell form, SHELL followed by the one string. */
  readonly argv: readonly string[];
  readonly instruction: Instruction | undefined;
}

export interface HealthcheckSetting {
  readonly command: CommandSetting;
  /** `--interval`, `--timeout`, `--start-period`, `--start-interval`, `--retries` as written. */
  readonly options: Readonly<Record<string, string>>;
  readonly instruction: Instruction | undefined;
}

export interface PortSetting {
  readonly port: number;
  readonly protocol: "tcp" | "udp" | "sctp";
  readonly range: Range | undefined;
}

export interface PathSetting {
  readonly path: string;
  readonly range: Range | undefined;
}

/** ARG and ENV as BuildKit scopes them at one instruction. */
export interface VariableScope {
  /** The value, when it is certain: declared, with a value, not overridden from outside. */
  get(name: string): VariableValue | undefined;
  /** Expand a word as BuildKit does (quotes removed); undefined when a variable in it has no certain value. */
  expand(word: string): string | undefined;
  /** Every visible name. */
  names(): readonly string[];
}

export interface VariableValue {
  readonly name: string;
  /** Undefined for an ARG without a default, a predefined or a platform ARG: only the build knows. */
  readonly value: string | undefined;
  readonly kind: "arg" | "env" | "predefined" | "platform" | "base";
  readonly instruction: Instruction | undefined;
}

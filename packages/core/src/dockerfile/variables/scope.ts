import type { VariableScope, VariableValue } from "../model.ts";
import type { Argument, Instruction } from "../syntax.ts";
import { expandWord, type Binding, type Expansion } from "./expand.ts";
import { NameTree } from "./name-tree.ts";

/** Usable in RUN without an ARG; the value comes from the build. Source: Dockerfile reference, "Predefined ARGs". */
const PREDEFINED: ReadonlySet<string> = new Set([
  "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy",
]);

/** Set by the builder in the global scope. Source: Dockerfile reference, "Automatic platform ARGs in the global scope", and BuildKit. */
const PLATFORM: readonly string[] = [
  "BUILDPLATFORM", "BUILDOS", "BUILDOSVERSION", "BUILDARCH", "BUILDVARIANT",
  "TARGETPLATFORM", "TARGETOS", "TARGETOSVERSION", "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE",
];

interface Variable extends VariableValue {
  /** An ARG that has no value unless the build passes one. */
  readonly open: boolean;
}

/** What one name holds: BuildKit keeps ARG and ENV in one environment, and only ENV in the image. */
interface Slot {
  readonly environment: Variable | undefined;
  readonly argument: Variable | undefined;
  /** The stage whose ARG it is: in a stage made FROM that one, ENV comes first again. */
  readonly argumentStage: number;
}

export type BuildArguments = Readonly<Record<string, string>>;

interface ScopeState {
  readonly slots: NameTree<Slot>;
  /** The index of the stage; -1 before the first FROM. */
  readonly stage: number;
  readonly escape: string;
  /** Why a name that is not declared may have a value all the same; undefined where it certainly has none. */
  readonly undeclared: string | undefined;
}

/** The variables at one place of the file; never changed, so every instruction can keep its own. */
export class Scope implements VariableScope {
  readonly #state: ScopeState;

  constructor(state: ScopeState) {
    this.#state = state;
  }

  get(name: string): VariableValue | undefined {
    const variable = this.#find(name);
    if (variable === undefined) return undefined;
    return { name, value: variable.value, kind: variable.kind, instruction: variable.instruction };
  }

  expand(word: string): string | undefined {
    const expansion = this.expansion(word);
    return expansion.certain ? expansion.text : undefined;
  }

  names(): readonly string[] {
    const names = this.#state.slots.names();
    return this.#state.stage < 0 ? names : [...new Set([...names, ...PREDEFINED])];
  }

  /** Like `expand`, with the reason where the text is not certain. */
  expansion(word: string): Expansion {
    return expandWord(word, this.#state.escape, (name) => this.#bind(name));
  }

  /** The scope in which a stage begins that is made FROM the stage that ends with this one. */
  forStage(stage: number): Scope {
    return this.#with({ stage });
  }

  /** The scope after an ENV: every value is expanded in the scope before it. Source: BuildKit, `dispatchEnv`. */
  afterEnv(instruction: Instruction): Scope {
    let { slots, undeclared } = this.#state;
    for (const { pair } of instruction.arguments) {
      if (pair === undefined) continue;
      const key = this.expand(pair.key);
      if (key === undefined) {
        undeclared ??= `ENV sets a name that is not certain: ${pair.key}`;
        continue;
      }
      const value = this.expand(pair.rawValue ?? "");
      slots = slots.set(key, { environment: { name: key, value, kind: "env", instruction, open: false }, argument: undefined, argumentStage: -1 });
    }
    return this.#with({ slots, undeclared });
  }

  /**
   * The scope after an ARG of a stage: `--build-arg`, else its default, else what the global scope has. A name that gets no value
   * keeps the one it had. Source: BuildKit, `dispatchArg`.
   */
  afterArg(instruction: Instruction, globals: Scope, buildArguments: BuildArguments): Scope {
    return instruction.arguments.reduce<Scope>((scope, argument) => scope.#afterDeclaration(instruction, argument, globals, buildArguments), this);
  }

  #afterDeclaration(instruction: Instruction, { pair, text }: Argument, globals: Scope | undefined, buildArguments: BuildArguments): Scope {
    const name = pair?.key ?? text;
    const given = Object.hasOwn(buildArguments, name) ? buildArguments[name] : undefined;
    if (given !== undefined) return this.#declare({ name, value: given, kind: "arg", instruction, open: false });
    if (pair?.rawValue !== undefined) return this.#declare({ name, value: this.expand(pair.rawValue), kind: "arg", instruction, open: false });
    const inherited = globals === undefined ? undefined : globals.#find(name);
    if (inherited !== undefined && !inherited.open) return this.#declare({ ...inherited, instruction });
    if (this.#state.slots.get(name) !== undefined) return this;
    if (PREDEFINED.has(name)) return this.#declare({ name, value: undefined, kind: "predefined", instruction, open: false });
    return this.#declare({ name, value: undefined, kind: "arg", instruction, open: true });
  }

  #declare(argument: Variable): Scope {
    const { slots, stage } = this.#state;
    const environment = slots.get(argument.name)?.environment;
    return this.#with({ slots: slots.set(argument.name, { environment, argument, argumentStage: stage }) });
  }

  #find(name: string): Variable | undefined {
    const { slots, stage } = this.#state;
    const slot = slots.get(name);
    if (slot === undefined) {
      return stage >= 0 && PREDEFINED.has(name) ? { name, value: undefined, kind: "predefined", instruction: undefined, open: false } : undefined;
    }
    const argumentFirst = slot.environment === undefined || slot.argumentStage === stage;
    return argumentFirst ? (slot.argument ?? slot.environment) : slot.environment;
  }

  #bind(name: string): Binding {
    const variable = this.#find(name);
    if (variable === undefined) {
      const { undeclared } = this.#state;
      return undeclared === undefined ? { state: "unset" } : { state: "hidden", reason: `${name} is not declared here, and ${undeclared}` };
    }
    if (variable.value !== undefined) return { state: "set", value: variable.value };
    return { state: variable.open ? "open" : "hidden", reason: reasonOf(variable) };
  }

  #with(change: Partial<ScopeState>): Scope {
    return new Scope({ ...this.#state, ...change });
  }

  /** The scope before the first FROM, with the platform ARGs and what `ARG` declares there. Source: BuildKit, `buildMetaArgs`. */
  static global(declarations: readonly Instruction[], buildArguments: BuildArguments, escape: string): Scope {
    let slots = new NameTree<Slot>();
    for (const name of PLATFORM) {
      const value = Object.hasOwn(buildArguments, name) ? buildArguments[name] : undefined;
      slots = slots.set(name, { environment: undefined, argument: { name, value, kind: "platform", instruction: undefined, open: false }, argumentStage: -1 });
    }
    let scope = new Scope({ slots, stage: -1, escape, undeclared: undefined });
    for (const instruction of declarations) {
      for (const argument of instruction.arguments) scope = scope.#afterDeclaration(instruction, argument, undefined, buildArguments);
    }
    return scope;
  }

  /** The scope in which a stage begins that is made FROM an image; `undeclared` says why that image may set more than `environment`. */
  static base(environment: Readonly<Record<string, string | undefined>>, stage: number, escape: string, undeclared: string | undefined): Scope {
    let slots = new NameTree<Slot>();
    for (const [name, value] of Object.entries(environment)) {
      slots = slots.set(name, { environment: { name, value, kind: "base", instruction: undefined, open: false }, argument: undefined, argumentStage: -1 });
    }
    return new Scope({ slots, stage, escape, undeclared });
  }
}

function reasonOf({ name, kind, open }: Variable): string {
  if (kind === "platform") return `the builder sets ${name}`;
  if (kind === "predefined") return `the build sets ${name}, if at all`;
  if (kind === "base") return `the base image sets ${name}`;
  if (open) return `ARG ${name} has no default, so only the build knows its value`;
  return `${name} depends on a value that is not certain`;
}

/** A longer value is not kept: doubling it again and again would fill the memory. */
const MAX_VALUE_LENGTH = 2048;

/**
 * The variables and options of a shell while its script is read from top to bottom. A value is undefined where only a run would tell.
 */
export class ShellScope {
  errexit: boolean;
  pipefail: boolean;
  readonly #outside: (name: string) => string | undefined;
  readonly #parent: ShellScope | undefined;
  readonly #values = new Map<string, string | undefined>();
  #forgotten = false;

  constructor(outside: (name: string) => string | undefined, options: { readonly errexit: boolean; readonly pipefail: boolean }, parent?: ShellScope) {
    this.#outside = outside;
    this.#parent = parent;
    this.errexit = options.errexit;
    this.pipefail = options.pipefail;
  }

  /** A scope that sees this one's variables and changes only its own: a subshell, a branch that may not run. */
  fork(): ShellScope {
    return new ShellScope(this.#outside, this, this);
  }

  get(name: string): string | undefined {
    if (this.#values.has(name)) return this.#values.get(name);
    if (this.#forgotten) return undefined;
    return this.#parent === undefined ? this.#outside(name) : this.#parent.get(name);
  }

  set(name: string, value: string | undefined): void {
    this.#values.set(name, value !== undefined && value.length > MAX_VALUE_LENGTH ? undefined : value);
  }

  /** After `. file` or `eval` of something unknown, every variable may have another value. */
  forget(): void {
    this.#values.clear();
    this.#forgotten = true;
  }

  /** A branch that may have run: what it set to something else is no longer certain. */
  absorb(branch: ShellScope): void {
    if (branch.#forgotten) this.forget();
    for (const [name, value] of branch.#values) {
      if (this.get(name) !== value) this.set(name, undefined);
    }
  }
}

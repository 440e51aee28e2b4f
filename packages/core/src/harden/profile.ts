import type { Fact } from "../source/fact.ts";
import type { Application } from "./application.ts";
import type { Decision, HardenInput } from "./plan.ts";

/** An ecosystem: a folder in `profiles/` that collects evidence and knows how its own build is hardened. */
export interface Profile {
  readonly name: string;
  /** Whether the project is of this ecosystem, with the evidence (`go.mod:1`, `RUN go build` on line 5). */
  recognises(input: HardenInput): Fact<boolean>;
  collect(input: HardenInput): Application;
  /** Decisions about the build commands: flags, caches; each with its edits of the original. */
  hardenBuild(input: HardenInput, application: Application): readonly Decision[];
}

import type { Base } from "../base.ts";
import { alpine } from "./alpine/base.ts";
import { distroless } from "./distroless/base.ts";

/** The bases that `harden` knows, the recommended one first. Adding one is adding a folder and this line. */
export const BASES: readonly Base[] = [distroless, alpine];

import type { Profile } from "../profile.ts";
import { genericProfile } from "./generic/profile.ts";
import { goProfile } from "./go/profile.ts";

/** The ecosystems that `harden` knows; the last one takes what no other recognises. */
export const PROFILES: readonly Profile[] = [goProfile, genericProfile];

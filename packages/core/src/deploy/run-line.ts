import type { RunProfile } from "../harden/plan.ts";
import { shellWord } from "../shell/quote.ts";
import { runOptions, settingsOf } from "./container-settings.ts";

/** The arguments of `docker run` (or podman, nerdctl) for an image under its profile, one entry an option with its value. */
export function runArguments(profile: RunProfile, image: string): readonly (readonly string[])[] {
  return [["run", "--rm"], ...runOptions(settingsOf(profile, image))];
}

/** The run line as people paste it into a POSIX shell, an option a line. */
export function runLine(profile: RunProfile, image: string): string {
  return `docker ${runArguments(profile, image).map((words) => words.map(shellWord).join(" ")).join(" \\\n  ")}`;
}

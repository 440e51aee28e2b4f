import type { PackageCall } from "../../shell/calls.ts";
import { buildCommands } from "../../facts/build/build-commands.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Problem } from "../rule.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const stage of subject.model.stages) {
    for (const call of subject.packageCalls(stage)) {
      if (call.action !== "distribution-upgrade" || !leavesRelease(call)) continue;
      yield problem(call.actionWord?.range ?? call.command.range, `${call.manager} ${call.actionWord?.text ?? "dist-upgrade"}`, removesOnly(call));
    }
  }
  for (const { command } of buildCommands(subject)) {
    if (command.name === "do-release-upgrade") yield problem(command.range, command.name, false);
  }
}

/** `dnf distro-sync` stays within the release unless it names another. */
function leavesRelease({ actionWord, options }: PackageCall): boolean {
  return actionWord?.value?.startsWith("distro") !== true || options.some(({ name }) => name === "--releasever");
}

/** That of apt stays within the release that its sources name, but takes packages away to do so. */
function removesOnly({ manager }: PackageCall): boolean {
  return manager === "apt-get" || manager === "apt" || manager === "aptitude";
}

function problem(range: Problem["range"], what: string, removes: boolean): Problem {
  return {
    range,
    message: removes
      ? `${what} may remove packages to upgrade others: which ones stay depends on the day of the build, and one that the application needs can go.`
      : `${what} may remove packages and move to another release: the image is then not what its FROM says, and no scanner or support date fits it.`,
    fix: { kind: "suggested", description: removes ? "Use a plain upgrade, which removes nothing: it brings the security fixes" : "Name the newer release in FROM; for security fixes a plain upgrade is enough", edits: [] },
  };
}

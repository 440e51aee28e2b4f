import type { ImageContents } from "../../image/contents.ts";
import { packageManagersOf } from "../../image/package-managers.ts";
import { packagesOf } from "../../image/packages.ts";
import { programAt } from "../../image/programs.ts";
import { known, unknown, type Fact } from "../../source/fact.ts";
import type { Posture } from "../posture.ts";

/** Whether `/bin/sh` leads to a program. */
export function shownShell(contents: ImageContents): Fact<boolean> {
  const program = programAt(contents, "/bin/sh");
  const observation = program === undefined ? "is not in the image" : program.path === "/bin/sh" ? "is in the image" : `leads to ${program.path}`;
  return known(program !== undefined, { path: "/bin/sh", observation });
}

/** The first of the image's package managers, `none` where it has none. */
export function shownPackageManager(contents: ImageContents): Posture["packageManager"] {
  const managers = packageManagersOf(contents);
  return known(managers[0] ?? "none", { observation: managers.length === 0 ? "no package manager is in the image" : `the image has ${managers.join(", ")}` });
}

/** All packages of the image: those of its base and those that were installed on top. */
export function shownPackages(contents: ImageContents): Posture["packages"] {
  const packages = packagesOf(contents);
  if (packages === undefined) return known([], { observation: "the image has no database of packages" });
  if (packages.names === undefined) return unknown(`the database of ${packages.manager} in the image was not read`);
  return known(packages.names, { observation: `the database of ${packages.manager} in the image lists ${packages.names.length} packages` });
}

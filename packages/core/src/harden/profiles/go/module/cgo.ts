import type { BuildContext } from "../../../../context/build-context.ts";
import { folderOf, joinPath } from "../../../../context/path.ts";
import { findCgoModule } from "../../../../knowledge/cgo-modules.ts";
import { type Evidence, type Fact, known, unknown } from "../../../../source/fact.ts";
import { evidenceIn } from "../behaviour/program-view.ts";
import { type GoFile, inclusion, readGoFile } from "../language/go-file.ts";
import { goFilesByFolder, type GoProgram } from "./packages.ts";

/** Go's own library without these needs no C; with them, or with these ways of building, it does. */
const CGO_PACKAGES = new Set(["plugin", "runtime/cgo"]);
const MOST_VENDORED_CHARACTERS = 32_000_000;

/** What speaks for cgo in the source: its own `import "C"`, modules that are known to need it, and vendored packages that say so. */
export function sourceNeedsCgo(program: GoProgram, context: BuildContext, tags: ReadonlySet<string>): Fact<boolean> {
  const own = program.files.flatMap((file) => cgoImports(file).map((place) => evidenceIn(file, place.start, `imports "${place.path}"`)));
  if (own.length > 0) return known(true, ...own);
  const modules = moduleEvidence(program);
  if (modules.length > 0) return known(true, ...modules);
  const vendored = vendoredEvidence(program, context, tags);
  if (vendored.found.length > 0) return known(true, ...vendored.found);
  if (!program.complete) return unknown(`no import "C" in ${program.files.length} Go files, but ${program.gaps.join("; ")}`);
  const evidence: Evidence[] = [{ observation: `no import "C" in ${program.files.length} Go files` }];
  if (vendored.looked !== undefined) evidence.push({ observation: vendored.looked });
  const count = program.module.requires.length;
  if (count > 0) evidence.push({ observation: `none of the ${count} modules that it requires is known to need cgo`, path: program.module.path });
  return known(false, ...evidence);
}

function cgoImports(file: GoFile): GoFile["imports"] {
  return file.imports.filter((place) => place.path === "C" || CGO_PACKAGES.has(place.path));
}

/**
 * A package that is imported and known to need cgo; and a module that `go.mod` requires for another module: its use is not seen, so
 * it counts. A module that is required directly and imported nowhere here belongs to another program of the project.
 */
function moduleEvidence(program: GoProgram): readonly Evidence[] {
  const { path, requires } = program.module;
  const found: Evidence[] = [];
  for (const [imported, { file, place }] of program.external) {
    const module = findCgoModule(imported);
    if (module?.cgo !== "required") continue;
    const requirement = requires.find((candidate) => imported === candidate.path || imported.startsWith(`${candidate.path}/`));
    if (requirement !== undefined) found.push({ observation: `requires ${requirement.path}, which needs cgo (${module.library ?? "C"})`, path, line: requirement.line });
    found.push(evidenceIn(file, place.start, `imports ${imported}`));
  }
  if (found.length > 0) return found;
  return requires.flatMap((requirement) => {
    const module = requirement.indirect ? findCgoModule(requirement.path) : undefined;
    return module?.cgo === "required" ? [{ observation: `requires ${requirement.path} for another module, which needs cgo (${module.library ?? "C"})`, path, line: requirement.line }] : [];
  });
}

/** With `vendor/modules.txt` the packages of other modules are at hand and can be looked into. */
function vendoredEvidence(program: GoProgram, context: BuildContext, tags: ReadonlySet<string>): { readonly found: readonly Evidence[]; readonly looked: string | undefined } {
  const vendor = joinPath(folderOf(program.module.path), "vendor");
  const list = joinPath(vendor, "modules.txt");
  const text = context.tree.has(list) && context.canCopy(list) ? context.tree.read(list) : undefined;
  if (text === undefined) return { found: [], looked: undefined };
  const folders = goFilesByFolder(context);
  const found: Evidence[] = [];
  let characters = 0;
  let count = 0;
  for (const line of text.split("\n")) {
    const packagePath = line.trim();
    if (packagePath === "" || packagePath.startsWith("#")) continue;
    for (const path of folders.get(joinPath(vendor, packagePath)) ?? []) {
      const source = path.endsWith("_test.go") || characters > MOST_VENDORED_CHARACTERS ? undefined : context.tree.read(path);
      if (source === undefined) continue;
      characters += source.length;
      count++;
      const place = source.includes('"C"') ? vendoredCgo(path, source, tags) : undefined;
      if (place !== undefined) found.push(place);
    }
  }
  return { found: found.slice(0, 5), looked: `no import "C" in ${count} vendored Go files` };
}

/** A file that is only built with cgo has another one beside it that is built without. */
function vendoredCgo(path: string, source: string, tags: ReadonlySet<string>): Evidence | undefined {
  const file = readGoFile(path, source);
  const isOptional = file.constraint?.expression.includes("cgo") === true;
  const place = file.imports.find((candidate) => candidate.path === "C");
  if (place === undefined || isOptional || inclusion(file, tags) === false) return undefined;
  return evidenceIn(file, place.start, 'imports "C"');
}

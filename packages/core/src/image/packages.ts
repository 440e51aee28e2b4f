import type { ImageContents } from "./contents.ts";
import { resolvePath } from "./resolve-path.ts";
import type { Surface } from "./surface.ts";

type Packages = NonNullable<Surface["packages"]>;

const DPKG_STATUS = "/var/lib/dpkg/status";
const DPKG_FOLDER = "/var/lib/dpkg/status.d/";
const APK_LISTS = ["/lib/apk/db/installed", "/usr/lib/apk/db/installed"];

/** Where rpm keeps its database, in its three forms. Source: rpm.org, "Database backends". */
const RPM_FOLDERS = ["/var/lib/rpm", "/usr/lib/sysimage/rpm", "/usr/share/rpm"];
const RPM_FILES = ["rpmdb.sqlite", "Packages.db", "Packages"];

/** States of a package whose files are there. Source: dpkg(1), "Package states". */
const WITH_FILES = new Set(["unpacked", "half-configured", "triggers-awaited", "triggers-pending", "installed"]);

/**
 * The packages of the distribution by name, sorted: from dpkg's status (those whose files are there), Distroless' file a package, or apk's
 * list. An rpm database is seen and not read: its names are undefined, and so are those of a list that could not be read. Undefined where there
 * is no database at all.
 */
export function packagesOf(contents: Pick<ImageContents, "texts" | "files">): Packages | undefined {
  const found = [dpkg(contents), apk(contents), rpm(contents)].filter((packages) => packages !== undefined);
  return found.find(({ names }) => names === undefined || names.length > 0) ?? found[0];
}

function dpkg({ texts, files }: Pick<ImageContents, "texts" | "files">): Packages | undefined {
  const status = texts.get(DPKG_STATUS);
  const single = [...texts].filter(([path]) => path.startsWith(DPKG_FOLDER)).map(([, text]) => text);
  if (status === undefined && resolvePath({ files }, DPKG_STATUS) !== undefined) return { manager: "dpkg", names: undefined };
  if (status === undefined && single.length === 0) return undefined;
  const names = [...installedPackages(status ?? "", false), ...single.flatMap((text) => installedPackages(text, true))];
  return { manager: "dpkg", names: sorted(names) };
}

/** The packages of dpkg's paragraphs; a paragraph of Distroless has no status of its own. Source: dpkg(1), "INFORMATION ABOUT PACKAGES". */
function installedPackages(text: string, always: boolean): readonly string[] {
  const names: string[] = [];
  let name: string | undefined;
  let installed = always;
  const take = (): void => {
    if (name !== undefined && installed) names.push(name);
    name = undefined;
    installed = always;
  };
  for (const line of text.split("\n")) {
    if (line === "") take();
    else if (line.startsWith("Package: ")) name = line.slice("Package: ".length).trim();
    else if (line.startsWith("Status: ")) installed = WITH_FILES.has(line.trimEnd().split(" ").at(-1) ?? "");
  }
  take();
  return names;
}

function apk({ texts, files }: Pick<ImageContents, "texts" | "files">): Packages | undefined {
  const lists = APK_LISTS.flatMap((path) => texts.get(path) ?? []);
  if (lists.length > 0) return { manager: "apk", names: sorted(lists.flatMap((list) => list.split("\n")).filter((line) => line.startsWith("P:")).map((line) => line.slice(2).trim())) };
  return APK_LISTS.some((path) => resolvePath({ files }, path) !== undefined) ? { manager: "apk", names: undefined } : undefined;
}

function rpm({ files }: Pick<ImageContents, "files">): Packages | undefined {
  const paths = RPM_FOLDERS.flatMap((folder) => RPM_FILES.map((file) => `${folder}/${file}`));
  return paths.some((path) => resolvePath({ files }, path) !== undefined) ? { manager: "rpm", names: undefined } : undefined;
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

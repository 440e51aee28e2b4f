import { basename, dirname, join, relative } from "node:path";
import { adjustmentsOf, baseNames, type HardenOptions, type Identity } from "@bulwark/core/harden";
import { nearest } from "@bulwark/core/source";
import type { Values } from "../command-line/command.ts";
import { UsageError } from "../exit-code.ts";
import type { ConfigFile } from "../files/config-file.ts";
import { isInside, realFolder, repositoryOf, withSlashes } from "../files/folders.ts";

/**
 * `--base` and `--user`, else what `bulwark.yaml` says.
 * @throws UsageError naming where it is said, when it is none.
 */
export function hardenOptions(values: Values, configFile: ConfigFile | undefined, command: string): HardenOptions {
  const written = configFile?.config.harden;
  const base = values.get("base") ?? written?.base;
  const user = values.get("user") ?? written?.user;
  const where = (name: "base" | "user"): string => (values.has(name) || written === undefined ? `--${name}` : `${configFile?.path ?? ""}:${written.lines[name]} "${name}"`);
  if (base !== undefined && !baseNames().includes(base)) {
    const near = nearest(base, baseNames());
    throw new UsageError(`${where("base")} takes ${baseNames().join(", ")}, not "${base}"${near === undefined ? "" : `; did you mean "${near}"?`}`, command);
  }
  return { ...(base === undefined ? {} : { base }), ...(user === undefined ? {} : { user: identityOf(user, where("user"), command) }) };
}

/** With what `bulwark.yaml` says of the application. */
export function withAdjustments(options: HardenOptions, configFile: ConfigFile | undefined, folder: string): HardenOptions {
  return configFile === undefined ? options : { ...options, adjustments: adjustmentsOf(configFile.config.harden, configPathFor(configFile.path, folder)) };
}

/** The path of `bulwark.yaml` as evidence names it: as seen from the Dockerfile's folder, wherever people stand. */
export function configPathFor(written: string, folder: string): string {
  const from = realFolder(folder);
  const path = join(realFolder(dirname(written)), basename(written));
  return isInside(path, repositoryOf(from) ?? from) ? withSlashes(relative(from, path)) : basename(path);
}

function identityOf(text: string, where: string, command: string): Identity {
  const [uid = "", gid = uid, ...rest] = text.split(":");
  const isId = (id: string): boolean => /^\d{1,10}$/.test(id) && Number(id) > 0 && Number(id) < 2 ** 31;
  if (rest.length > 0 || !isId(uid) || !isId(gid)) throw new UsageError(`${where} takes numbers above 0, UID or UID:GID, not "${text}": a name could not be checked by Kubernetes, and 0 is root`, command);
  return { uid: Number(uid), gid: Number(gid) };
}

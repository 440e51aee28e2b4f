import { fileNameOf, joinPath } from "../context/path.ts";
import { valueOf } from "../source/fact.ts";
import type { Chain } from "./chain.ts";
import { readCopiedFile, type ReadableFile } from "./copied-files.ts";
import type { StartCommand } from "./posture.ts";
import { scriptLines } from "./script-lines.ts";

const SHELLS = new Set(["sh", "bash", "ash", "dash", "zsh", "ksh", "busybox"]);

/** Shell scripts of official images that do not end in `.sh`. */
const IMAGE_SCRIPTS = new Set(["docker-php-entrypoint", "httpd-foreground", "apache2-foreground", "cassandra", "rabbitmq-server"]);

/** Programs that start another one, with the number of their own words before it. */
const WRAPPERS: Readonly<Record<string, number>> = {
  tini: 0, "tini-static": 0, "dumb-init": 0, catatonit: 0, "docker-init": 0, exec: 0, env: 0, "su-exec": 1, gosu: 1,
};

const PROGRAM_FOLDERS = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

export function isShell(name: string): boolean {
  return SHELLS.has(name);
}

/** Whether a program is a shell script, to judge by its name alone. */
export function isScriptName(name: string): boolean {
  return name.endsWith(".sh") || name.endsWith(".bash") || IMAGE_SCRIPTS.has(name);
}

/** The program and its arguments behind an init or another wrapper. */
export function programOf(argv: readonly string[]): readonly string[] {
  let at = 0;
  for (let name = fileNameOf(argv[at] ?? ""); Object.hasOwn(WRAPPERS, name); name = fileNameOf(argv[at] ?? "")) {
    const isOption = (word: string) => word.startsWith("-") || (name === "env" && word.includes("="));
    at++;
    while (at < argv.length && isOption(argv[at] ?? "")) at++;
    at += WRAPPERS[name] ?? 0;
  }
  return argv.slice(at);
}

/** The shell code that a container starts with, as far as it can be read. */
export interface StartScripts {
  readonly files: readonly ReadableFile[];
  /** A script that is started and cannot be read. */
  readonly unread: string | undefined;
}

/** The string behind `sh -c`, and the script that the command or that string starts. */
export function startScripts(chain: Chain, start: StartCommand): StartScripts {
  const words = programOf(start.argv);
  const inline = inlineText(chain, start, words);
  const started = inline === undefined ? words : programOf(scriptLines(inline)[0]?.words ?? []);
  const files = inline === undefined ? [] : [inline];
  const program = isShell(fileNameOf(started[0] ?? "")) ? started.slice(1).find((word) => !word.startsWith("-")) : started[0];
  if (program === undefined) return { files, unread: undefined };
  const file = readProgram(chain, program);
  if (file !== undefined) return { files: [...files, file], unread: undefined };
  return { files, unread: isScriptName(fileNameOf(program)) ? program : undefined };
}

function inlineText(chain: Chain, { entrypoint, cmd }: StartCommand, words: readonly string[]): ReadableFile | undefined {
  const at = isShell(fileNameOf(words[0] ?? "")) ? words.findIndex((word) => word.startsWith("-") && word.endsWith("c")) : -1;
  const text = at === -1 ? undefined : words[at + 1];
  if (text === undefined) return undefined;
  const range = (entrypoint ?? cmd)?.instruction?.range;
  const { source } = chain.model.syntax;
  return { path: source.path, firstLine: range === undefined ? 1 : source.position(range.start).line, text };
}

/** The text of a program that a COPY put where it is started, if that is a text. */
export function readProgram(chain: Chain, program: string): ReadableFile | undefined {
  if (program.startsWith("/")) return readCopiedFile(chain, joinPath("/", program));
  if (program.includes("/") || isScriptName(program)) {
    const workdir = valueOf(chain.stage.config.workdir);
    const file = workdir === undefined ? undefined : readCopiedFile(chain, joinPath(workdir, program));
    if (file !== undefined || program.includes("/")) return file;
  }
  for (const folder of PROGRAM_FOLDERS) {
    const file = readCopiedFile(chain, joinPath(folder, program));
    if (file !== undefined) return file;
  }
  return undefined;
}

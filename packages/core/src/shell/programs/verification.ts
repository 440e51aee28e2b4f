import type { Command, ShellScript } from "../command.ts";
import { findOption, readArguments, writtenValue } from "./arguments.ts";

/** A command that checks a hash or a signature, with the names of files that it speaks of. */
export interface Verification {
  readonly index: number;
  readonly command: Command;
  readonly names: ReadonlySet<string>;
}

/** In longer pipes only the check itself is looked at. */
const MAX_PIPE = 16;

/** `md5sum` and `sha1sum` are missing: files that collide can be made for both. Source: NIST SP 800-131A. */
const HASHES = new Set(["sha224sum", "sha256sum", "sha384sum", "sha512sum", "b2sum", "b3sum"]);

const VERIFIERS: Readonly<Record<string, (command: Command) => boolean>> = {
  shasum: (command) => checks(command) && Number(findOption(readArguments(command.words.slice(1), { short: "a", long: ["--algorithm"] }).options, "-a", "--algorithm")?.value ?? "1") > 1,
  gpg: (command) => hasWord(command, "--verify"),
  gpg2: (command) => hasWord(command, "--verify"),
  gpgv: () => true,
  gpgv2: () => true,
  sqv: () => true,
  cosign: (command) => hasWord(command, "verify", "verify-blob", "verify-attestation", "verify-blob-attestation"),
  minisign: (command) => command.words.slice(1).some((word) => /^-[a-zA-Z]*V/.test(writtenValue(word))),
  rsign: (command) => hasWord(command, "verify"),
  signify: (command) => command.words.slice(1).some((word) => /^-[a-zA-Z]*[VC]/.test(writtenValue(word))),
  openssl: (command) => hasWord(command, "-verify", "-verify_hmac"),
  "slsa-verifier": (command) => hasWord(command, "verify-artifact", "verify-image", "verify-npm-package"),
  gh: (command) => hasWord(command, "attestation", "at") && hasWord(command, "verify"),
  git: (command) => hasWord(command, "verify-tag", "verify-commit"),
  rhash: checks,
};

/** The commands of a script that fail when a file is not the expected one. */
export function verifications(script: ShellScript): readonly Verification[] {
  return script.commands.flatMap((command, index) => {
    const { name } = command;
    if (name === undefined) return [];
    const hash = HASHES.has(name) || isOpensslDigest(command);
    const own = HASHES.has(name) ? checks(command) : Object.hasOwn(VERIFIERS, name) && VERIFIERS[name]?.(command) === true;
    const comparing = hash && !own ? comparison(script, command, index) : undefined;
    if (!own && comparing === undefined) return [];
    return [{ index, command: comparing ?? command, names: namedFiles(script, command) }];
  });
}

/** `openssl dgst -sha256 f`, `openssl sha512 f`; a comparison makes a check of it. */
function isOpensslDigest({ name, words }: Command): boolean {
  const digest = words[1]?.value ?? "";
  return name === "openssl" && (["sha224", "sha256", "sha384", "sha512"].includes(digest) || (digest === "dgst" && words.some(({ value }) => /^-sha(?:224|256|384|512|3-\d+|512-256)$/.test(value ?? ""))));
}

function checks(command: Command): boolean {
  return readArguments(command.words.slice(1), { short: "a", long: ["--algorithm"] }).options.some(({ name }) => name === "-c" || name === "--check");
}

function hasWord(command: Command, ...values: readonly string[]): boolean {
  return command.words.slice(1).some(({ value }) => value !== undefined && values.includes(value));
}

/** `sha256sum f | grep -q HASH` and `[ "$(sha256sum f | …)" = HASH ]` compare by hand. */
function comparison(script: ShellScript, command: Command, own: number): Command | undefined {
  const into = command.circumstance.substitutedInto;
  const enclosing = into === undefined ? undefined : script.commands[into];
  if (enclosing?.name === "[" || enclosing?.name === "test") return enclosing;
  return command.circumstance.pipeline.filter((index) => index > own).map((index) => script.commands[index]).find((later) => later?.name !== undefined && /^[ef]?grep$/.test(later.name));
}

/** The names in the check and in what is piped into it: `echo "$SUM  f" | sha256sum -c -`; `f.sha256` names `f` too. */
function namedFiles(script: ShellScript, command: Command): ReadonlySet<string> {
  const { pipeline } = command.circumstance;
  const commands = pipeline.length === 0 || pipeline.length > MAX_PIPE ? [command] : pipeline.flatMap((index) => script.commands[index] ?? []);
  const names = new Set<string>();
  for (const { words, redirections } of commands) {
    const written = [...words.slice(1), ...redirections.flatMap(({ target }) => target ?? [])].map(writtenValue);
    for (const token of written.flatMap((text) => text.split(/[\s*'"]/))) {
      const name = token.slice(token.lastIndexOf("/") + 1);
      if (name === "") continue;
      names.add(name);
      if (name.includes(".")) names.add(name.slice(0, name.lastIndexOf(".")));
    }
  }
  return names;
}

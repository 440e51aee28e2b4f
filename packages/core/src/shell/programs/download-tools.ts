import type { Download } from "../calls.ts";
import type { Command, Word } from "../command.ts";
import { findOption, readArguments, writtenValue, type OptionGrammar, type ReadArguments } from "./arguments.ts";

/** What one call of a download tool says, before the commands around it are looked at. */
export interface DownloadCall {
  readonly urls: readonly Word[];
  /** Where it writes, redirections aside: a file, standard output, or what cannot be told. */
  readonly output: { readonly kind: "file"; readonly path: string } | { readonly kind: "standard-output" } | { readonly kind: "unknown" };
  readonly insecure: Word | undefined;
  readonly failsOnHttpError: boolean;
  /** Where it checks a hash itself. */
  readonly verifiesItself: boolean;
}

type Tool = Exclude<Download["tool"], "add">;

interface ToolGrammar {
  readonly tool: Tool;
  readonly options: OptionGrammar;
  readonly read: (read: ReadArguments, command: Command) => DownloadCall | undefined;
}

/** Source: curl's manual page. */
const CURL: OptionGrammar = {
  short: "bcdemortuwxyzACDEFHKPQTUXY",
  long: [
    "--output", "--output-dir", "--url", "--url-query", "--header", "--data", "--data-raw", "--data-binary", "--data-ascii", "--data-urlencode", "--json",
    "--request", "--user", "--user-agent", "--cookie", "--cookie-jar", "--referer", "--form", "--form-string", "--proxy", "--proxy-user", "--proxy-header",
    "--proxy-cacert", "--preproxy", "--noproxy", "--socks4", "--socks4a", "--socks5", "--socks5-hostname", "--cacert", "--capath", "--cert", "--cert-type",
    "--key", "--key-type", "--pass", "--ciphers", "--tls13-ciphers", "--tls-max", "--curves", "--crlfile", "--pinnedpubkey", "--connect-timeout",
    "--max-time", "--max-filesize", "--max-redirs", "--retry", "--retry-delay", "--retry-max-time", "--limit-rate", "--rate", "--speed-limit", "--speed-time",
    "--keepalive-time", "--expect100-timeout", "--resolve", "--connect-to", "--interface", "--local-port", "--dns-servers", "--doh-url", "--write-out", "--range",
    "--upload-file", "--config", "--continue-at", "--dump-header", "--proto", "--proto-default", "--proto-redir", "--unix-socket", "--abstract-unix-socket",
    "--netrc-file", "--oauth2-bearer", "--aws-sigv4", "--engine", "--etag-compare", "--etag-save", "--stderr", "--trace", "--trace-ascii", "--time-cond",
    "--variable", "--hsts", "--alt-svc", "--parallel-max", "--create-file-mode", "--delegation", "--service-name", "--mail-from", "--mail-rcpt",
  ],
};

/** Source: wget's manual and busybox' applet. `-nv` and its like are two letters. */
const WGET: OptionGrammar = {
  short: "oaeiBtOTwQPUlARDIX",
  long: [
    "--output-document", "--output-file", "--append-output", "--execute", "--input-file", "--base", "--tries", "--timeout", "--dns-timeout", "--connect-timeout",
    "--read-timeout", "--wait", "--waitretry", "--quota", "--directory-prefix", "--user-agent", "--header", "--method", "--post-data", "--post-file",
    "--body-data", "--body-file", "--user", "--password", "--http-user", "--http-password", "--ftp-user", "--ftp-password", "--proxy-user", "--proxy-password",
    "--referer", "--load-cookies", "--save-cookies", "--certificate", "--private-key", "--ca-certificate", "--ca-directory", "--crl-file", "--pinnedpubkey",
    "--secure-protocol", "--ciphers", "--progress", "--limit-rate", "--level", "--accept", "--reject", "--domains", "--exclude-domains", "--cut-dirs",
    "--prefer-family", "--bind-address", "--max-redirect", "--restrict-file-names", "--retry-on-http-error", "--hsts-file", "--config",
  ],
};

const ARIA2C: OptionGrammar = {
  short: "dolijsxkmtTO",
  long: ["--dir", "--out", "--log", "--input-file", "--max-concurrent-downloads", "--split", "--max-connection-per-server", "--min-split-size", "--max-tries", "--timeout", "--checksum", "--check-certificate", "--header", "--user-agent", "--referer"],
};

const HTTPIE: OptionGrammar = {
  short: "oaAspx",
  long: ["--output", "--auth", "--auth-type", "--session", "--verify", "--ssl", "--cert", "--cert-key", "--proxy", "--timeout", "--print", "--style", "--pretty"],
};

const GIT: OptionGrammar = {
  short: "cCboju",
  long: ["--git-dir", "--work-tree", "--namespace", "--branch", "--depth", "--origin", "--upload-pack", "--reference", "--template", "--config", "--filter", "--jobs", "--separate-git-dir", "--shallow-since", "--shallow-exclude", "--server-option", "--bundle-uri", "--revision"],
};

const TOOLS: Readonly<Record<string, ToolGrammar>> = {
  curl: { tool: "curl", options: CURL, read: readCurl },
  wget: { tool: "wget", options: WGET, read: readWget },
  wget2: { tool: "wget", options: WGET, read: readWget },
  aria2c: { tool: "aria2c", options: ARIA2C, read: readAria },
  http: { tool: "http", options: HTTPIE, read: readHttpie },
  https: { tool: "http", options: HTTPIE, read: readHttpie },
  git: { tool: "git", options: GIT, read: readGit },
};

/** What a command downloads; undefined when it is no download tool or downloads nothing (`curl --version`, `git status`). */
export function readDownloadTool(command: Command): { readonly tool: Tool; readonly call: DownloadCall } | undefined {
  const { name } = command;
  const grammar = name !== undefined && Object.hasOwn(TOOLS, name) ? TOOLS[name] : undefined;
  if (grammar === undefined) return undefined;
  const call = grammar.read(readArguments(command.words.slice(1), grammar.options), command);
  if (call === undefined) return undefined;
  const fedByArguments = command.wrappers.some((wrapper) => wrapper.name === "xargs");
  return call.urls.length > 0 || fedByArguments ? { tool: grammar.tool, call } : undefined;
}

/** The last part of a URL's path. */
export function urlFileName(url: string): string | undefined {
  const path = url.split(/[?#]/, 1)[0] ?? "";
  const afterHost = path.slice(path.indexOf("://") === -1 ? 0 : path.indexOf("://") + 3);
  const name = afterHost.slice(afterHost.lastIndexOf("/") + 1);
  return name === "" || !afterHost.includes("/") ? undefined : name;
}

function readCurl({ options, operands }: ReadArguments): DownloadCall {
  const urls = [...operands, ...options.flatMap(({ name, valueWord }) => (name === "--url" && valueWord ? [valueWord] : []))];
  const written = options.filter(({ name }) => name === "-o" || name === "--output");
  const remoteName = findOption(options, "-O", "--remote-name", "--remote-name-all") !== undefined;
  const folder = findOption(options, "--output-dir");
  const common = { urls, insecure: findOption(options, "-k", "--insecure")?.word, failsOnHttpError: findOption(options, "-f", "--fail", "--fail-with-body") !== undefined, verifiesItself: false };
  const [first] = written;
  if (first !== undefined) return { ...common, output: written.length > 1 || first.value === undefined ? { kind: "unknown" } : outputFile(first.value, folder?.value, folder !== undefined) };
  return { ...common, output: remoteName ? namedByUrl(urls, folder?.value, folder !== undefined) : { kind: "standard-output" } };
}

function readWget({ options, operands }: ReadArguments): DownloadCall {
  const document = findOption(options, "-O", "--output-document");
  const folder = findOption(options, "-P", "--directory-prefix");
  const insecure = findOption(options, "--no-check-certificate")?.word ?? options.find(({ name, value }) => name === "--check-certificate" && value === "off")?.word;
  const named = document === undefined ? namedByUrl(operands, folder?.value, folder !== undefined) : document.value === undefined ? { kind: "unknown" as const } : outputFile(document.value, undefined, false);
  const output = findOption(options, "--spider") === undefined ? named : { kind: "unknown" as const };
  return { urls: operands, output, insecure, failsOnHttpError: true, verifiesItself: false };
}

function readAria({ options, operands }: ReadArguments): DownloadCall {
  const folder = findOption(options, "-d", "--dir");
  const out = findOption(options, "-o", "--out");
  const certificate = options.find(({ name, value }) => name === "--check-certificate" && value === "false");
  const output = out === undefined ? namedByUrl(operands, folder?.value, folder !== undefined) : out.value === undefined ? { kind: "unknown" as const } : outputFile(out.value, folder?.value, folder !== undefined);
  return { urls: operands, output, insecure: certificate?.word, failsOnHttpError: true, verifiesItself: findOption(options, "--checksum") !== undefined };
}

function readHttpie({ options, operands }: ReadArguments): DownloadCall {
  const url = operands.find((word) => /^https?:\/\//.test(writtenValue(word))) ?? operands.find((word) => !/^[A-Z]+$/.test(writtenValue(word)));
  const verify = options.find(({ name, value }) => name === "--verify" && (value === "no" || value === "false"));
  const out = findOption(options, "-o", "--output");
  const saves = findOption(options, "-d", "--download") !== undefined;
  const urls = url === undefined ? [] : [url];
  const output = out?.value !== undefined ? outputFile(out.value, undefined, false) : out !== undefined ? { kind: "unknown" as const } : saves ? namedByUrl(urls, undefined, false) : { kind: "standard-output" as const };
  return { urls, output, insecure: verify?.word, failsOnHttpError: findOption(options, "--check-status") !== undefined, verifiesItself: false };
}

function readGit({ options, operands }: ReadArguments, command: Command): DownloadCall | undefined {
  const [action, url, folder] = operands;
  if (action?.value !== "clone" || url === undefined) return undefined;
  const setting = options.find(({ name, value }) => (name === "-c" || name === "--config") && switchesVerificationOff(value ?? ""));
  const environment = command.assignments.find(({ name, value }) => name === "GIT_SSL_NO_VERIFY" && value?.value !== "0" && value?.value !== "false");
  const cloned = urlFileName(url.value ?? "");
  const path = folder === undefined ? (cloned?.endsWith(".git") === true ? cloned.slice(0, -".git".length) : cloned) : folder.value;
  return {
    urls: [url],
    output: path === undefined ? { kind: "unknown" } : { kind: "file", path },
    insecure: setting?.valueWord ?? setting?.word ?? environment?.value,
    failsOnHttpError: true,
    verifiesItself: false,
  };
}

/** `http.sslVerify=false`, also for one URL: `http.https://x.sslVerify=false`. */
function switchesVerificationOff(setting: string): boolean {
  const equals = setting.lastIndexOf("=");
  const key = setting.slice(0, equals).toLowerCase();
  return key.startsWith("http.") && key.endsWith(".sslverify") && ["false", "0", "no", "off"].includes(setting.slice(equals + 1).toLowerCase());
}

function namedByUrl(urls: readonly Word[], folder: string | undefined, inFolder: boolean): DownloadCall["output"] {
  const [only, second] = urls;
  const name = only?.value === undefined || second !== undefined ? undefined : urlFileName(only.value);
  return name === undefined ? { kind: "unknown" } : outputFile(name, folder, inFolder);
}

function outputFile(path: string, folder: string | undefined, inFolder: boolean): DownloadCall["output"] {
  if (path === "-" || path === "/dev/stdout") return { kind: "standard-output" };
  if (!inFolder) return { kind: "file", path };
  if (folder === undefined) return { kind: "unknown" };
  return { kind: "file", path: folder.endsWith("/") ? folder + path : `${folder}/${path}` };
}

import type { Command } from "../../shell/command.ts";

type Holds = (value: string) => boolean;

const off: Holds = (value) => ["0", "false", "no", "off", "none", "never"].includes(value.toLowerCase());
const on: Holds = (value) => !off(value) && value !== "";
const set: Holds = (value) => value !== "";
const zero: Holds = (value) => value === "0";
const always: Holds = () => true;

/** Variables that switch verification off, by the values that do it. Source: the documentation of each tool. */
const VARIABLES: ReadonlyMap<string, { readonly holds: Holds; readonly who: string }> = new Map([
  ["PYTHONHTTPSVERIFY", { holds: zero, who: "Python" }],
  ["NODE_TLS_REJECT_UNAUTHORIZED", { holds: zero, who: "Node.js" }],
  // Git only asks whether the variable is there: 0 and false switch verification off as well.
  ["GIT_SSL_NO_VERIFY", { holds: always, who: "Git" }],
  ["NPM_CONFIG_STRICT_SSL", { holds: off, who: "npm" }],
  ["YARN_STRICT_SSL", { holds: off, who: "Yarn" }],
  ["YARN_ENABLE_STRICT_SSL", { holds: off, who: "Yarn" }],
  ["GOINSECURE", { holds: set, who: "Go" }],
  ["GONOSUMCHECK", { holds: on, who: "Go" }],
  ["GOSUMDB", { holds: off, who: "Go's checksum database" }],
  ["GOFLAGS", { holds: (value) => value.split(" ").includes("-insecure"), who: "Go" }],
  ["PERL_LWP_SSL_VERIFY_HOSTNAME", { holds: off, who: "Perl" }],
  ["BUNDLE_SSL_VERIFY_MODE", { holds: off, who: "Bundler" }],
  ["HEX_UNSAFE_HTTPS", { holds: on, who: "Hex" }],
  ["AZURE_CLI_DISABLE_CONNECTION_VERIFICATION", { holds: on, who: "the Azure CLI" }],
  ["CONDA_SSL_VERIFY", { holds: off, who: "Conda" }],
  ["ANSIBLE_GALAXY_IGNORE", { holds: on, who: "Ansible Galaxy" }],
  ["VAULT_SKIP_VERIFY", { holds: on, who: "Vault" }],
  ["CONSUL_HTTP_SSL_VERIFY", { holds: off, who: "Consul" }],
  ["DOCKER_TLS_VERIFY", { holds: off, who: "Docker" }],
  ["DENO_TLS_CA_STORE", { holds: off, who: "Deno" }],
]);

/** Whether a variable of this name can switch verification off. */
export function controlsVerification(name: string): boolean {
  return VARIABLES.has(name.toUpperCase());
}

/** Whom a variable with this value makes accept any certificate; undefined when it does not. */
export function whoStopsVerifying(name: string, value: string): string | undefined {
  const variable = VARIABLES.get(name.toUpperCase());
  return variable?.holds(value.trim()) === true ? variable.who : undefined;
}

interface SettingCommand {
  readonly programs: readonly string[];
  /** A key whose value switches verification off: `key false` or `key=false`. */
  readonly key?: string;
  readonly holds?: Holds;
  /** An option that does it alone. */
  readonly options?: readonly string[];
}

const COMMANDS: readonly SettingCommand[] = [
  { programs: ["git"], key: "http.sslverify", holds: off },
  { programs: ["go"], options: ["-insecure", "--insecure"] },
  { programs: ["composer"], key: "disable-tls", holds: on },
  { programs: ["composer"], key: "secure-http", holds: off },
  { programs: ["conda", "mamba", "micromamba"], key: "ssl_verify", holds: off },
  { programs: ["conda", "mamba", "micromamba"], options: ["--insecure", "-k"] },
  { programs: ["bundle", "bundler"], key: "ssl_verify_mode", holds: off },
  { programs: ["aria2c"], options: ["--check-certificate=false"] },
  { programs: ["http", "https"], options: ["--verify=no", "--verify=false"] },
  { programs: ["svn"], options: ["--trust-server-cert"] },
  { programs: ["aws"], options: ["--no-verify-ssl"] },
  { programs: ["helm", "kubectl", "oc"], options: ["--insecure-skip-tls-verify", "--insecure-skip-tls-verify=true"] },
  { programs: ["skopeo", "podman", "buildah"], options: ["--tls-verify=false", "--src-tls-verify=false", "--dest-tls-verify=false"] },
  { programs: ["ansible-galaxy"], options: ["--ignore-certs", "-c"] },
  { programs: ["lftp"], key: "ssl:verify-certificate", holds: off },
];

/** The index of the word with which a command switches verification off; undefined when none does. */
export function settingWord(command: Command): number | undefined {
  const name = command.name;
  if (name === undefined) return undefined;
  const candidates = COMMANDS.filter(({ programs }) => programs.includes(name));
  const texts = candidates.length === 0 ? [] : command.words.map((word) => (word.value ?? word.text).toLowerCase());
  for (const candidate of candidates) {
    const at = texts.findIndex((text, index) => index > 0 && switchesOff(candidate, text, texts[index + 1]));
    if (at !== -1) return at;
  }
  return undefined;
}

function switchesOff({ options, key, holds }: SettingCommand, text: string, next: string | undefined): boolean {
  if (options?.includes(text) === true) return true;
  if (key === undefined || holds === undefined) return false;
  if (text === key || text === `--${key}`) return next !== undefined && holds(next);
  const start = `${key}=`;
  const plain = text.startsWith("--") ? text.slice(2) : text;
  return plain.startsWith(start) && holds(plain.slice(start.length));
}

import { isSecretName } from "../../knowledge/secret-name.ts";
import type { Command, Word } from "../../shell/command.ts";

/** What a command does with a credential, and the word that shows it. */
export interface CredentialUse {
  /** `stores AWS credentials in ~/.aws/credentials`. */
  readonly what: string;
  readonly word: Word;
}

interface CredentialCommand {
  readonly programs: readonly string[];
  /** Its first operands, in order; `*` stands for any. Empty for none. */
  readonly operands: readonly string[];
  /** An option that must be there, one of these. */
  readonly option?: readonly string[];
  /** An operand whose text must satisfy this. */
  readonly operand?: (text: string) => boolean;
  readonly what: string;
}

const PASSWORD = ["-p", "--password"];
const NPM_SECRETS = ["_authtoken", "_auth", "_password", "npmauthtoken", "npmauthident"];

/** Sources: the tools' own documentation of where they keep what they are given. */
const COMMANDS: readonly CredentialCommand[] = [
  { programs: ["aws"], operands: ["configure", "set"], operand: isAwsSecret, what: "stores AWS credentials in ~/.aws/credentials" },
  { programs: ["az"], operands: ["login"], option: [...PASSWORD, "--service-principal", "--federated-token"], what: "logs in to Azure and stores the session in ~/.azure" },
  { programs: ["gcloud"], operands: ["auth", "activate-service-account"], what: "stores a Google Cloud credential in ~/.config/gcloud" },
  { programs: ["gcloud"], operands: ["auth", "login"], what: "stores a Google Cloud credential in ~/.config/gcloud" },
  { programs: ["gcloud"], operands: ["auth", "configure-docker"], what: "stores a registry credential helper in ~/.docker/config.json" },
  { programs: ["docker", "podman", "nerdctl", "buildah", "skopeo", "oras", "crane"], operands: ["login"], what: "stores a registry password in its config" },
  { programs: ["crane"], operands: ["auth", "login"], what: "stores a registry password in ~/.docker/config.json" },
  { programs: ["helm"], operands: ["registry", "login"], what: "stores a registry password in helm's config" },
  { programs: ["helm"], operands: ["repo", "add"], option: ["--password"], what: "stores a repository password in helm's config" },
  { programs: ["npm", "pnpm", "yarn"], operands: ["config", "set"], operand: isNpmSecret, what: "stores an npm token in ~/.npmrc" },
  { programs: ["npm"], operands: ["set"], operand: isNpmSecret, what: "stores an npm token in ~/.npmrc" },
  { programs: ["pip", "pip3"], operands: ["config", "set"], operand: hasUserInfo, what: "stores an index password in pip's config" },
  { programs: ["poetry"], operands: ["config"], operand: (text) => text.startsWith("http-basic.") || text.startsWith("pypi-token."), what: "stores an index password in poetry's config" },
  { programs: ["composer"], operands: ["config"], operand: isComposerSecret, what: "stores a token in composer's auth.json" },
  { programs: ["cargo"], operands: ["login"], what: "stores a registry token in ~/.cargo/credentials.toml" },
  { programs: ["dotnet", "nuget"], operands: ["nuget", "add", "source"], option: PASSWORD, what: "stores a feed password in NuGet.Config" },
  { programs: ["nuget"], operands: ["sources"], option: ["-Password", "-password"], what: "stores a feed password in NuGet.Config" },
  { programs: ["git"], operands: ["config"], operand: (text) => text.startsWith("url.") && hasUserInfo(text), what: "stores a token in Git's config" },
  { programs: ["git"], operands: ["config", "credential.helper"], operand: (text) => text === "store" || text.startsWith("store "), what: "makes Git keep passwords in ~/.git-credentials" },
  { programs: ["doctl"], operands: ["auth", "init"], option: ["-t", "--access-token"], what: "stores a DigitalOcean token in ~/.config/doctl" },
  { programs: ["gh"], operands: ["auth", "login"], what: "stores a GitHub token in gh's config" },
  { programs: ["kubectl"], operands: ["config", "set-credentials"], option: ["--token", "--password"], what: "stores a Kubernetes credential in ~/.kube/config" },
  { programs: ["oc"], operands: ["login"], option: [...PASSWORD, "--token"], what: "stores an OpenShift credential in ~/.kube/config" },
  { programs: ["vault"], operands: ["login"], what: "stores a Vault token in ~/.vault-token" },
  { programs: ["subscription-manager"], operands: ["register"], option: ["--password", "--activationkey"], what: "takes a Red Hat credential as an argument" },
];

const BY_PROGRAM: ReadonlyMap<string, readonly CredentialCommand[]> = new Map(
  COMMANDS.flatMap(({ programs }) => programs).map((program) => [program, COMMANDS.filter(({ programs }) => programs.includes(program))]),
);

/** What a command does with a credential; undefined when it is none of those that are known. */
export function credentialUse(command: Command): CredentialUse | undefined {
  const [program] = command.words;
  if (program === undefined || command.name === undefined) return undefined;
  const candidates = BY_PROGRAM.get(command.name);
  if (candidates === undefined) return writesCredentialFile(command);
  if (command.words.some(({ value }) => value === "--help")) return undefined;
  const operands = command.words.slice(1).filter((word) => !word.text.startsWith("-"));
  const known = candidates.find((candidate) => fits(candidate, command, operands));
  return known === undefined ? undefined : { what: known.what, word: program };
}

function fits(candidate: CredentialCommand, command: Command, operands: readonly Word[]): boolean {
  if (!candidate.operands.every((operand, index) => textOf(operands[index]) === operand)) return false;
  if (candidate.option !== undefined && !command.words.some((word) => isOption(word, candidate.option ?? []))) return false;
  const { operand } = candidate;
  return operand === undefined || operands.slice(candidate.operands.length).some((word) => operand(textOf(word)));
}

function isOption(word: Word, names: readonly string[]): boolean {
  const text = textOf(word);
  const equals = text.indexOf("=");
  return names.includes(equals === -1 ? text : text.slice(0, equals));
}

function textOf(word: Word | undefined): string {
  return word?.value ?? word?.text.replaceAll(/["']/g, "") ?? "";
}

function isAwsSecret(text: string): boolean {
  const lower = text.toLowerCase();
  return ["aws_secret_access_key", "aws_access_key_id", "aws_session_token"].some((name) => lower.endsWith(name));
}

function isNpmSecret(text: string): boolean {
  const equals = text.indexOf("=");
  const key = (equals === -1 ? text : text.slice(0, equals)).toLowerCase();
  return NPM_SECRETS.some((name) => key === name || key.endsWith(`:${name}`) || key.endsWith(`.${name}`));
}

function isComposerSecret(text: string): boolean {
  return ["github-oauth.", "gitlab-token.", "gitlab-oauth.", "http-basic.", "bearer.", "bitbucket-oauth."].some((start) => text.startsWith(start));
}

/** A URL with something before `@`: a token, or a user with a password. */
function hasUserInfo(text: string): boolean {
  const scheme = text.indexOf("://");
  if (scheme === -1) return false;
  const rest = text.slice(scheme + 3);
  const slash = rest.indexOf("/");
  const at = rest.indexOf("@");
  return at > 0 && (slash === -1 || at < slash) && rest.slice(0, at) !== "git" && rest.slice(0, at) !== "ssh";
}

const CREDENTIAL_FILES = [".npmrc", ".netrc", ".git-credentials", ".pypirc", ".pgpass", ".yarnrc.yml", ".aws/credentials", ".docker/config.json", "id_rsa", "id_ed25519", "auth.json"];

/** `echo "//npm.example.com/:_authToken=$NPM_TOKEN" > ~/.npmrc`. */
function writesCredentialFile(command: Command): CredentialUse | undefined {
  if (command.name !== "echo" && command.name !== "printf") return undefined;
  const target = command.redirections.find(({ operator }) => operator === ">" || operator === ">>")?.target;
  const file = CREDENTIAL_FILES.find((name) => textOf(target) === name || textOf(target).endsWith(`/${name}`));
  const [program] = command.words;
  if (file === undefined || program === undefined) return undefined;
  const secret = command.words.slice(1).find((word) => word.variables.some(isSecretName) || word.text.includes("/run/secrets/") || /password |_authtoken=/i.test(word.text));
  return secret === undefined ? undefined : { what: `writes a credential to ${file}`, word: program };
}

const UNDOING: readonly (readonly [program: string, ...operands: string[]])[] = [
  ["npm", "config", "delete"], ["npm", "config", "rm"], ["npm", "logout"], ["pnpm", "config", "delete"], ["yarn", "config", "unset"], ["docker", "logout"], ["podman", "logout"], ["skopeo", "logout"],
  ["helm", "registry", "logout"], ["az", "logout"], ["gcloud", "auth", "revoke"], ["git", "config", "--unset"], ["composer", "config", "--unset"], ["cargo", "logout"], ["subscription-manager", "unregister"],
];
const CREDENTIAL_PLACES = [...CREDENTIAL_FILES, ".aws", ".azure", ".docker", ".gitconfig", ".config/gcloud", ".kube", ".config/pip", "pip.conf", "NuGet.Config", ".vault-token", ".ssh"];

/** Whether a command takes a stored credential back. */
export function takesBack(command: Command): boolean {
  const texts = command.words.slice(1).map(textOf);
  if (command.name === "rm" || command.name === "shred") return texts.some((text) => CREDENTIAL_PLACES.some((place) => text === place || text.endsWith(`/${place}`)));
  return UNDOING.some(([program, ...operands]) => program === command.name && operands.every((operand) => texts.some((text) => text === operand || text === `${operand}-all`)));
}

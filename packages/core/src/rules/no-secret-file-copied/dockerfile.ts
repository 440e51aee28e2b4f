import { cleanPath, fileNameOf } from "../../context/path.ts";
import type { Stage } from "../../dockerfile/model.ts";
import { holdsSecret, isSecretFolder, secretFile, type SecretFile } from "../../knowledge/secret-file.ts";
import { copiedPaths, secretsInContext, wholeContextCopies, type CopiedPath } from "../../facts/files/copies.ts";
import type { DockerfileSubject } from "../../facts/subject.ts";
import type { Fix, Problem } from "../rule.ts";
import { severityOf } from "../severity.ts";

export function* check(subject: DockerfileSubject): Iterable<Problem> {
  for (const copied of copiedPaths(subject)) {
    const running = subject.isRuntime(copied.stage);
    const file = namedSecret(copied, subject) ?? credentialsOfEnvironment(copied) ?? credentialsByPlace(copied);
    if (file !== undefined) yield problemOf(copied, file, running);
  }
  const { context } = subject;
  if (context === undefined) return;
  for (const copied of wholeContextCopies(subject)) {
    const secrets = secretsInContext(context);
    if (secrets.length === 0) return;
    const names = secrets.slice(0, 3).map(({ path }) => path);
    const more = secrets.length > 3 ? ` and ${secrets.length - 3} more` : "";
    yield sweepProblem(copied, `${names.join(", ")}${more}`, subject.isRuntime(copied.stage));
  }
}

/** The secret that a source names; a file that may hold one is read where the context is at hand. */
function namedSecret({ path, setting }: CopiedPath, subject: DockerfileSubject): SecretFile | undefined {
  const file = secretFile(path);
  if (file === undefined) return undefined;
  if (file.certainty === "likely" && (setting.from !== undefined || isForPublicKeys(setting.destination?.path ?? ""))) return undefined;
  if (!file.textDecides || setting.from !== undefined) return file;
  const text = subject.context?.tree.read(cleanPath(path));
  if (text === undefined) return file;
  return holdsSecret(path, text) ? { ...file, kind: file.kind.replace("may hold", "holds"), certainty: "certain" } : undefined;
}

/** Folders whose keys are public: package signatures and certificates. */
function isForPublicKeys(destination: string): boolean {
  return ["/etc/apt", "/etc/apk", "/etc/pki", "/usr/share/keyrings", "/usr/local/share/ca-certificates", "/etc/ssl/certs"].some((folder) => destination.startsWith(folder));
}

const CREDENTIAL_VARIABLES = ["GOOGLE_APPLICATION_CREDENTIALS", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE", "HF_TOKEN_PATH", "KUBECONFIG", "CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE"];

/** What is copied to the path that a variable of the finished stage names as its file of credentials, or to that variable itself. */
function credentialsOfEnvironment({ path, setting, stage }: CopiedPath): SecretFile | undefined {
  const destination = setting.destination?.path ?? "";
  const target = destination.endsWith("/") ? `${destination}${fileNameOf(path)}` : destination;
  const name = CREDENTIAL_VARIABLES.find((candidate) => destination === `$${candidate}` || destination === `\${${candidate}}` || isSame(variableAtEnd(stage, candidate), [target, `${destination}/${fileNameOf(path)}`]));
  return name === undefined ? undefined : { kind: `the file of credentials that ${name} points to`, certainty: "certain", textDecides: false };
}

/** What is copied to the place where a tool looks for its credentials, whatever the file is called in the context. */
function credentialsByPlace({ setting }: CopiedPath): SecretFile | undefined {
  const destination = setting.destination?.path ?? "";
  if (setting.sources.length !== 1 || setting.from !== undefined || isSecretFolder(destination)) return undefined;
  const file = secretFile(destination);
  return file?.certainty === "certain" && !file.textDecides ? file : undefined;
}

function variableAtEnd(stage: Stage, name: string): string | undefined {
  const last = stage.instructions.at(-1);
  return last === undefined ? undefined : stage.variablesAt(last).get(name)?.value;
}

function isSame(path: string | undefined, candidates: readonly string[]): boolean {
  return path !== undefined && path !== "" && candidates.some((candidate) => cleanPath(candidate) === cleanPath(path));
}

function problemOf(copied: CopiedPath, file: SecretFile, running: boolean): Problem {
  const place = running ? "a layer of the image, where whoever can pull it can unpack it even if a later layer deletes it" : "the build cache, though this stage is thrown away";
  const certain = file.certainty === "certain";
  const highest = certain ? severityOf({ gain: 3, likelihood: 3, spread: 2 }) : severityOf({ gain: 3, likelihood: 1, spread: 1 });
  return {
    range: copied.range,
    message: `${copied.setting.instruction.keywordText} puts ${copied.path} (${file.kind}) into ${place}.`,
    severity: running ? highest : severityOf({ gain: 3, likelihood: 1, spread: certain ? 2 : 1 }),
    fix: MOUNT,
  };
}

function sweepProblem(copied: CopiedPath, names: string, running: boolean): Problem {
  return {
    range: copied.range,
    message: `${copied.setting.instruction.keywordText} ${copied.path} takes secrets along: ${names}; no ignore file keeps them out of ${running ? "the image" : "the build cache"}.`,
    severity: running ? severityOf({ gain: 3, likelihood: 3, spread: 2 }) : severityOf({ gain: 3, likelihood: 1, spread: 2 }),
    fix: { kind: "suggested", description: `Keep ${names} out of the build context with .dockerignore`, edits: [] },
  };
}

const MOUNT: Fix = {
  kind: "suggested",
  description: "Keep the file out with .dockerignore, and mount it where it is needed: RUN --mount=type=secret for the build, a secret or volume for the container",
  edits: [],
};

// A registry on loopback, with TLS: the engine asks it as its mirror of Docker Hub, and, by a hosts file of its own, as gcr.io.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { run } from "./command.mjs";
import { CACHE, LOGS, REGISTRY, REGISTRY_NAME, RUN } from "./folders.mjs";
import { start, stop } from "./processes.mjs";

export const CERTIFICATE = join(RUN, "registry.crt");
const KEY = join(RUN, "registry.key");
export const REGISTRY_CONFIGURATION = join(RUN, "registry.yml");

const configuration = `version: 0.1
log: { level: error, accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: ${JSON.stringify(join(CACHE, "registry"))} }, delete: { enabled: true } }
http: { addr: "${REGISTRY}:443", tls: { certificate: ${JSON.stringify(CERTIFICATE)}, key: ${JSON.stringify(KEY)} } }
`;

/** Before the registry starts: what it is, and who it says it is. */
export async function configureRegistry() {
  await run(join(LOGS, "certificate.log"), "openssl", [
    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "3650", "-subj", "/CN=bulwark-lab",
    "-addext", `subjectAltName=DNS:gcr.io,DNS:${REGISTRY_NAME}`, "-keyout", KEY, "-out", CERTIFICATE,
  ]);
  mkdirSync(join(CACHE, "registry"), { recursive: true });
  writeFileSync(REGISTRY_CONFIGURATION, configuration);
}

export async function startRegistry() {
  await start("registry", ["docker-registry", "serve", REGISTRY_CONFIGURATION], process.env, async () => (await call("GET", "/v2/")).status === 200);
}

export const stopRegistry = () => stop("registry");

const KINDS = [
  "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json",
];

/**
 * The digest of what a tag names, or undefined when there is no such tag.
 * @param {string} repository without a registry, as `library/debian`
 * @param {string} tag
 * @returns {Promise<string | undefined>}
 */
export async function digestOf(repository, tag) {
  const answer = await call("HEAD", `/v2/${repository}/manifests/${tag}`);
  return answer.status === 200 ? answer.digest : undefined;
}

/**
 * Gives a tag to content of the same repository.
 * @param {string} repository
 * @param {string} digest
 * @param {string} tag
 * @returns {Promise<boolean>} false when the repository does not have the content
 */
export async function addTag(repository, digest, tag) {
  const manifest = await call("GET", `/v2/${repository}/manifests/${digest}`);
  return manifest.status === 200 && (await call("PUT", `/v2/${repository}/manifests/${tag}`, manifest)).status === 201;
}

/**
 * @param {string} method
 * @param {string} path
 * @param {{ kind: string | undefined, body: string }} [content]
 * @returns {Promise<{ status: number | undefined, digest: string | undefined, kind: string | undefined, body: string }>} status undefined when nothing answers
 */
function call(method, path, content) {
  return new Promise((resolve) => {
    const headers = content?.kind === undefined ? { accept: KINDS } : { "content-type": content.kind };
    const call = request({ host: REGISTRY, servername: REGISTRY_NAME, method, path, headers, ca: readFileSync(CERTIFICATE) }, (answer) => {
      let body = "";
      answer.setEncoding("utf8");
      answer.on("data", (/** @type {string} */ part) => (body += part));
      answer.on("end", () => {
        const digest = answer.headers["docker-content-digest"];
        resolve({ status: answer.statusCode, digest: Array.isArray(digest) ? digest[0] : digest, kind: answer.headers["content-type"], body });
      });
    });
    call.on("error", () => resolve({ status: undefined, digest: undefined, kind: undefined, body: "" }));
    call.end(content?.body);
  });
}

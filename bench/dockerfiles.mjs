// The Dockerfiles that are measured: real texts, repeated with small variations.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = join(import.meta.dirname, "..");

/** @param {string} folder @returns {string[]} */
function below(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path));
}

/** The folder `shared/corpora` beside the checkout or below `$BULWARK_SHARED`, where there is one. @returns {string | undefined} */
function corpora() {
  const named = process.env["BULWARK_SHARED"];
  /** @type {string[]} */
  const candidates = named === undefined ? [] : [join(named, "corpora")];
  for (let folder = ROOT; folder !== dirname(folder); folder = dirname(folder)) candidates.push(join(folder, "shared/corpora"));
  return candidates.find((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory());
}

/** Every Dockerfile of the corpora, where they are at hand, and of the rules' own cases. @returns {{ texts: string[], from: string }} */
export function realDockerfiles() {
  const cases = below(join(ROOT, "packages/core/src/rules")).filter((path) => path.includes("/cases/") && path.endsWith("Dockerfile"));
  const own = cases.map((path) => readFileSync(path, "utf8"));
  const folder = corpora();
  if (folder === undefined) return { texts: own, from: "the rules' cases (the corpora are not at hand)" };
  const labelled = readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"))
    .filter((line) => line !== "")
    .map((line) => {
      /** @type {{ dockerfile: string }} */
      const { dockerfile } = JSON.parse(line);
      return dockerfile;
    });
  return { texts: [...labelled, ...own], from: "the corpora and the rules' cases" };
}

/** So many files, no two alike. @param {number} count @returns {string[]} */
export function variedDockerfiles(count) {
  const { texts } = realDockerfiles();
  return Array.from({ length: count }, (_, index) => `# service ${index}\n${texts[index % texts.length] ?? ""}`);
}

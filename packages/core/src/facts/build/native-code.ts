import type { BuildContext } from "../../context/build-context.ts";
import { fileNameOf } from "../../context/path.ts";

/** Code for one C library among what a COPY takes from another stage. */
export interface NativeCode {
  /** What it is, as the beginning of a sentence. */
  readonly what: string;
  /** certain: linked dynamically; likely: it is unless the program is an unusual one; possible: only if a dependency has native code. */
  readonly certainty: "certain" | "likely" | "possible";
}

/** Modules of npm that compile or download code for one C library when they are installed. */
const NATIVE_MODULES = [
  "bcrypt", "sharp", "canvas", "better-sqlite3", "sqlite3", "grpc", "re2", "node-sass", "argon2", "@prisma/client", "prisma", "puppeteer", "uWebSockets.js",
  "node-rdkafka", "bufferutil",
];

const ENVIRONMENTS = new Set(["venv", ".venv", "virtualenv", "site-packages", "dist-packages"]);

/** What folders of installed dependencies hold: certain by the project's lock file, possible where there is none to look at. */
export function dependencyCode(context: BuildContext | undefined, path: string): NativeCode | undefined {
  const name = fileNameOf(path);
  if (name === "node_modules") return nodeModules(context);
  const isEnvironment = ENVIRONMENTS.has(name) || path.includes("/site-packages");
  return isEnvironment ? { what: "Every Python package with native code, and the interpreter's own path,", certainty: "possible" } : undefined;
}

function nodeModules(context: BuildContext | undefined): NativeCode | undefined {
  const lock = context?.tree.read("package-lock.json") ?? context?.tree.read("package.json");
  if (lock === undefined) return { what: "Every native module in node_modules", certainty: "possible" };
  const addon = NATIVE_MODULES.find((each) => lock.includes(`"${each}"`) || lock.includes(`node_modules/${each}"`));
  return addon === undefined ? undefined : { what: `node_modules with the native module ${addon}`, certainty: "certain" };
}

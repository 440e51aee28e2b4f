import type { MentionScope } from "./mentions.ts";

/** A pattern that a `.dockerignore` usually should have, and what must hold for it to hide nothing that a build uses. */
export interface IgnoreSuggestion {
  readonly pattern: string;
  readonly group: "Version control and CI" | "Secrets" | "Editors and systems" | "Container setup" | "What the host built" | "Documents";
  readonly reason: string;
  /** Paths that the pattern matches, to tell whether another pattern or source covers the same. */
  readonly examples: readonly string[];
  /** Worth adding though nothing matches yet; else only where a file matches. */
  readonly always?: true;
  readonly use: IgnoreUse;
}

/**
 * How what matches may be used by a build that copies the whole context. never: no build tool or program reads it. unless-read:
 * only by tools, whose words in a file that drives the build speak against, also where the tree does not show what would match.
 * unless-named: only by name: one of `words`, or a matched file's name (with `folders`, its folder's too: a program
 * may read all that is there), in files of these kinds speaks against. unless-installed: not
 * when the Dockerfile makes its own by one of these commands. anyhow: cannot be told.
 */
export type IgnoreUse =
  | { readonly kind: "never" }
  | { readonly kind: "unless-read"; readonly words: readonly string[] }
  | { readonly kind: "unless-named"; readonly in: readonly MentionScope[]; readonly words?: readonly string[]; readonly folders?: true }
  | { readonly kind: "unless-installed"; readonly commands: readonly string[] }
  | { readonly kind: "anyhow" };

const NEVER: IgnoreUse = { kind: "never" };
const IN_ANYTHING: IgnoreUse = { kind: "unless-named", in: ["source", "build", "configuration"], folders: true };
const IN_SOURCE: IgnoreUse = { kind: "unless-named", in: ["source"] };

/** Build tools that read the repository's history; each by what its users write. */
const HISTORY_READERS = [
  "git describe", "git rev-parse", "git rev-list", "git log", "git ls-files", "git show", "git status", "git diff", "git submodule", "git tag",
  "git symbolic-ref", "git-describe", "-buildvcs=true", "-buildvcs ", "setuptools_scm", "setuptools-scm", "hatch-vcs", "versioneer", "versioningit",
  "dunamai", "pbr=True", "git-revision", "git-rev-sync", "git-commit-id", "gradle-git", "com.palantir.git-version", "vergen =", "vergen-git", "GitVersion",
  "Nerdbank.GitVersioning", "MinVer", "goreleaser",
];

/** What reads environment files without naming them: libraries, and front-end builds that put their values into what they make. */
const ENVIRONMENT_READERS = [
  "dotenv", "decouple", "environs", "laravel/framework", '"next":', '"vite":', '"nuxt":', '"astro":', '"gatsby":', '"react-scripts":', '"@vue/cli-service":', '"@sveltejs/kit":',
  '"@remix-run/', '"parcel":', "oven/bun",
];

const GIT: IgnoreUse = { kind: "unless-read", words: HISTORY_READERS };
const ENVIRONMENT_FILE: IgnoreUse = { kind: "unless-named", in: ["source", "build"], words: ENVIRONMENT_READERS };
const NODE_MODULES: IgnoreUse = {
  kind: "unless-installed",
  commands: ["npm ci", "npm install", "npm i", "npm clean-install", "yarn install", "yarn --", "yarn &&", "yarn;", "yarn\n", "pnpm install", "pnpm i", "bun install"],
};

function suggest(group: IgnoreSuggestion["group"], reason: string, use: IgnoreUse, always: boolean, patterns: Readonly<Record<string, readonly string[]>>): readonly IgnoreSuggestion[] {
  return Object.entries(patterns).map(([pattern, examples]) => ({ pattern, group, reason, use, examples, ...(always ? { always } : {}) }));
}

/**
 * In the order in which they are written. `.gitignore` is not among them: build tools read it (hatch, ruff, Tailwind). Neither are
 * `*.pem`, which as often are public certificates, and `.npmrc`, which package managers read.
 */
export const IGNORE_SUGGESTIONS: readonly IgnoreSuggestion[] = [
  ...suggest("Version control and CI", "The repository's history holds every secret that was ever committed, and changes with each commit", GIT, true, {
    ".git": [".git", ".git/config"],
  }),
  ...suggest("Version control and CI", "CI settings are read where CI runs, not in the build", NEVER, false, {
    ".github": [".github/workflows/ci.yml"],
    ".gitlab": [".gitlab/ci.yml"],
    ".gitlab-ci.yml": [".gitlab-ci.yml"],
    ".circleci": [".circleci/config.yml"],
    ".buildkite": [".buildkite/pipeline.yml"],
    ".travis.yml": [".travis.yml"],
    ".drone.yml": [".drone.yml"],
    "azure-pipelines*.yml": ["azure-pipelines.yml"],
    "bitbucket-pipelines.yml": ["bitbucket-pipelines.yml"],
    Jenkinsfile: ["Jenkinsfile"],
  }),
  ...suggest("Secrets", "Environment files hold secrets; give them at run time (--env-file)", ENVIRONMENT_FILE, true, {
    "**/.env": [".env", "a/.env"],
    "**/.env.local": [".env.local", "a/.env.local"],
    "**/.env.*.local": [".env.production.local", "a/.env.test.local"],
  }),
  ...suggest("Secrets", "Private keys and credentials belong in a secret mount, not in the context", IN_ANYTHING, true, {
    "**/id_rsa": ["id_rsa", ".ssh/id_rsa"],
    "**/id_ecdsa": ["id_ecdsa", ".ssh/id_ecdsa"],
    "**/id_ed25519": ["id_ed25519", ".ssh/id_ed25519"],
    "**/*.key": ["server.key", "a/server.key"],
    "**/*.pfx": ["server.pfx", "a/server.pfx"],
    "**/*.p12": ["server.p12", "a/server.p12"],
    "**/.netrc": [".netrc", "a/.netrc"],
    "**/.git-credentials": [".git-credentials", "a/.git-credentials"],
    "**/.aws": [".aws/credentials", "a/.aws/credentials"],
    "**/.ssh": [".ssh/config", "a/.ssh/config"],
    "**/.kube": [".kube/config", "a/.kube/config"],
  }),
  ...suggest("Secrets", "Private keys and credentials belong in a secret mount, not in the context", IN_ANYTHING, false, {
    "**/.pypirc": [".pypirc", "a/.pypirc"],
    "**/.gnupg": [".gnupg/secring.gpg", "a/.gnupg/secring.gpg"],
    "**/*.kubeconfig": ["prod.kubeconfig", "a/prod.kubeconfig"],
    "**/kubeconfig": ["kubeconfig", "a/kubeconfig"],
    "**/*.tfstate": ["terraform.tfstate", "a/terraform.tfstate"],
    "**/*.tfvars": ["terraform.tfvars", "a/terraform.tfvars"],
    "**/*.keystore": ["release.keystore", "a/release.keystore"],
  }),
  ...suggest("Editors and systems", "Settings of editors and what file managers leave behind", NEVER, true, {
    ".idea": [".idea/workspace.xml"],
    ".vscode": [".vscode/settings.json"],
    "**/.DS_Store": [".DS_Store", "a/.DS_Store"],
  }),
  ...suggest("Editors and systems", "Settings of editors and what file managers leave behind", NEVER, false, {
    ".devcontainer": [".devcontainer/devcontainer.json"],
    "**/Thumbs.db": ["Thumbs.db", "a/Thumbs.db"],
    "**/*.swp": [".main.go.swp", "a/.main.go.swp"],
  }),
  ...suggest("Container setup", "The container setup is not part of the program; a change of it should not rebuild the program", IN_SOURCE, true, {
    "Dockerfile*": ["Dockerfile", "Dockerfile.distroless"],
    ".dockerignore": [".dockerignore"],
    "compose.hardened.yaml": ["compose.hardened.yaml"],
    "kubernetes.hardened.yaml": ["kubernetes.hardened.yaml"],
    "HARDENING.md": ["HARDENING.md"],
    "HARDENING.intoto.json": ["HARDENING.intoto.json"],
  }),
  ...suggest("Container setup", "The container setup is not part of the program; a change of it should not rebuild the program", IN_SOURCE, false, {
    "*.Dockerfile": ["api.Dockerfile"],
    "*.dockerfile": ["api.dockerfile"],
    "Containerfile*": ["Containerfile"],
    "compose*.y*ml": ["compose.yaml", "compose.override.yml"],
    "docker-compose*.y*ml": ["docker-compose.yml", "docker-compose.prod.yaml"],
  }),
  ...suggest("What the host built", "The build installs its own; those of the host may be for another system", NODE_MODULES, false, {
    "**/node_modules": ["node_modules/a/index.js", "a/node_modules/b/index.js"],
  }),
  ...suggest("What the host built", "Caches of tools on the host", NEVER, false, {
    "**/__pycache__": ["__pycache__/a.pyc", "a/__pycache__/a.pyc"],
    "**/.pytest_cache": [".pytest_cache/README.md", "a/.pytest_cache/README.md"],
    "**/.mypy_cache": [".mypy_cache/a", "a/.mypy_cache/a"],
    "**/.ruff_cache": [".ruff_cache/a", "a/.ruff_cache/a"],
    "**/.nyc_output": [".nyc_output/a", "a/.nyc_output/a"],
    "**/.terraform": [".terraform/a", "a/.terraform/a"],
  }),
  ...suggest("Documents", "Documents are not part of the program", { kind: "anyhow" }, false, {
    docs: ["docs/index.md"],
    "*.md": ["README.md"],
  }),
];

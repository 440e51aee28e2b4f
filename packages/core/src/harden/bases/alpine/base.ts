import { valueOf } from "../../../source/fact.ts";
import { LATEST } from "../../../knowledge/index.ts";
import type { Application } from "../../application.ts";
import type { Base } from "../../base.ts";
import type { Decision } from "../../plan.ts";

const QUESTION = "Does a hardened Alpine fit?";
/** Packages of Alpine that bring a program of the same name which other programs start. */
const PROGRAM_PACKAGES: Readonly<Record<string, string>> = {
  git: "git", curl: "curl", wget: "wget", bash: "bash", ffmpeg: "ffmpeg", ssh: "openssh-client", openssl: "openssl", gpg: "gnupg",
  convert: "imagemagick", magick: "imagemagick", tar: "tar", rsync: "rsync", dot: "graphviz", pg_dump: "postgresql-client", psql: "postgresql-client",
  mysqldump: "mysql-client", pdftotext: "poppler-utils", python3: "python3", node: "nodejs",
};
/** What BusyBox brings already. */
const BUSYBOX = new Set(["sh", "cat", "ls", "ps", "kill", "find", "grep", "sed", "awk", "gzip", "gunzip", "tar", "unzip", "date", "sleep", "id", "uname", "hostname", "ping"]);

export const alpine: Base = {
  name: "alpine",
  summary: "a shell and a package manager stay for debugging, so the attack surface is larger than without; musl instead of glibc",
  choose(_input, application) {
    const obstacle = application.obstacles.find((item) => item.rulesOut === "base-change" || item.rulesOut === "musl");
    if (obstacle) return refuse(obstacle.reason, obstacle.evidence);
    const libc = application.libc;
    if (!libc.known) return refuse(`which C library the program needs is not known: ${libc.reason}`, []);
    if (libc.value === "glibc") return refuse("the program is linked against glibc, and Alpine has musl", libc.evidence);
    const packages = packagesFor(application);
    if ("answer" in packages) return packages;
    const reference = `alpine:${LATEST.alpine}`;
    return {
      reference,
      shell: true,
      packageManager: "apk",
      libc: "musl",
      packages: packages.names,
      decisions: [
        {
          id: "base",
          question: QUESTION,
          answer: "adapt",
          outcome: `on ${reference}: a named release that is supported, and the program ${libc.value === "none" ? "needs no C library" : "is built for musl"}`,
          evidence: libc.evidence,
          edits: [],
          rule: "no-latest-tag",
        },
      ],
    };
  },
};

/** Only what runs: certificates and time zones where the source needs them, and the programs that it starts. */
function packagesFor(application: Application): { readonly names: readonly string[] } | Decision {
  const names = new Set<string>();
  if (valueOf(application.needs.caCertificates) !== false) names.add("ca-certificates");
  if (valueOf(application.needs.timeZones) !== false) names.add("tzdata");
  for (const program of application.needs.programs) {
    if (program.name === undefined) return refuse("the program starts another program whose name is not known", [program.evidence]);
    if (BUSYBOX.has(program.name)) continue;
    const name = PROGRAM_PACKAGES[program.name];
    if (name === undefined) return refuse(`the program starts ${program.name}, and which package of Alpine brings it is not known`, [program.evidence]);
    names.add(name);
  }
  return { names: [...names].sort() };
}

function refuse(outcome: string, evidence: Decision["evidence"]): Decision {
  return { id: "base", question: QUESTION, answer: "refuse", outcome, evidence, edits: [] };
}

import { expect, it } from "vitest";
import { project, put, text } from "../../packages/cli/src/testing/project.ts";
import { on } from "../../packages/cli/src/testing/run.ts";
import { describeWithEngine } from "../engine/lab-engine.ts";
import { beside, DOCKERFILE, guestBook, replaced, withHabit, type Project } from "./projects.ts";
import { flat, onlyVariant, PATIENCE, prove } from "./prove.ts";

interface Case {
  readonly files: Project;
  /** What a hand did to what `harden` wrote: `Dockerfile.distroless` is proved as it stands. */
  readonly edit?: readonly [part: string, by: string];
  /** Distroless when nothing is said. */
  readonly base?: "hardened";
  readonly kind: string;
  readonly subject?: string;
  readonly constraint?: string;
  readonly says: readonly string[];
  /** What the log, the engine or the images show of it. */
  readonly shows: string;
  /** As `bulwark.yaml` says it; undefined where only a person can mend it. */
  readonly remedy?: object;
}

const LIBRARY = `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod ./
COPY library ./library
RUN gcc -shared -o /usr/local/lib/libgreeting.so library/greeting.c
COPY cmd ./cmd
COPY internal ./internal
RUN --mount=type=cache,target=/root/.cache/go-build go build -o /out/main ./cmd/api

FROM debian:trixie-slim
WORKDIR /app
COPY --from=build /usr/local/lib/libgreeting.so /usr/lib/
COPY --from=build /out/main ./
COPY templates ./templates
EXPOSE 8080
CMD ["./main"]
`;

const AUTHORITY = `FROM golang:1.26
WORKDIR /app
COPY authority/own.crt /usr/local/share/ca-certificates/own.crt
RUN update-ca-certificates
COPY go.mod ./
COPY cmd ./cmd
COPY internal ./internal
COPY templates ./templates
RUN --mount=type=cache,target=/root/.cache/go-build go build -o main ./cmd/api
EXPOSE 8080
CMD ["./main"]
`;

const CASES: Readonly<Record<string, Case>> = {
  "a write to a folder that only the program knows": {
    files: withHabit("hidden-folder"),
    kind: "path-not-writable",
    subject: "/data",
    constraint: "read-only-root",
    says: ["`/data` is read-only", "the program writes `/data/started` at start", "make it a volume that belongs to 65532:65532"],
    shows: "/data",
    remedy: { kind: "volume", path: "/data" },
  },
  "a write as it ends": {
    files: withHabit("last-words"),
    kind: "path-not-writable",
    subject: "/var/local",
    constraint: "read-only-root",
    says: ["`/var/local` is read-only", "the program writes `/var/local/last` when it ends"],
    shows: "open /var/local/last: read-only file system",
    remedy: { kind: "volume", path: "/var/local" },
  },
  "an answer that only root gets": {
    files: withHabit("root-only"),
    kind: "answer-differs",
    subject: "GET /status on 8080",
    constraint: "user",
    says: ["answered differently as uid 65532", "200 `I may do everything`", "403 `I may do nothing`", "with root as the user both say the same"],
    shows: "status 403 instead of 200",
  },
  "a port below 1024 that the source does not show": {
    files: withHabit("port-80", { Dockerfile: replaced(DOCKERFILE, "EXPOSE 8080\n", ""), "bulwark.yaml": "prove:\n  probes:\n    - http: GET /healthz\n      port: 80\n      contains: ok\n" }),
    kind: "port-privileged",
    subject: "80",
    constraint: "privileged-ports",
    says: ["port 80 cannot be opened as uid 65532", "let the program listen on one above"],
    shows: "listen tcp :80: bind: permission denied",
    remedy: { kind: "privileged-ports" },
  },
  "an authority that is not trusted any more": {
    files: withHabit("trust", { Dockerfile: AUTHORITY, "authority/own.crt": beside("trust", "authority.crt"), "cmd/api/database.pem": beside("trust", "database.pem") }),
    kind: "certificates-missing",
    subject: "/etc/ssl/certs/ca-certificates.crt",
    says: ["trusts other authorities than the original", "copy that file"],
    shows: "x509: certificate signed by unknown authority",
    remedy: { kind: "file", path: "/etc/ssl/certs/ca-certificates.crt" },
  },
  "a shell that is not there": {
    files: guestBook(),
    edit: ['CMD ["./main"]', "CMD ./main"],
    kind: "shell-missing",
    subject: "/bin/sh",
    says: ["there is no shell: the container starts `/bin/sh`", "start the program itself, in exec form"],
    shows: "/bin/sh",
  },
  "a library that is not there": {
    files: withHabit("greeting", { Dockerfile: LIBRARY, "library/greeting.c": beside("habits", "greeting.c") }),
    edit: ["COPY --from=build /usr/local/lib/libgreeting.so /usr/lib/\n", ""],
    kind: "library-missing",
    subject: "libgreeting.so",
    says: ["`/app/main` needs the shared library `libgreeting.so`", "the original has `/usr/lib/libgreeting.so`"],
    shows: "libgreeting.so",
  },
  "an account that nobody made": {
    files: guestBook(),
    edit: ["USER 65532:65532", "USER app"],
    kind: "account-missing",
    subject: "app",
    says: ["`app`"],
    shows: "app",
  },
  "a file that is not copied": {
    files: guestBook(),
    edit: ["COPY templates ./templates\n", ""],
    kind: "file-missing",
    subject: "/app/templates",
    says: ["`/app/templates/index.html`", "not in the hardened image", "the original has it"],
    shows: "open templates/index.html: no such file or directory",
  },
  "a signal that it does not know": {
    files: guestBook(),
    edit: ["USER 65532:65532", "STOPSIGNAL SIGWINCH\nUSER 65532:65532"],
    kind: "signal-ignored",
    subject: "SIGWINCH",
    says: ["SIGWINCH does not end it within 3 s, and it is killed", "SIGTERM in the original", "write STOPSIGNAL SIGTERM"],
    shows: "./main",
  },
  "a shell before the program, which passes no signal on": {
    files: guestBook(),
    base: "hardened",
    edit: ['CMD ["./main"]', 'CMD ["sh", "-c", "./main & wait"]'],
    kind: "signal-ignored",
    subject: "SIGTERM",
    says: ["SIGTERM does not end it within 3 s, and it is killed", "process 1 is the shell `sh`", "in exec form"],
    shows: "./main & wait",
  },
};

describeWithEngine("a hardened container that does not do what its original does fails, with the cause by name", () => {
  it.for(Object.entries(CASES))("%s", { timeout: PATIENCE }, async ([, { files, edit, base = "distroless", kind, subject, constraint, says, shows, remedy }]) => {
    const folder = project({ "bulwark.yaml": "prove:\n  stop-within: 3s\n", ...files });
    if (edit !== undefined) {
      expect(await on(folder, "harden", "--base", base)).toMatchObject({ code: 0 });
      const path = `Dockerfile.${base}`;
      put(folder, { [path]: replaced(text(folder, path), ...edit) });
    }
    const ran = await prove(folder, "--base", base);
    expect(ran.code).toBe(1);
    expect(ran.proof.verdict.result).toBe("failed");
    const variant = onlyVariant(ran);
    expect(variant.dockerfile.edited).toBe(edit !== undefined);
    const [cause, ...others] = variant.causes;
    expect(cause).toMatchObject({ kind, ...(subject === undefined ? {} : { subject }), ...(constraint === undefined ? {} : { constraint }) });
    expect(cause?.remedy).toEqual(remedy ?? null);
    expect(others.filter((other) => other.kind !== "exit-code-differs")).toEqual([]);
    expect(ran.proof.next).toEqual([remedy === undefined ? "bulwark prove Dockerfile --save proof.html" : "bulwark prove Dockerfile --repair"]);
    const message = cause?.message ?? "";
    for (const part of says) expect(message).toContain(part);
    expect(cause?.evidence.map(({ observation }) => observation).join("\n")).toContain(shows);
    expect(ran.proof.verdict.reason).toContain(message);
    expect(ran.terminal).toContain(flat(message));
  });
});

import { readMounts } from "../../dockerfile/read-mounts.ts";
import type { Move } from "../move.ts";

/** Where the prober lies in an image without a shell. */
export const PROBER = "/healthcheck";
/** Where it is built: every account may write there, whatever USER the build runs as. */
const BUILT = "/tmp/healthcheck";

/** The line that takes the prober over from the stage that compiles it. */
export function proberCopy(stage: string): string {
  return `COPY --from=${stage} ${BUILT} ${PROBER}`;
}

/**
 * The stage that compiles the prober: the standard library's network package alone, without an HTTP client, which would be three times
 * as large. Nothing is downloaded.
 */
export function proberStage(move: Move, from: string, name: string): readonly string[] {
  // A base with a C library was chosen because the program needs one, so its builder has a C compiler too.
  const assignment = move.choice.libc === "none" ? "CGO_ENABLED=0 " : "";
  return [
    "# A health check without shell or curl: asks the address and fails unless the answer is 2xx or 3xx.",
    `FROM ${from} AS ${name}`,
    `COPY <<"EOF" ${BUILT}.go`,
    "package main",
    "",
    "import (",
    '\t"bufio"',
    '\t"net"',
    '\t"os"',
    '\t"strings"',
    '\t"time"',
    ")",
    "",
    "func main() {",
    '\thost, path, _ := strings.Cut(strings.TrimPrefix(os.Args[1], "http://"), "/")',
    '\tconnection, err := net.DialTimeout("tcp", host, 3*time.Second)',
    "\tif err != nil {",
    "\t\tos.Exit(1)",
    "\t}",
    "\t_ = connection.SetDeadline(time.Now().Add(3 * time.Second))",
    '\t_, _ = connection.Write([]byte("GET /" + path + " HTTP/1.1\\r\\nHost: " + host + "\\r\\nConnection: close\\r\\n\\r\\n"))',
    "\tanswer, _ := bufio.NewReader(connection).ReadString('\\n')",
    '\t_, status, _ := strings.Cut(answer, " ")',
    '\tif !strings.HasPrefix(status, "2") && !strings.HasPrefix(status, "3") {',
    "\t\tos.Exit(1)",
    "\t}",
    "}",
    "EOF",
    `RUN ${cacheMount(move)}${assignment}go build -trimpath -ldflags='-s -w' -o ${BUILT} ${BUILT}.go`,
  ];
}

/** The compiler's cache that the program's own build mounts: what it compiled of the standard library is not compiled again. */
function cacheMount(move: Move): string {
  const added = move.decisions.flatMap((decision) => decision.edits).flatMap((edit) => edit.text.split(" "));
  const written = move.application.builds.flatMap(({ script }) => readMounts(script.instruction)).map((mount) => `--mount=${mount.text.text}`);
  const isCache = (flag: string): boolean => flag.startsWith("--mount=") && flag.includes("type=cache") && flag.includes("/go-build") && !/[$\s]/.test(flag);
  const mount = [...written, ...added].find(isCache);
  return mount === undefined ? "" : `${mount} `;
}

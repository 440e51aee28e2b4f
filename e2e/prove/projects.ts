import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exampleFiles } from "../../packages/cli/src/testing/examples.ts";

/** Files of a project. */
export type Project = Readonly<Record<string, string>>;

/**
 * The guest book of `examples/go-api`, built in one stage and run in another: its image is small, and only what differs between two
 * projects is compiled anew.
 */
export const DOCKERFILE = `FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod ./
COPY cmd ./cmd
COPY internal ./internal
RUN --mount=type=cache,target=/root/.cache/go-build go build -o /out/main ./cmd/api

FROM debian:trixie-slim
WORKDIR /app
COPY --from=build /out/main ./
COPY templates ./templates
EXPOSE 8080
CMD ["./main"]
`;

/** @param more files beside those of the guest book, or in their place. */
export function guestBook(more: Project = {}): Project {
  const { Dockerfile: _, ...source } = exampleFiles("go-api");
  return { ...source, Dockerfile: DOCKERFILE, ...more };
}

/** A guest book that does something more before it serves: what `habits/NAME.go` does. */
export function withHabit(name: string, more: Project = {}): Project {
  const book = guestBook();
  const main = replaced(book["cmd/api/main.go"] ?? "", "\tserve(mux)\n}", "\thabit(mux)\n\tserve(mux)\n}");
  return { ...book, "cmd/api/main.go": main, "cmd/api/habit.go": beside("habits", `${name}.go`), ...more };
}

/** A file that lies beside these tests. */
export function beside(...path: readonly string[]): string {
  return readFileSync(join(import.meta.dirname, ...path), "utf8");
}

/** A text with a part of it replaced, which must be there. */
export function replaced(text: string, part: string, by: string): string {
  if (!text.includes(part)) throw new Error(`there is no ${JSON.stringify(part)} in ${JSON.stringify(text)}`);
  return text.replace(part, () => by);
}

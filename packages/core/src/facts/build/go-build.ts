import type { Stage } from "../../dockerfile/model.ts";
import type { ShellScript } from "../../shell/command.ts";
import { flagOf, type GoCommand, readGoCommand } from "../../shell/index.ts";
import type { DockerfileSubject } from "../subject.ts";
import { buildScripts } from "./build-commands.ts";
import { linkerWords, linksStatically } from "./go-flags.ts";
import { settingFor } from "./settings.ts";

/** A `go build` or `go install` of the Dockerfile's own program, with what its flags and environment say. Source: `go help build`, cmd/link. */
export interface GoBuild {
  readonly stage: Stage;
  readonly script: ShellScript;
  readonly go: GoCommand;
  /** `-o`, when certain. */
  readonly output: string | undefined;
  /** Where `CGO_ENABLED` is set and to what; `unset` leaves it to Go, `unknown` to what the file does not show. */
  readonly cgo: "off" | "on" | "unset" | "unknown";
  /** Linked statically by its flags, whatever cgo says: `-extldflags -static`, the tags `netgo` or `static_build`. */
  readonly linkedStatically: boolean;
}

const STATIC_TAGS = new Set(["netgo", "osusergo", "static_build", "static"]);

/** The builds of a stage that make a program of its own source: not tools of others, and not a check that keeps nothing. */
export function goBuilds(subject: DockerfileSubject, stage: Stage): readonly GoBuild[] {
  return buildScripts(subject, stage).flatMap((script) =>
    script.commands.flatMap((command) => {
      const go = readGoCommand(command);
      return go === undefined || go.action === "run" || isAside(go) ? [] : [readBuild(stage, script, go)];
    }),
  );
}

function isAside(go: GoCommand): boolean {
  const packages = go.packages.map((word) => word.value ?? word.text);
  return packages.some((name) => name.includes("@") || name === "tool" || name === "std") || (flagOf(go, "-o") === undefined && packages.includes("./..."));
}

function readBuild(stage: Stage, script: ShellScript, go: GoCommand): GoBuild {
  const tags = (flagOf(go, "-tags")?.value ?? "").split(/[ ,]/);
  return {
    stage, script, go,
    output: flagOf(go, "-o")?.value,
    cgo: cgoOf(stage, script, go),
    linkedStatically: linksStatically(linkerWords(stage, script, go)) || tags.some((tag) => STATIC_TAGS.has(tag)),
  };
}

function cgoOf(stage: Stage, script: ShellScript, go: GoCommand): GoBuild["cgo"] {
  const setting = settingFor(stage, script, go.command, "CGO_ENABLED");
  if (setting === undefined) return "unset";
  return setting.value === "0" ? "off" : setting.value === "1" ? "on" : "unknown";
}

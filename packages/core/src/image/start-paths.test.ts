import { expect, it } from "vitest";
import { searchPaths, startPaths } from "./start-paths.ts";

const config = { environment: { PATH: "/usr/local/bin:bin:/bin" }, workdir: "/app", entrypoint: ["tini", "--", "./run.sh"], cmd: ["node", "-r", "/opt/x.js", "server"] };

it("finds programs as the engine does", () => {
  expect(searchPaths(config, "node")).toEqual(["/usr/local/bin/node", "/bin/node"]);
  expect(searchPaths(config, "./run.sh")).toEqual(["/app/run.sh"]);
  expect(searchPaths(config, "sub/../run")).toEqual(["/app/run"]);
  expect(searchPaths(config, "/x//y")).toEqual(["/x/y"]);
  expect(searchPaths({ environment: {}, workdir: "" }, "x")).toContain("/usr/bin/x");
  expect(searchPaths(config, "")).toEqual([]);
});

it("names all that a start may run", () => {
  expect(startPaths(config)).toEqual(["/bin/sh", "/usr/local/bin/tini", "/bin/tini", "/app/run.sh", "/usr/local/bin/node", "/bin/node", "/opt/x.js", "/usr/local/bin/server", "/bin/server"]);
});

// A run that goes on until it is ended: builds, starts a container, and makes a volume, a network and a folder.
import { execFileSync } from "node:child_process";
import { plainSettings } from "../../../packages/core/src/deploy/index.ts";
import { chooseEngine } from "../../../packages/engine/src/choose/choose-engine.ts";
import { openRun, type Run } from "../../../packages/engine/src/run/run.ts";
import { withinRun } from "../../../packages/engine/src/run/within-run.ts";

/** `clean`: through `withinRun`; `raw`: as a program that nothing can clean up after. */
export type Manner = "clean" | "raw";

const [manner, folder = ""] = process.argv.slice(2);

async function work(run: Run, signal: AbortSignal): Promise<void> {
  const engine = await chooseEngine({ wanted: "docker", environment: process.env, run, signal, onNotice: () => {} });
  const request = { tag: run.image("base"), dockerfile: `${folder}/Dockerfile`, context: folder, ignoreFile: undefined, target: "base", buildArguments: { AT: run.id }, secrets: [], features: [], timeoutSeconds: 100 };
  await engine.build(request, () => {});
  await engine.createVolume(run.name("data"));
  execFileSync("docker", ["network", "create", run.name("network")], { stdio: "ignore" });
  await run.temporaryFolder("scratch");
  const settings = plainSettings(run.name("container"), run.image("base"));
  await engine.start({ ...settings, volumes: [{ name: run.name("data"), path: "/data" }], network: run.name("network"), command: ["sleep", "300"] });
  await engine.build({ ...request, tag: run.image("slow"), target: "slow" }, (line) => {
    if (line.includes("now it is slow")) console.log(run.id);
  });
}

if (manner === "raw") {
  await work(openRun(), new AbortController().signal);
} else {
  const ended = await withinRun({ tell: (sentence) => console.error(sentence), exit: (code) => process.exit(code) }, work);
  if (ended.outcome === "interrupted") {
    console.error(`left: ${JSON.stringify(ended.left)}`);
    process.exit(ended.exit);
  }
}

// One `up` or `down` at a time. The lock goes with this process, however it ends.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { LAB } from "./folders.mjs";
import { say } from "./say.mjs";

/**
 * Waits until no other run changes the lab, then keeps others waiting.
 * @returns {Promise<() => void>} ends it
 */
export async function lock() {
  mkdirSync(LAB, { recursive: true });
  const child = spawn("flock", [join(LAB, "lock"), "sh", "-c", "echo; exec cat"], { stdio: ["pipe", "pipe", "inherit"] });
  const patience = setTimeout(() => say("waiting for another run of lab.mjs to end"), 1000);
  await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.stdout.once("data", resolve);
  });
  clearTimeout(patience);
  return () => child.stdin.end();
}

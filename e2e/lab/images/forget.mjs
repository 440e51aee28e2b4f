// Takes out of the cache what earlier recipes made. Only while no registry serves it.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "../command.mjs";
import { CACHE, LOGS } from "../folders.mjs";
import { REGISTRY_CONFIGURATION } from "../registry.mjs";
import { say } from "../say.mjs";
import { allBuilds, namesOf, placeOf } from "./build.mjs";
import { RECORDS, recordOf } from "./make.mjs";

const REPOSITORIES = join(CACHE, "registry/docker/registry/v2/repositories");

/** Records of recipes that are no more. @returns {readonly string[]} */
function staleRecords() {
  const current = new Set(allBuilds.map(recordOf));
  return existsSync(RECORDS) ? readdirSync(RECORDS).map((name) => join(RECORDS, name)).filter((record) => !current.has(record)) : [];
}

/** Folders of tags that the lab has no more. @returns {readonly string[]} */
function staleTags() {
  const current = new Set(allBuilds.flatMap(({ build }) => namesOf(build)).map(placeOf).map(({ repository, tag }) => join(REPOSITORIES, repository, "_manifests/tags", tag)));
  const repositories = existsSync(REPOSITORIES) ? readdirSync(REPOSITORIES).flatMap((group) => readdirSync(join(REPOSITORIES, group)).map((name) => join(REPOSITORIES, group, name, "_manifests/tags"))) : [];
  return repositories.filter((tags) => existsSync(tags)).flatMap((tags) => readdirSync(tags).map((tag) => join(tags, tag))).filter((tag) => !current.has(tag));
}

export async function forgetStale() {
  const stale = [...staleRecords(), ...staleTags()];
  if (stale.length === 0) return;
  say("forgetting what earlier recipes made");
  for (const path of stale) rmSync(path, { recursive: true, force: true });
  await run(join(LOGS, "garbage-collect.log"), "docker-registry", ["garbage-collect", "--delete-untagged", REGISTRY_CONFIGURATION]);
}

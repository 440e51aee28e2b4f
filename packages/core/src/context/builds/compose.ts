import { SourceText } from "../../source/text.ts";
import type { FileTree } from "../file-tree.ts";
import { folderOf } from "../path.ts";
import { DOCKER_FILES, locateBuild, type Build, type BuildCall } from "./build.ts";
import { interpolateDefaults } from "./interpolation.ts";
import { at, readYaml, textOf, type YamlNode } from "./yaml.ts";

/** The builds of a Compose file's services. Source: Compose specification, "Build". */
export function composeBuilds(tree: FileTree, path: string, text: string): readonly Build[] {
  const source = new SourceText(path, text);
  const services = at(readYaml(text)[0], "services");
  if (services?.kind !== "map") return [];
  return [...services.entries].flatMap(([name, service]) => {
    const build = at(service, "build");
    const call = build === undefined ? undefined : serviceCall(name, build, service);
    if (build === undefined || call === undefined) return [];
    const place = { path, line: source.position(build.range.start).line };
    return locateBuild(tree, call, [folderOf(path)], place) ?? [];
  });
}

/** Undefined when the context or the Dockerfile has no certain value. */
function serviceCall(name: string, build: YamlNode, service: YamlNode): BuildCall | undefined {
  const short = textOf(build);
  const file = certain(at(build, "dockerfile"));
  const context = short === undefined ? certain(at(build, "context"), ".") : interpolateDefaults(short);
  if (context === undefined || at(build, "dockerfile_inline") !== undefined || (file === undefined && at(build, "dockerfile") !== undefined)) return undefined;
  const ports = at(service, "ports");
  const healthcheck = healthTest(at(service, "healthcheck"));
  const published = ports?.kind === "list" ? ports.items.flatMap(portText) : [];
  return {
    who: `service ${name}`,
    context,
    file,
    fileFrom: "context",
    defaultFiles: DOCKER_FILES,
    target: certain(at(build, "target")),
    buildArguments: pairs(at(build, "args")),
    additionalContexts: pairs(at(build, "additional_contexts")),
    service: name,
    ...(published.length === 0 ? {} : { ports: published }),
    ...(healthcheck.length === 0 ? {} : { healthcheck }),
  };
}

/** A scalar's value with defaults in place; `missing` where there is no value at all. */
function certain(node: YamlNode | undefined, missing?: string): string | undefined {
  if (node === undefined) return missing;
  const text = textOf(node);
  return text === undefined ? undefined : interpolateDefaults(text);
}

/** Compose's two forms of a mapping: a map, or a list of `key=value`. What has no certain value is left out. */
function pairs(node: YamlNode | undefined): Readonly<Record<string, string>> {
  const found: (readonly [string, string])[] = [];
  if (node?.kind === "map") {
    for (const [key, value] of node.entries) {
      const text = certain(value);
      if (text !== undefined) found.push([key, text]);
    }
  }
  for (const item of node?.kind === "list" ? node.items : []) {
    const text = certain(item);
    const equals = text?.indexOf("=") ?? -1;
    if (text !== undefined && equals > 0) found.push([text.slice(0, equals), text.slice(equals + 1)]);
  }
  return Object.fromEntries(found);
}

/** The test of a health check that is on; a text alone is run by the shell. Empty where a part has no certain value. */
function healthTest(node: YamlNode | undefined): readonly string[] {
  const test = at(node, "test");
  if (test === undefined || certain(at(node, "disable")) === "true") return [];
  if (test.kind !== "list") {
    const text = certain(test);
    return text === undefined ? [] : ["CMD-SHELL", text];
  }
  const words = test.items.flatMap((item) => certain(item) ?? []);
  const isOn = words.length === test.items.length && (words[0] === "CMD" || words[0] === "CMD-SHELL");
  return isOn ? words : [];
}

/** `8080:80` of the short form and of the long one. */
function portText(node: YamlNode): readonly string[] {
  const short = certain(node);
  if (short !== undefined) return [short];
  const target = certain(at(node, "target"));
  const published = certain(at(node, "published"));
  const protocol = certain(at(node, "protocol"));
  if (target === undefined) return [];
  return [`${published === undefined ? "" : `${published}:`}${target}${protocol === undefined ? "" : `/${protocol}`}`];
}

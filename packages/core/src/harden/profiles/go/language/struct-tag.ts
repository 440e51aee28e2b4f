/** What the tag of a struct's field says of where its value comes from. */
export interface StructTag {
  /** An environment variable, with its default. */
  readonly environment: { readonly variable: string; readonly fallback: string | undefined } | undefined;
  /** A key of viper, which fills structs by these tags. */
  readonly setting: string | undefined;
  /** Puts a prefix before the variables of the struct that the field holds. */
  readonly prefixes: boolean;
}

export function readStructTag(tag: string): StructTag {
  const keys = tagKeys(tag);
  const setting = keys.get("mapstructure")?.split(",")[0];
  return { environment: readEnvironment(keys), setting: setting === "" ? undefined : setting, prefixes: keys.has("env-namespace") || keys.has("envPrefix") };
}

/** Tags of caarlos0/env, kelseyhightower/envconfig, sethvargo/go-envconfig and their like. */
function readEnvironment(keys: ReadonlyMap<string, string>): StructTag["environment"] {
  const named = keys.get("env") ?? keys.get("envconfig");
  if (named === undefined) return undefined;
  const [variable = "", ...options] = named.split(",").map((part) => part.trim());
  if (variable === "" || variable === "-") return undefined;
  const inline = options.find((option) => option.startsWith("default="))?.slice("default=".length);
  return { variable, fallback: keys.get("envDefault") ?? keys.get("env-default") ?? keys.get("default") ?? inline };
}

/** `key:"value" key:"value"`. */
function tagKeys(tag: string): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  let at = 0;
  while (at < tag.length) {
    const colon = tag.indexOf(':"', at);
    if (colon === -1) break;
    const close = tag.indexOf('"', colon + 2);
    if (close === -1) break;
    keys.set(tag.slice(at, colon).trim(), tag.slice(colon + 2, close));
    at = close + 1;
  }
  return keys;
}

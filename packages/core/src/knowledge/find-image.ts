import type { BaseCatalogue, ImageConfig } from "../dockerfile/model.ts";
import type { ImageReference } from "../dockerfile/reference.ts";
import { familiarName } from "../dockerfile/reference.ts";
import { distributionOf, distributionOfWords, factsOfDistribution } from "./distributions.ts";
import type { Distribution, ImageKnowledge } from "./image.ts";
import { imageRecords } from "./images/all.ts";
import type { DistributionRule, ImageFacts, ImageRecord, LanguageRule, Variant } from "./images/record.ts";
import { releaseAt } from "./releases.ts";
import type { TagParts } from "./tag.ts";
import { hasWord, numberAfter, parseTag } from "./tag.ts";
import { compareVersions, isInRelease } from "./version.ts";

/** Registries that serve the official images under another name. */
const MIRRORS = ["public.ecr.aws/docker/library/", "mirror.gcr.io/library/", "registry.hub.docker.com/library/"];

let recordsByName: ReadonlyMap<string, ImageRecord> | undefined;

const found = new WeakMap<ImageReference, { readonly image: ImageKnowledge | undefined }>();

/** What is known of the image that a reference names, as of the day of its record; undefined for an image that nobody described. */
export function findImage(reference: ImageReference): ImageKnowledge | undefined {
  const before = found.get(reference) ?? { image: lookUp(reference) };
  found.set(reference, before);
  return before.image;
}

function lookUp(reference: ImageReference): ImageKnowledge | undefined {
  const name = officialName(familiarName(reference));
  recordsByName ??= new Map(imageRecords.flatMap((record) => record.names.map((known) => [known, record] as const)));
  const record = recordsByName.get(name);
  if (record === undefined) return undefined;
  if (reference.tag === undefined && reference.digest !== undefined) return describeDigest(name, record);
  return describe(name, record, parseTag(reference.tag));
}

/** The configurations of known images, for the stages that inherit them. */
export const imageCatalogue: BaseCatalogue = {
  find: (reference) => findImage(reference)?.config,
};

/** Owners under which the official images of one architecture are published. Source: github.com/docker-library/official-images, "Architectures other than amd64". */
const ARCHITECTURES = new Set(["amd64", "arm32v5", "arm32v6", "arm32v7", "arm64v8", "i386", "mips64le", "ppc64le", "riscv64", "s390x"]);

function officialName(name: string): string {
  const mirror = MIRRORS.find((prefix) => name.startsWith(prefix));
  if (mirror !== undefined) return name.slice(mirror.length);
  const [owner = "", image, ...more] = name.split("/");
  return image !== undefined && more.length === 0 && ARCHITECTURES.has(owner) ? image : name;
}

function describe(name: string, record: ImageRecord, parts: TagParts): ImageKnowledge {
  const distribution = resolveDistribution(record.distribution, parts);
  const variants = (record.variants ?? []).filter((variant) => applies(variant, parts, distribution));
  const windows = distribution?.id === "windows";
  const facts = windows ? factsOfDistribution(distribution) : merge([factsOfDistribution(distribution), record, ...variants]);
  const role = variants.findLast((variant) => variant.role !== undefined)?.role ?? record.role;
  return knowledge(name, record, { facts, distribution, role: windows ? "windows" : role, version: parts.version, parts });
}

const NO_TAG: TagParts = { version: undefined, words: [] };

/** A digest without a tag names one of the variants, unknown which: only what all of them share holds. */
function describeDigest(name: string, record: ImageRecord): ImageKnowledge {
  const rule = record.distribution;
  const isFixed = typeof rule?.release === "object" && "fixed" in rule.release;
  const distribution = record.role === "distribution" || isFixed ? resolveDistribution(rule, NO_TAG) : undefined;
  const facts = merge([factsOfDistribution(distribution), record]);
  const variants = record.variants ?? [];
  const shared = <K extends keyof ImageFacts>(key: K) => (variants.some((variant) => Object.hasOwn(variant, key)) ? undefined : facts[key]);
  return knowledge(name, record, {
    facts: {
      config: sharedConfig(facts.config ?? {}, variants),
      libc: shared("libc"),
      shell: shared("shell"),
      packageManager: shared("packageManager"),
      users: facts.users ?? [],
      caCertificates: shared("caCertificates"),
      timeZones: shared("timeZones"),
      programs: facts.programs ?? [],
    },
    distribution,
    role: record.role,
    version: undefined,
    parts: NO_TAG,
  });
}

function sharedConfig(config: NonNullable<ImageFacts["config"]>, variants: readonly Variant[]): NonNullable<ImageFacts["config"]> {
  const shared: { -readonly [K in keyof typeof config]: (typeof config)[K] } = { ...config };
  for (const key of CONFIG_KEYS) {
    if (variants.some((variant) => variant.config !== undefined && Object.hasOwn(variant.config, key))) delete shared[key];
  }
  return shared;
}

const CONFIG_KEYS = [
  "user", "workdir", "entrypoint", "cmd", "env", "shell", "exposedPorts", "volumes", "stopSignal", "healthcheck",
] as const satisfies readonly (keyof NonNullable<ImageFacts["config"]>)[];

interface Resolved {
  readonly facts: ImageFacts;
  readonly distribution: Distribution | undefined;
  readonly role: ImageKnowledge["role"];
  readonly version: string | undefined;
  readonly parts: TagParts;
}

function knowledge(name: string, record: ImageRecord, resolved: Resolved): ImageKnowledge {
  const { facts, distribution, role, version, parts } = resolved;
  const config: ImageConfig = { ...facts.config, source: record.source };
  return {
    name,
    config,
    distribution,
    libc: facts.libc,
    language: record.language === undefined ? undefined : { name: record.language.name, version: languageVersion(record.language, parts) },
    ...(record.product === undefined ? {} : { product: { name: record.product, version } }),
    role,
    shell: facts.shell,
    packageManager: facts.packageManager,
    users: facts.users ?? [],
    caCertificates: facts.caCertificates,
    timeZones: facts.timeZones,
    programs: facts.programs ?? [],
    source: record.source,
    asOf: record.asOf,
  };
}

function resolveDistribution(rule: DistributionRule | undefined, parts: TagParts): Distribution | undefined {
  const named = distributionOfWords(parts);
  if (named !== undefined) {
    const wantsRelease = named.id === "alpine" && named.version === undefined && rule?.alpine !== undefined && parts.version !== undefined;
    return wantsRelease ? distributionOf("alpine", releaseAt(rule.alpine, parts.version)) : named;
  }
  if (rule?.id === undefined) return undefined;
  if (rule.release === "tag") return distributionOf(rule.id, parts.version);
  if (rule.release === undefined) return distributionOf(rule.id, undefined);
  if ("fixed" in rule.release) return distributionOf(rule.id, rule.release.fixed);
  return distributionOf(rule.id, parts.version === undefined ? undefined : releaseAt(rule.release.steps, parts.version));
}

function applies(variant: Variant, parts: TagParts, distribution: Distribution | undefined): boolean {
  if (variant.words !== undefined && !variant.words.every((word) => hasWord(parts, word))) return false;
  if (variant.without?.some((word) => hasWord(parts, word))) return false;
  if (variant.on !== undefined && variant.on !== distribution?.id) return false;
  if (variant.from === undefined && variant.before === undefined) return true;
  const { version } = parts;
  if (version === undefined) return false;
  if (variant.from !== undefined && compareVersions(version, variant.from) < 0 && !isInRelease(variant.from, version)) return false;
  return variant.before === undefined || compareVersions(version, variant.before) < 0;
}

/** Later facts win; accounts, programs and variables add up, an account of the same name replacing the earlier one. */
function merge(layers: readonly ImageFacts[]): ImageFacts {
  return layers.reduce(overlay);
}

function overlay(below: ImageFacts, above: ImageFacts): ImageFacts {
  const replaced = new Set(above.users?.map((user) => user.name));
  const env = { ...below.config?.env, ...above.config?.env };
  return {
    ...below,
    ...above,
    users: [...(below.users ?? []).filter((user) => !replaced.has(user.name)), ...(above.users ?? [])],
    programs: [...new Set([...(below.programs ?? []), ...(above.programs ?? [])])],
    config: { ...below.config, ...above.config, ...(Object.keys(env).length === 0 ? {} : { env }) },
  };
}

function languageVersion(rule: LanguageRule, parts: TagParts): string | undefined {
  if (rule.version === undefined) return undefined;
  if (rule.version === "tag") return parts.version;
  if ("fixed" in rule.version) return rule.version.fixed;
  for (const word of rule.version.after) {
    const number = numberAfter(parts, word);
    if (number !== undefined) return number;
  }
  return undefined;
}

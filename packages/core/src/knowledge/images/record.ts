import type { ImageConfig } from "../../dockerfile/model.ts";
import type { CalendarDate } from "../../source/date.ts";
import type { Account, Distribution, ImageKnowledge } from "../image.ts";
import type { ReleaseSteps } from "../releases.ts";

/** What is known of a family of images that share a name, before a tag chooses among its variants. */
export interface ImageRecord extends ImageFacts {
  /** Familiar names, without tag. */
  readonly names: readonly string[];
  readonly role: ImageKnowledge["role"];
  readonly language?: LanguageRule;
  /** The service's name in the support periods, when the tag's version is the service's. */
  readonly product?: string;
  readonly distribution?: DistributionRule;
  /** Facts that hold for some tags only; later ones win over earlier ones and over the record's own. */
  readonly variants?: readonly Variant[];
  readonly source: string;
  readonly asOf: CalendarDate;
}

/** A missing key falls back to what the distribution brings; one that is undefined says that this cannot be told. */
export interface ImageFacts {
  readonly config?: Omit<ImageConfig, "source">;
  readonly libc?: ImageKnowledge["libc"];
  readonly shell?: boolean | undefined;
  readonly packageManager?: ImageKnowledge["packageManager"];
  /** Accounts beyond those of the distribution. */
  readonly users?: readonly Account[];
  readonly caCertificates?: boolean | undefined;
  readonly timeZones?: boolean | undefined;
  /** Programs beyond those of the distribution. */
  readonly programs?: readonly string[];
}

/** All conditions that are given must hold. */
export interface Variant extends ImageFacts {
  /** Every one of these words stands in the tag. */
  readonly words?: readonly string[];
  /** None of these words stands in the tag. */
  readonly without?: readonly string[];
  /** The distribution that the tag resolves to. */
  readonly on?: Distribution["id"];
  /** First version, included; a tag without a version does not count. */
  readonly from?: string;
  /** First version that no longer counts. */
  readonly before?: string;
  readonly role?: ImageKnowledge["role"];
}

export interface LanguageRule {
  readonly name: string;
  /** The version is the tag's own (`tag`), or stands behind one of these words (`jdk17`, `temurin-21`), or is fixed. */
  readonly version: "tag" | { readonly after: readonly string[] } | { readonly fixed: string } | undefined;
}

/** Words of the tag (`bookworm`, `alpine3.20`, `ubi9`) always win over the rule. */
export interface DistributionRule {
  /** What a tag without such a word is built on. */
  readonly id?: Distribution["id"];
  /** Its release: fixed, the tag's own version, or by steps of the image's version. */
  readonly release?: { readonly fixed: string } | { readonly steps: ReleaseSteps } | "tag";
  /** The Alpine release of `-alpine` without a number. */
  readonly alpine?: ReleaseSteps;
}

/** The config of an image that sets nothing but PATH and CMD; user `0` is what an image without USER runs as. */
export const PLAIN_CONFIG = {
  user: "0",
  workdir: "/",
  entrypoint: [],
  shell: ["/bin/sh", "-c"],
  exposedPorts: [],
  volumes: [],
  stopSignal: "SIGTERM",
  healthcheck: false,
} as const satisfies Omit<ImageConfig, "source">;

import type { ImageConfig } from "../dockerfile/model.ts";
import type { CalendarDate } from "../source/date.ts";

/** What is known of an image that a Dockerfile may start from. A missing key means that the source does not say. */
export interface ImageKnowledge {
  /** The reference without tag, in its familiar form: `golang`, `gcr.io/distroless/static-debian13`. */
  readonly name: string;
  readonly config: ImageConfig;
  readonly distribution: Distribution | undefined;
  readonly libc: "glibc" | "musl" | "none" | undefined;
  /** The language that the image brings, with the version that its tag names: `{ name: "go", version: "1.24" }`. */
  readonly language: { readonly name: string; readonly version: string | undefined } | undefined;
  /** The service that the image runs, by its name among the support periods, with the version that its tag names. */
  readonly product?: { readonly name: string; readonly version: string | undefined };
  /** What it is for: an operating system, a language with its tools, a language's runtime alone, a stateful service … */
  readonly role: "distribution" | "toolchain" | "runtime" | "minimal" | "service" | "stateful" | "windows";
  /** Whether `/bin/sh` exists. */
  readonly shell: boolean | undefined;
  readonly packageManager: "apt" | "apk" | "dnf" | "microdnf" | "yum" | "zypper" | "tdnf" | "none" | undefined;
  /** Accounts in its `/etc/passwd` beyond root that matter. */
  readonly users: readonly Account[];
  readonly caCertificates: boolean | undefined;
  readonly timeZones: boolean | undefined;
  /** Programs beyond the distribution's own that rules ask for: `curl`, `wget`, `git`, `gcc`, `go`. */
  readonly programs: readonly string[];
  /** Where these facts come from, and the day on which they were read. */
  readonly source: string;
  readonly asOf: CalendarDate;
}

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home?: string;
}

export interface Distribution {
  readonly id: "debian" | "ubuntu" | "alpine" | "wolfi" | "fedora" | "centos" | "rhel" | "amazonlinux" | "opensuse" | "busybox" | "distroless" | "windows" | "other";
  /** `13`, `3.22`, `24.04`; undefined when the tag does not tell. */
  readonly version: string | undefined;
  readonly codename: string | undefined;
}

/** When support of a product's release ends. Source: endoflife.date (MIT) unless the record says otherwise. */
export interface SupportPeriod {
  /** `debian`, `alpine`, `go`, `nodejs`, `distroless` … */
  readonly product: string;
  /** `12`, `3.21`, `1.25`. */
  readonly release: string;
  /** The last day with security fixes for everyone. */
  readonly ends: CalendarDate;
  /** The last day of the long-term support that volunteers give, where there is one. */
  readonly extendedEnds?: CalendarDate;
}

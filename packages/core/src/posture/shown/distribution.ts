import type { ImageContents } from "../../image/contents.ts";
import type { OsRelease } from "../../image/os-release.ts";
import { distributionOf } from "../../knowledge/distributions.ts";
import type { Distribution } from "../../knowledge/image.ts";
import { supportOf } from "../../knowledge/support.ts";
import { numericHead } from "../../knowledge/version.ts";
import type { BaseFacts } from "../posture.ts";

/** By the ID of os-release: the distribution, and under which name its support periods stand. */
const DISTRIBUTIONS: Readonly<Record<string, readonly [id: Distribution["id"], product: string]>> = {
  debian: ["debian", "debian"], ubuntu: ["ubuntu", "ubuntu"], alpine: ["alpine", "alpine"], wolfi: ["wolfi", "wolfi"], chainguard: ["wolfi", "wolfi"],
  fedora: ["fedora", "fedora"], centos: ["centos", "centos"], rhel: ["rhel", "rhel"], rocky: ["rhel", "rocky-linux"], almalinux: ["rhel", "almalinux"],
  amzn: ["amazonlinux", "amazon-linux"], "opensuse-leap": ["opensuse", "opensuse"], "opensuse-tumbleweed": ["opensuse", "opensuse"], sles: ["opensuse", "opensuse"],
};

/** The distribution that an image names, with its support as far as the release is known. Support of Distroless hangs on which of its images it is. */
export function distributionOfImage(contents: Pick<ImageContents, "texts">, { id, version, prettyName }: OsRelease): Pick<BaseFacts, "distribution" | "support"> {
  const [family, named] = Object.hasOwn(DISTRIBUTIONS, id) ? (DISTRIBUTIONS[id] ?? []) : [];
  const product = named === "centos" && prettyName.includes("Stream") ? "centos-stream" : named;
  const release = version === undefined ? undefined : numericHead(version);
  if (family === "debian" && (prettyName === "Distroless" || isDistroless(contents))) return { distribution: distributionOf("distroless", release), support: undefined };
  const distribution = distributionOf(family ?? "other", release === "" ? undefined : release);
  return { distribution, support: product === undefined || release === undefined ? undefined : supportOf(product, release) };
}

/** Distroless has a file for each package, and no list of all of them. */
function isDistroless({ texts }: Pick<ImageContents, "texts">): boolean {
  return !texts.has("/var/lib/dpkg/status") && [...texts.keys()].some((path) => path.startsWith("/var/lib/dpkg/status.d/"));
}

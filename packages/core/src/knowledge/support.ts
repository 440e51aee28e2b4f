import type { CalendarDate } from "../source/date.ts";
import type { Distribution, ImageKnowledge, SupportPeriod } from "./image.ts";
import { SUPPORT_PERIODS } from "./support-periods.ts";
import { isInRelease } from "./version.ts";

type Product = keyof typeof SUPPORT_PERIODS;

/**
 * When support ends of the release that a version lies in: `("go", "1.24.3")` gives the period of Go 1.24. Undefined when product
 * or release is not known, or when its end is not settled yet.
 */
export function supportOf(product: string, version: string): SupportPeriod | undefined {
  if (!isProduct(product)) return undefined;
  return periodsOf(product).find((period) => isInRelease(version, period.release));
}

/** The periods that count for an image: its distribution's, its language's and its service's, as far as they are known. */
export function supportPeriodsOfImage(image: ImageKnowledge): readonly SupportPeriod[] {
  const { distribution, language, product } = image;
  const named: readonly (readonly [product: string | undefined, version: string | undefined])[] = [
    distributionRelease(image.name, distribution),
    [language?.name === "java" ? javaProduct(image.name) : language?.name, language?.version],
    [product?.name, product?.version],
  ];
  return named.flatMap(([name, version]) => (name === undefined || version === undefined ? [] : (supportOf(name, version) ?? [])));
}

/** Of the periods that count for an image the one that ends first; it names its product. */
export function supportOfImage(image: ImageKnowledge): SupportPeriod | undefined {
  return supportPeriodsOfImage(image).reduce<SupportPeriod | undefined>(
    (first, period) => (first === undefined || period.ends < first.ends ? period : first),
    undefined,
  );
}

function distributionRelease(name: string, distribution: Distribution | undefined): readonly [string | undefined, string | undefined] {
  if (distribution?.version === undefined) return [undefined, undefined];
  const { id, version } = distribution;
  if (id === "distroless") return ["distroless", `${distrolessKind(name)}-debian${version}`];
  if (id === "other") return [undefined, undefined];
  return [productOfDistribution(id, name), version];
}

/** `gcr.io/distroless/nodejs22-debian12` is of the kind `nodejs`: its support does not depend on the number of the language. */
function distrolessKind(name: string): string {
  const image = name.slice(name.lastIndexOf("/") + 1);
  const kind = image.slice(0, image.includes("-debian") ? image.indexOf("-debian") : image.length);
  if (kind === "java-base") return "java";
  return ["java", "nodejs"].find((language) => kind.startsWith(language)) ?? kind;
}

function productOfDistribution(id: Distribution["id"], name: string): string {
  if (id === "amazonlinux") return "amazon-linux";
  if (id === "rhel" && name.includes("rocky")) return "rocky-linux";
  if (id === "rhel" && name.includes("almalinux")) return "almalinux";
  if (id === "centos" && name.startsWith("quay.io/")) return "centos-stream";
  return id;
}

/** Java's support depends on who built it; behind a build tool's name it cannot be told. */
function javaProduct(name: string): string | undefined {
  if (name.endsWith("eclipse-temurin") || name.startsWith("gcr.io/distroless/java")) return "eclipse-temurin";
  return name === "amazoncorretto" ? "amazon-corretto" : undefined;
}

function isProduct(name: string): name is Product {
  return Object.hasOwn(SUPPORT_PERIODS, name);
}

const periodsByProduct = new Map<Product, readonly SupportPeriod[]>();

function periodsOf(product: Product): readonly SupportPeriod[] {
  const before = periodsByProduct.get(product);
  if (before !== undefined) return before;
  const periods = SUPPORT_PERIODS[product].split(" ").flatMap((text) => readPeriod(product, text) ?? []);
  periodsByProduct.set(product, periods);
  return periods;
}

function readPeriod(product: Product, text: string): SupportPeriod | undefined {
  const equals = text.indexOf("=");
  const [ends, extendedEnds] = text.slice(equals + 1).split("/");
  if (!isDay(ends)) return undefined;
  const period = { product, release: text.slice(0, equals), ends };
  return isDay(extendedEnds) ? { ...period, extendedEnds } : period;
}

function isDay(text: string | undefined): text is CalendarDate {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text);
}

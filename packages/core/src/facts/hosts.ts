/** The host of a URL in lower case, without user, port and path; undefined for what is no URL with a host. */
export function hostOf(url: string): string | undefined {
  const colon = url.indexOf("://");
  if (colon === -1) return undefined;
  const rest = url.slice(colon + 3);
  const end = rest.search(/[/?#]/);
  const authority = end === -1 ? rest : rest.slice(0, end);
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  if (host.startsWith("[")) return host.slice(0, host.indexOf("]") + 1).toLowerCase();
  const port = host.indexOf(":");
  const name = (port === -1 ? host : host.slice(0, port)).toLowerCase();
  return name === "" ? undefined : name;
}

/** Whether a host is the machine itself: what is loaded from there crosses no network. */
export function isLocalHost(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || host.startsWith("127.") || host === "[::1]" || host === "0.0.0.0";
}

const PRIVATE_ENDINGS = [".local", ".internal", ".intranet", ".corp", ".lan", ".home", ".private", ".test", ".example", ".invalid", ".localdomain"];

/** Whether a host is one of the public internet, whose certificate every system verifies. An address, a single word and a variable are not. */
export function isPublicHost(host: string): boolean {
  if (!host.includes(".") || host.startsWith("[") || host.includes("$") || isLocalHost(host)) return false;
  if (host.split(".").every((part) => /^[0-9]+$/.test(part))) return false;
  return !PRIVATE_ENDINGS.some((ending) => host.endsWith(ending));
}

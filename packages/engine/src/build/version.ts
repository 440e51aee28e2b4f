/** Major and minor of a version that says them. */
export interface Version {
  readonly major: number;
  readonly minor: number;
}

/** `v0.12.5`, `1.39.0`, `26.1.5+dfsg1`; undefined for `v0.0.0+unknown` and whatever else says nothing. */
export function readVersion(text: string | undefined): Version | undefined {
  const [, major, minor] = /^v?(\d{1,6})\.(\d{1,6})/.exec(text ?? "") ?? [];
  if (major === undefined || minor === undefined) return undefined;
  const version = { major: Number(major), minor: Number(minor) };
  return version.major === 0 && version.minor === 0 ? undefined : version;
}

export function isAtLeast(version: Version, least: Version): boolean {
  return version.major > least.major || (version.major === least.major && version.minor >= least.minor);
}

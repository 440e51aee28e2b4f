import type { ImageConfig, ImageContents, ImageFile, ProgramFormat } from "../contents.ts";

/** A file of an image in a test: its text; a link (`-> dash`); or what differs from a plain file of 100 bytes that root owns. */
export type SampleFile = string | Partial<ImageFile>;

const CONFIG: ImageConfig = {
  architecture: "amd64", os: "linux", user: "", entrypoint: [], cmd: [], environment: {}, workdir: "", exposedPorts: [], volumes: [], labels: {}, stopSignal: "", healthcheck: [], history: [],
};

export interface Sample {
  readonly files?: Readonly<Record<string, SampleFile>>;
  readonly config?: Partial<ImageConfig>;
  readonly programs?: Readonly<Record<string, ProgramFormat>>;
}

const PLAIN: ImageFile = { kind: "file", mode: 0o644, uid: 0, gid: 0, size: 100, target: undefined, layer: 0, capabilities: undefined };

/** The contents of a small image; folders on the way to its files are there. A text is kept, whatever its path. */
export function contentsOf({ files = {}, config = {}, programs = {} }: Sample): ImageContents {
  const all = new Map<string, ImageFile>([["/", { ...PLAIN, kind: "folder", mode: 0o755, size: 0 }]]);
  for (const [path, sample] of Object.entries(files)) {
    for (let at = path.indexOf("/", 1); at !== -1; at = path.indexOf("/", at + 1)) {
      const above = path.slice(0, at);
      if (!all.has(above)) all.set(above, { ...PLAIN, kind: "folder", mode: 0o755, size: 0 });
    }
    all.set(path, fileOf(sample));
  }
  const texts = Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === "string" && !entry[1].startsWith("-> "));
  return { id: `sha256:${"0".repeat(64)}`, config: { ...CONFIG, ...config }, files: all, layers: [], texts: new Map(texts), programs: new Map(Object.entries(programs)), faults: [] };
}

function fileOf(sample: SampleFile): ImageFile {
  if (typeof sample !== "string") return { ...PLAIN, ...sample };
  return sample.startsWith("-> ") ? { ...PLAIN, kind: "symbolic-link", mode: 0o777, size: 0, target: sample.slice(3) } : { ...PLAIN, size: sample.length };
}

export const program: SampleFile = { mode: 0o755 };
export const folder = (mode: number): SampleFile => ({ kind: "folder", mode, size: 0 });

/** Debian's layout after the merge of `/bin` into `/usr/bin`. */
export const DEBIAN = {
  "/bin": "-> usr/bin", "/sbin": "-> usr/sbin", "/lib": "-> usr/lib", "/lib64": "-> usr/lib64", "/usr/bin/dash": program, "/usr/bin/sh": "-> dash", "/usr/bin/bash": program, "/usr/bin/rbash": "-> bash",
  "/usr/bin/apt": program, "/usr/bin/apt-get": program, "/usr/bin/dpkg": program, "/usr/bin/su": { mode: 0o4755 }, "/usr/bin/chage": { mode: 0o2755, gid: 42 },
  "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2": program, "/usr/lib64/ld-linux-x86-64.so.2": "-> ../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", "/usr/lib/x86_64-linux-gnu/libc.so.6": program,
  "/usr/lib/os-release": 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nNAME="Debian GNU/Linux"\nVERSION_ID="13"\nVERSION_CODENAME=trixie\nID=debian\n', "/etc/os-release": "-> ../usr/lib/os-release",
  "/etc/passwd": "root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\napp:x:1000:1001::/home/app:/bin/sh\n", "/etc/group": "root:x:0:\nwww-data:x:33:\nstaff:x:50:\napp:x:1001:\n",
  "/var/lib/dpkg/status": "Package: libc6\nStatus: install ok installed\nArchitecture: amd64\n\nPackage: gone\nStatus: deinstall ok config-files\n\nPackage: ca-certificates\nStatus: install ok installed\n",
  "/tmp": folder(0o1777),
} as const satisfies Readonly<Record<string, SampleFile>>;

const BUSYBOX = Object.fromEntries(["sh", "ash", "ls", "wget"].map((name) => [`/bin/${name}`, "-> /bin/busybox"]));

export const ALPINE: Readonly<Record<string, SampleFile>> = {
  "/bin/busybox": program, ...BUSYBOX, "/sbin/apk": program, "/lib/ld-musl-x86_64.so.1": program, "/lib/libc.musl-x86_64.so.1": "-> ld-musl-x86_64.so.1",
  "/etc/os-release": 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.1\nPRETTY_NAME="Alpine Linux v3.22"\n', "/etc/passwd": "root:x:0:0:root:/root:/bin/sh\n",
  "/lib/apk/db/installed": "C:Q1\nP:musl\nV:1.2.5\n\nC:Q2\nP:busybox\nV:1.37\n",
};

export const DISTROLESS: Readonly<Record<string, SampleFile>> = {
  "/etc/os-release": 'PRETTY_NAME="Distroless"\nNAME="Debian GNU/Linux"\nID="debian"\nVERSION_ID="13"\n', "/etc/passwd": "root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n",
  "/var/lib/dpkg/status.d/base-files": "Package: base-files\nVersion: 13\n", "/var/lib/dpkg/status.d/netbase": "Package: netbase\nVersion: 6\n", "/var/lib/dpkg/status.d/netbase.md5sums": "0123 etc/protocols\n",
};

import { numericHead } from "./version.ts";

/**
 * Packages that a running container hardly ever needs, by the names of Debian, Alpine, Fedora and openSUSE. Names only: whether
 * one is needed all the same is for the evidence of the project to say.
 */

/** Compilers, linkers, build systems and version control. */
const BUILD_PACKAGES = new Set([
  "build-essential", "build-base", "alpine-sdk", "base-devel", "fortify-headers", "gcc", "g++", "cpp", "gcc-c++", "gcc-gfortran", "gfortran", "clang", "llvm",
  "lld", "binutils", "make", "cmake", "ninja-build", "ninja", "samurai", "meson", "autoconf", "automake", "libtool", "pkg-config", "pkgconf",
  "pkgconfig", "bison", "flex", "patch", "dpkg-dev", "debhelper", "devscripts", "fakeroot", "rpm-build", "abuild", "linux-headers",
  "kernel-headers", "kernel-devel", "musl-dev", "libc-dev", "libc6-dev", "glibc-devel", "nasm", "yasm", "ccache", "git", "mercurial",
  "subversion", "git-lfs", "golang", "golang-go", "go", "rust", "rustc", "cargo", "default-jdk", "default-jdk-headless", "maven", "gradle", "ant", "swig",
  "python-dev", "python3-dev", "python-devel", "python3-devel", "ruby-dev", "php-dev", "node-gyp", "protobuf-compiler", "re2c",
]);

/** Downloaders, editors, debuggers, scanners and remote shells. */
const TOOL_PACKAGES = new Set([
  "curl", "wget", "httpie", "aria2", "netcat", "netcat-openbsd", "netcat-traditional", "nmap-ncat", "ncat", "nc", "socat", "telnet", "inetutils-telnet",
  "nmap", "tcpdump", "tshark", "wireshark", "net-tools", "iproute2", "iproute", "iputils", "iputils-ping", "iputils-tracepath", "inetutils-ping", "traceroute",
  "mtr", "mtr-tiny", "dnsutils", "bind9-dnsutils", "bind-tools", "bind-utils", "ldnsutils", "drill", "whois", "iptables", "nftables", "iperf", "iperf3", "ethtool",
  "strace", "ltrace", "gdb", "gdbserver", "lldb", "valgrind", "perf", "linux-perf", "linux-tools-common", "sysstat", "htop", "iotop", "lsof", "procps",
  "procps-ng", "psmisc", "vim", "vim-tiny", "vim-common", "vim-minimal", "vim-enhanced", "neovim", "nano", "emacs", "emacs-nox", "less", "man-db", "man",
  "tmux", "screen", "openssh-client", "openssh-clients", "openssh-server", "openssh", "dropbear", "rsync", "ftp", "lftp", "tftp", "sudo",
  "doas", "busybox-extras", "sshpass", "expect", "hydra", "john", "sqlmap", "metasploit-framework",
]);

/** Endings of packages that hold headers and static libraries: Debian and Alpine `-dev`, Fedora and openSUSE `-devel`. */
const HEADER_ENDINGS = ["-dev", "-devel", "-headers"];

const VERSIONED_COMPILERS = ["gcc-", "g++-", "clang-", "llvm-", "golang-1", "linux-headers-", "cpp-", "gfortran-"];

/** Whether a package serves building alone: a compiler, headers, a build system, version control. */
export function isBuildPackage(name: string): boolean {
  if (BUILD_PACKAGES.has(name)) return true;
  if (HEADER_ENDINGS.some((ending) => name.endsWith(ending))) return true;
  return isJavaKit(name) || VERSIONED_COMPILERS.some((start) => name.startsWith(start) && !name.endsWith("-base"));
}

/** Whether a package is a tool of people: a downloader, an editor, a debugger, a network tool, a remote shell. */
export function isToolPackage(name: string): boolean {
  return TOOL_PACKAGES.has(name);
}

/** `openjdk-17-jdk-headless`, `temurin-21-jdk`, and Alpine's `openjdk17`; a `-jre` runs Java only. */
function isJavaKit(name: string): boolean {
  if (name.includes("-jdk")) return true;
  const release = name.startsWith("openjdk") ? name.slice("openjdk".length) : "";
  return release !== "" && numericHead(release) === release;
}

import { describe, expect, it } from "vitest";
import { readRun } from "../testing/read-dockerfile.ts";
import { packageCalls } from "./package-calls.ts";

const VARIABLES = { LIST: "x y=1", V: "1.2" };

/** `manager action name=version…`, a name that is not certain behind a question mark. */
function calls(body: string): readonly string[] {
  const { script } = readRun(body, { variables: VARIABLES });
  return packageCalls(script).map(({ manager, action, packages }) => (
    [manager, action, ...packages.map(({ name, version, certain }) => `${certain ? "" : "?"}${name}${version === undefined ? "" : ` (${version})`}`)].join(" ")
  ));
}

describe("installing", () => {
  it.each([
    ["apt-get -o X=y install -yq --no-install-recommends a=1.2 b/stable c:i386 ./d.deb", "apt-get install a (1.2) b (stable) c ./d.deb"],
    ["apt-get -t bookworm-backports install a -y", "apt-get install a"],
    ["DEBIAN_FRONTEND=noninteractive sudo -E apt-get install a", "apt-get install a"],
    ["apt install firmware-x", "apt install firmware-x"],
    ["aptitude install -y a", "aptitude install a"],
    ["dpkg -i /tmp/a_1.deb", "dpkg install /tmp/a_1.deb"],
    ["apk add --no-cache --virtual .deps a~=1 b=2-r0 'c>3' d@edge e", "apk install a (~=1) b (2-r0) c (>3) d e"],
    ["apk -U add -X https://m/x -t .d a", "apk install a"],
    ["yum -y --enablerepo epel install which-2.21 java-1.8.0-openjdk gcc-4.8.5-44.el7.x86_64", "yum install which (2.21) java-1.8.0-openjdk gcc (4.8.5-44.el7.x86_64)"],
    ["yum localinstall -y https://x/y.rpm", "yum install https://x/y.rpm"],
    ["dnf -y group install x", "dnf install x"],
    ["microdnf install --nodocs a", "microdnf install a"],
    ["zypper -n in --no-recommends a=1 b", "zypper install a (1) b"],
    ["rpm -ivh https://x/y.rpm", "rpm install https://x/y.rpm"],
    ["pacman -Syu --noconfirm git", "pacman install git"],
    ["pip install -r r.txt -c c.txt 'a==1' 'b[x]>=1,<2' c ./d -e .", "pip install a (1) b (>=1,<2) c ./d"],
    ["pip3.12 install --index-url https://i a", "pip install a"],
    ["python3 -m pip install a", "pip install a"],
    ["python -B -m pip install a", "pip install a"],
    ["uv pip install a", "pip install a"],
    ["npm ci", "npm install"],
    ["npm --prefix /x i -g npm@9 @a/b@1.2 c", "npm install npm (9) @a/b (1.2) c"],
    ["yarn", "yarn install"],
    ["yarn global add x@1", "yarn install x (1)"],
    ["pnpm install --frozen-lockfile", "pnpm install"],
    ["gem install bundler -v 2.0 --no-document", "gem install bundler (2.0)"],
    ["gem install a:1 b", "gem install a (1) b"],
    ["go install -ldflags '-s -w' x/y@v1", "go install x/y (v1)"],
    ["cargo +nightly install --version 1.2 rg", "cargo install rg (1.2)"],
    ["composer global require a/b:1.0", "composer install a/b (1.0)"],
    ["php composer.phar install", "composer install"],
    ["apk add $LIST", "apk install x y (1)"],
    ["apk add x=$V", "apk install x (1.2)"],
    ["apk add x=$W \"$MORE\"", "apk install ?x ($W) ?$MORE"],
  ])("%s: %s", (body, call) => {
    expect(calls(body)).toEqual([call]);
  });
});

describe("the other actions", () => {
  it.each([
    ["apt-get update -qq", "apt-get update"],
    ["apt-get upgrade -y", "apt-get upgrade"],
    ["apt-get -y dist-upgrade", "apt-get distribution-upgrade"],
    ["apt-get purge -y --auto-remove a", "apt-get remove a"],
    ["apt-get clean", "apt-get clean"],
    ["apt-get dist-clean", "apt-get clean"],
    ["apt-get --version", "apt-get other"],
    ["add-apt-repository -y ppa:a/b", "apt add-repository"],
    ["apk upgrade --no-cache", "apk upgrade"],
    ["apk del .deps", "apk remove .deps"],
    ["apk cache clean", "apk clean"],
    ["yum update -y", "yum upgrade"],
    ["yum makecache", "yum update"],
    ["yum clean all", "yum clean"],
    ["dnf config-manager --add-repo https://x", "dnf add-repository"],
    ["zypper refresh", "zypper update"],
    ["zypper dup -y", "zypper distribution-upgrade"],
    ["zypper cc -a", "zypper clean"],
    ["rpm -qa", "rpm other"],
    ["rpm --import https://k", "rpm other"],
    ["pacman -Sy", "pacman update"],
    ["pacman -Syu --noconfirm", "pacman upgrade"],
    ["pacman -Scc", "pacman clean"],
    ["pip cache purge", "pip clean"],
    ["npm cache clean --force", "npm clean"],
    ["npm run build", "npm other"],
    ["yarn build", "yarn other"],
    ["go build -o /x ./cmd", "go other"],
  ])("%s: %s", (body, call) => {
    expect(calls(body)).toEqual([call]);
  });
});

describe("where a call stands", () => {
  it.each([
    ["behind &&, as apt", "apt-get update && apt install x", ["apt-get update", "apt install x"]],
    ["in an inner script", "bash -c 'apt-get update; apt-get install x'", ["apt-get update", "apt-get install x"]],
    ["in a condition's branch", "if [ -f x ]; then apk add y; fi", ["apk install y"]],
    ["not in quotes", "echo 'apt-get install x' \"&& apk add y\"", []],
    ["not in a comment", "true # apt-get install x", []],
    ["not as an argument", "man apt-get install", []],
    ["not in a path that looks like it", "rm -rf /var/lib/apt/lists/*", []],
  ])("%s", (_, body, expected) => {
    expect(calls(body)).toEqual(expected);
  });
});

it("gives options one by one, with their values and the words that hold them", () => {
  const { script, slice } = readRun("apt-get -o X=y install -yq --option=Z=1 -t bookworm a");
  const [call] = packageCalls(script);
  expect(call?.options.map(({ name, value, word }) => [name, value, slice(word.range)])).toEqual([
    ["-o", "X=y", "-o"], ["-y", undefined, "-yq"], ["-q", undefined, "-yq"], ["--option", "Z=1", "--option=Z=1"], ["-t", "bookworm", "-t"],
  ]);
  expect(call?.actionWord && slice(call.actionWord.range)).toBe("install");
  expect(call?.packages.map(({ word }) => slice(word.range))).toEqual(["a"]);
});

import { describe, expect, it } from "vitest";
import type { Download } from "../calls.ts";
import { readRun } from "../testing/read-dockerfile.ts";
import { downloads } from "./downloads.ts";

function read(body: string): readonly Download[] {
  return downloads(readRun(body, { variables: { V: "1" } }).script);
}

describe("what is loaded, and where to", () => {
  it.each([
    ["curl -fsSLo f https://x/y", ["https://x/y"], "f"],
    ["curl -fsSL https://x/y -o f", ["https://x/y"], "f"],
    ["curl -of https://x/y", ["https://x/y"], "f"],
    ["curl -sSLO https://x/y-$V.tgz?a=b", ["https://x/y-1.tgz?a=b"], "y-1.tgz"],
    ["curl --output-dir /tmp -O https://x/y", ["https://x/y"], "/tmp/y"],
    ["curl https://x/y > f", ["https://x/y"], "f"],
    ["curl https://x/y 2> f", ["https://x/y"], undefined],
    ["curl -o - https://x/y", ["https://x/y"], undefined],
    ["curl --url https://x -H 'A: b' -X POST -d x -u a:b --retry 3", ["https://x"], undefined],
    ["curl -o a -o b https://x https://y", ["https://x", "https://y"], undefined],
    ["wget -q https://x/y.tgz", ["https://x/y.tgz"], "y.tgz"],
    ["wget -qO- https://x/y.tgz", ["https://x/y.tgz"], undefined],
    ["wget -nv -P /tmp https://x/y.tgz", ["https://x/y.tgz"], "/tmp/y.tgz"],
    ["wget -O \"$F\" https://x/$W", [undefined], undefined],
    ["aria2c -x 4 -d /tmp -o f https://x/y", ["https://x/y"], "/tmp/f"],
    ["http --download -o f https://x/y", ["https://x/y"], "f"],
    ["git clone --depth 1 -b v1 https://x/y.git", ["https://x/y.git"], "y"],
    ["git -C /src clone https://x/y.git z", ["https://x/y.git"], "z"],
    ["echo https://x | xargs curl -O", [], undefined],
  ])("%s", (body, urls, output) => {
    const [download] = read(body);
    expect([download?.urls.map(({ url }) => url), download?.output]).toEqual([urls, output]);
  });

  it.each(["curl --version", "git pull", "git -C x status", "echo 'curl https://x'", "true # curl https://x", "apt-get install -y curl wget"])("nothing by %s", (body) => {
    expect(read(body)).toEqual([]);
  });

  it("gives a URL that is not certain as written, with its place", () => {
    const { script, slice } = readRun('curl "http://x/$W"');
    expect(downloads(script)[0]?.urls.map(({ url, text, range }) => [url, text, slice(range)])).toEqual([[undefined, "http://x/$W", '"http://x/$W"']]);
  });
});

describe("switches", () => {
  it.each([
    ["curl -k https://x", "-k"],
    ["curl -fsSkL https://x", "-fsSkL"],
    ["curl --insecure https://x", "--insecure"],
    ["curl -H -k https://x", undefined],
    ["curl -o -k https://x", undefined],
    ["wget --no-check-certificate https://x", "--no-check-certificate"],
    ["aria2c --check-certificate=false https://x", "--check-certificate=false"],
    ["http --verify=no https://x", "--verify=no"],
    ["git -c http.sslVerify=false clone https://x", "http.sslVerify=false"],
    ["GIT_SSL_NO_VERIFY=1 git clone https://x", "1"],
    ["git clone https://x", undefined],
  ])("%s switches the check of certificates off by %s", (body, word) => {
    const { script, slice } = readRun(body);
    const insecure = downloads(script)[0]?.insecure;
    expect(insecure && slice(insecure.range)).toBe(word);
  });

  it.each([["curl -fsSL x", true], ["curl --fail x", true], ["curl --fail-with-body x", true], ["curl -sSL x", false], ["curl -o f x", false], ["wget x", true]])("%s fails on an HTTP error: %s", (body, fails) => {
    expect(read(body)[0]?.failsOnHttpError).toBe(fails);
  });
});

describe("running what is loaded", () => {
  it.each([
    ["curl x | sh", "sh"],
    ["curl x | sudo -E bash -s -- --flag", "bash"],
    ["curl x | bash -", "bash"],
    ["curl x | A=b bash", "bash"],
    ["curl x | tee f | gunzip | sh -x", "sh"],
    ["curl x | python3", "python3"],
    ["curl x | python3.12 -", "python3.12"],
    ["curl x | php -- --install-dir=/bin", "php"],
    ["curl x | node", "node"],
    ["curl x | perl - App::cpanminus", "perl"],
    ["(curl x) | sh", "sh"],
    ["{ curl x; } | sh", "sh"],
    ["curl x | { read a; sh; }", "sh"],
    ["sh -c \"$(curl -fsSL x)\"", "sh"],
    ["sh -c \"$(curl -fsSL x)\" '' --flag", "sh"],
    ["bash -c \"`wget -qO- x`\"", "bash"],
    ["bash <(curl x)", "bash"],
    ["bash < <(curl x)", "bash"],
    [". <(curl x)", "."],
    ["source <(curl x)", "source"],
    ["eval \"$(curl x)\"", "eval"],
    ["bash <<< \"$(curl x)\"", "bash"],
    ["python3 -c \"$(curl x)\"", "python3"],
    ["bash -c \"$(cat <(curl x))\"", "bash"],
    ["sh -c 'curl x | sh'", "sh"],
  ])("%s: %s", (body, name) => {
    expect(read(body)[0]?.pipedTo?.name).toBe(name);
  });

  it("also counts output that is the command", () => {
    expect(read("$(curl x)")[0]?.pipedTo?.words[0]?.text).toBe("$(curl x)");
  });

  it.each([
    "wget -O- x | tar xz",
    "curl x | apt-key add -",
    "curl x | gpg --dearmor",
    "curl x | python3 -c 'import json'",
    "curl x | python3 -m json.tool",
    "curl x | perl -pe s/a/b/",
    "curl x | perl -ne print",
    "curl x | sh script.sh",
    "curl x | jq -r .sh",
    "curl x | xargs sh",
    "curl x && sh f",
    "curl x; echo y | sh",
    "{ curl x; sh y; } | cat",
    "sh -c 'curl x'",
    "sh -c '(curl x)'",
    "echo \"$(curl x)\"",
    "test \"$(curl x)\" = y",
    "V=$(curl x)",
    "bash script.sh \"$(curl x)\"",
    "bash -c 'echo $1' _ \"$(curl x)\"",
  ])("%s does not", (body) => {
    expect(read(body).map(({ pipedTo }) => pipedTo?.name)).toEqual([undefined]);
  });
});

describe("checking what is loaded", () => {
  it.each([
    ["curl -o f x && echo \"$SUM  f\" | sha256sum -c -", ["sha256sum"]],
    ["curl -o f x; echo 'abc *f' | sha512sum --check", ["sha512sum"]],
    ["curl -o f x && sha256sum -c f.sha256", ["sha256sum"]],
    ["curl -o f x && shasum -a 256 -c sums", ["shasum"]],
    ["curl -o f x && gpg --batch --verify f.asc f", ["gpg"]],
    ["curl -o f x && gpgv f.sig f", ["gpgv"]],
    ["curl -o f x && cosign verify-blob --key k f", ["cosign"]],
    ["curl -o f x && minisign -Vm f", ["minisign"]],
    ["curl -o f x && openssl dgst -sha256 -verify k -signature s f", ["openssl"]],
    ["curl -o f x && [ \"$(sha256sum f | cut -d' ' -f1)\" = abc ]", ["["]],
    ["curl -o f x && sha256sum f | grep -q abc", ["grep"]],
    ["curl -o f x && sha256sum -c <<< 'abc f'", ["sha256sum"]],
    ["aria2c --checksum=sha-256=abc https://x/f", ["aria2c"]],
    ["curl -o a x; curl -o SHA256SUMS y; sha256sum -c SHA256SUMS", ["sha256sum", "sha256sum"]],
    ["curl -o a x; curl -o b y; echo 'c  a' | sha256sum -c -", ["sha256sum", undefined]],
    ["curl -o a x; echo 'c  a' | sha256sum -c -; curl -o b y", ["sha256sum", undefined]],
    ["git clone https://x/y && git -C y verify-tag v1", ["git"]],
    ["curl -o f x && sha256sum f", [undefined]],
    ["curl -o f x && echo 'abc f' | md5sum -c -", [undefined]],
    ["curl -o f x && shasum -c sums", [undefined]],
    ["curl x | gpg --dearmor -o k", [undefined]],
    ["echo 'abc f' | sha256sum -c - && curl -o f x", [undefined]],
    ["curl -o f x # && sha256sum -c f", [undefined]],
  ])("%s: %j", (body, names) => {
    expect(read(body).map(({ verifiedBy }) => verifiedBy?.name)).toEqual(names);
  });
});

import { describe, expect, it } from "vitest";
import { formatEvidence, type Fact } from "../../source/fact.ts";
import { lastStage, modelOf } from "../../testing/model.ts";
import type { BaseCatalogue, CommandSetting, ModelOptions, StageConfig } from "../model.ts";

const CATALOGUE: BaseCatalogue = {
  find: ({ repository }) => {
    switch (repository) {
      case "library/nginx":
        return {
          user: "",
          workdir: "",
          entrypoint: ["/docker-entrypoint.sh"],
          cmd: ["nginx", "-g", "daemon off;"],
          exposedPorts: ["80/tcp", "443"],
          volumes: ["/cache"],
          stopSignal: "SIGQUIT",
          healthcheck: false,
          source: "a test",
        };
      case "library/checked":
        return { user: "app:app", healthcheck: true, shell: ["/bin/bash", "-c"], source: "a test" };
      default:
        return undefined;
    }
  },
};

function config(text: string, options: ModelOptions = { catalogue: CATALOGUE }): StageConfig {
  return lastStage(text, options).config;
}

/** The value, or the reason as a text that begins with `?`. */
function show<T>(fact: Fact<T>): T | string {
  return fact.known ? fact.value : `? ${fact.reason}`;
}

function argv(fact: Fact<CommandSetting | undefined>): string | undefined {
  return fact.known ? fact.value && `${fact.value.form} ${JSON.stringify(fact.value.argv)}` : `? ${fact.reason}`;
}

describe("a base", () => {
  it("of nothing is root, in /, with nothing to start", () => {
    const { user, workdir, shell, entrypoint, cmd, healthcheck, exposedPorts, volumes, stopSignal } = config("FROM scratch\n");
    expect(show(user)).toEqual({ text: "0", user: "0", group: undefined, instruction: undefined });
    expect([workdir, stopSignal, entrypoint, cmd, healthcheck].map((fact) => show<unknown>(fact))).toEqual(["/", "SIGTERM", undefined, undefined, undefined]);
    expect([shell, exposedPorts, volumes].map((fact) => show<unknown>(fact))).toEqual([["/bin/sh", "-c"], [], []]);
  });

  it("that the catalogue knows hands on what it has", () => {
    const { user, workdir, entrypoint, cmd, healthcheck, exposedPorts, volumes, stopSignal } = config("FROM nginx:1.29\n");
    expect(show(user)).toMatchObject({ text: "0", user: "0" });
    expect([workdir, stopSignal, healthcheck].map((fact) => show<unknown>(fact))).toEqual(["/", "SIGQUIT", undefined]);
    expect(argv(entrypoint)).toBe('exec ["/docker-entrypoint.sh"]');
    expect(argv(cmd)).toBe('exec ["nginx","-g","daemon off;"]');
    expect(show(exposedPorts)).toMatchObject([{ port: 80, protocol: "tcp" }, { port: 443, protocol: "tcp" }]);
    expect(show(volumes)).toEqual([{ path: "/cache", range: undefined }]);
    expect(user.known ? user.evidence.map(formatEvidence) : []).toEqual(["Dockerfile:1 user of nginx:1.29, as its image is known to have it"]);
  });

  it("that the catalogue knows in part leaves the rest unknown", () => {
    const { user, workdir, shell, healthcheck } = config("FROM checked\n");
    expect(show(user)).toMatchObject({ user: "app", group: "app" });
    expect(show(shell)).toEqual(["/bin/bash", "-c"]);
    expect(show(workdir)).toBe("? the catalogue does not tell the working directory of checked");
    expect(show(healthcheck)).toBe("? checked has a health check, and what it runs is not known");
  });

  it("of which nothing is known leaves all unknown but the shell", () => {
    const { shell, ...rest } = config("FROM example.com/app\n", {});
    expect(show(shell)).toEqual(["/bin/sh", "-c"]);
    for (const fact of Object.values(rest)) expect(fact).toMatchObject({ known: false, reason: expect.stringContaining("nothing is known of example.com/app") });
  });

  it("that is a variable says so", () => {
    expect(show(config("ARG BASE\nFROM $BASE\n").user)).toBe(
      "? the base image, which decides the user, is not known: ARG BASE has no default, so only the build knows its value",
    );
  });

  it.each(["FROM mcr.microsoft.com/windows/servercore:ltsc2022\n", "FROM golang:1.25-nanoserver\n", "FROM mcr.microsoft.com/dotnet/framework/aspnet:4.8\n", "# escape=`\nFROM app\n"])("for Windows has no certain shell: %j", (text) => {
    expect(config(text, {}).shell.known).toBe(false);
    expect(config(`${text}CMD app\n`, {}).cmd.known).toBe(false);
  });
});

describe("USER", () => {
  it.each([
    ["USER app", { text: "app", user: "app", group: undefined }],
    ["USER 1001:1001", { text: "1001:1001", user: "1001", group: "1001" }],
    ["USER app:", { text: "app:", user: "app", group: undefined }],
    ["USER :staff", { text: ":staff", user: "0", group: "staff" }],
    ['USER "app"', { text: "app", user: "app", group: undefined }],
    ["ARG UID=1001\nUSER $UID:${GID:-0}", { text: "1001:0", user: "1001", group: "0" }],
    ["USER $NOBODY", { text: "0", user: "0", group: undefined }],
    ["USER a\nUSER b", { text: "b", user: "b", group: undefined }],
  ])("%s", (text, expected) => expect(show(config(`FROM scratch\n${text}\n`).user)).toMatchObject(expected));

  it("is evidence with its line", () => {
    const { user } = config("FROM a AS x\n\nUSER \\\n  app\nFROM x\n");
    expect(user.known ? user.evidence.map(formatEvidence) : []).toEqual(["Dockerfile:3 USER app"]);
  });

  it("is unknown where its value is", () => {
    expect(show(config("FROM scratch\nUSER app\nARG UID\nUSER $UID\n").user)).toBe(
      "? USER on line 4 cannot be told: ARG UID has no default, so only the build knows its value",
    );
    expect(show(config("FROM scratch\nUSER\n").user)).toBe("? USER on line 2 has no value");
  });
});

describe("WORKDIR", () => {
  it.each([
    ["scratch", "WORKDIR /app", "/app"],
    ["scratch", "WORKDIR app", "/app"],
    ["scratch", "WORKDIR /a\nWORKDIR b\nWORKDIR ../c/", "/a/c"],
    ["scratch", "WORKDIR /a//b/./../c/", "/a/c"],
    ["scratch", "WORKDIR ../..", "/"],
    ["scratch", "WORKDIR /a\nWORKDIR $EMPTY", "/a"],
    ["scratch", 'WORKDIR "/a b"', "/a b"],
    ["scratch", "WORKDIR /with space", "/with space"],
    ["scratch", "ENV HOME=/home/app\nWORKDIR $HOME/src", "/home/app/src"],
    ["example", "WORKDIR /app\nWORKDIR src", "/app/src"],
    ["example", "WORKDIR src", "? nothing is known of example, which decides the working directory"],
    ["example", "WORKDIR $HOME", "? WORKDIR on line 2 cannot be told: HOME is not declared here, and the base image may set it"],
    ["example", "WORKDIR C:/app", "? WORKDIR on line 2 is a Windows path, which is left alone"],
    ["example", "WORKDIR C:\\\\app", "? WORKDIR on line 2 is a Windows path, which is left alone"],
  ])("from %s: %s", (base, text, expected) => expect(show(config(`FROM ${base}\n${text}\n`).workdir)).toBe(expected));

  it("gives up on a path without end", () => {
    expect(config(`FROM scratch\n${"WORKDIR deeper\n".repeat(2000)}`).workdir.known).toBe(false);
  });
});

describe("ENTRYPOINT, CMD and SHELL", () => {
  it.each([
    ['ENTRYPOINT ["/app", "-x"]', 'exec ["/app","-x"]', undefined],
    ["ENTRYPOINT /app  -x", 'shell ["/bin/sh","-c","/app  -x"]', undefined],
    ['CMD ["a", "$B"]', undefined, 'exec ["a","$B"]'],
    ["CMD a $B", undefined, 'shell ["/bin/sh","-c","a $B"]'],
    ["CMD ['a']", undefined, `shell ["/bin/sh","-c","['a']"]`],
    ['SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nCMD a', undefined, 'shell ["/bin/bash","-o","pipefail","-c","a"]'],
    ['CMD a\nSHELL ["/bin/bash", "-c"]', undefined, 'shell ["/bin/sh","-c","a"]'],
    ['CMD ["a"]\nENTRYPOINT ["b"]', 'exec ["b"]', 'exec ["a"]'],
    ['ENTRYPOINT ["b"]\nCMD ["a"]\nCMD ["c"]', 'exec ["b"]', 'exec ["c"]'],
    ["ENTRYPOINT []\nCMD []", undefined, undefined],
    ["SHELL /bin/bash -c\nCMD a", undefined, "? SHELL on line 2 needs a JSON array of strings"],
  ])("%s", (text, entrypoint, cmd) => {
    const result = config(`FROM scratch\n${text}\n`);
    expect([argv(result.entrypoint), argv(result.cmd)]).toEqual([entrypoint, cmd]);
  });

  it.each([
    ["a base image", 'FROM nginx\nENTRYPOINT ["/app"]'],
    ["a base that is not known", 'FROM example\nENTRYPOINT ["/app"]'],
    ["the stage it is made FROM", 'FROM scratch AS x\nCMD ["a"]\nFROM x\nENTRYPOINT ["/app"]'],
  ])("ENTRYPOINT forgets the CMD of %s", (_, text) => {
    expect(config(text).cmd).toMatchObject({ known: true, value: undefined });
  });

  it("CMD leaves an inherited ENTRYPOINT", () => {
    const result = config('FROM nginx\nCMD ["other"]');
    expect([argv(result.entrypoint), argv(result.cmd)]).toEqual(['exec ["/docker-entrypoint.sh"]', 'exec ["other"]']);
  });

  it("ENTRYPOINT of a trigger counts as the stage's own", () => {
    expect(argv(config('FROM scratch AS x\nONBUILD CMD ["a"]\nFROM x\nENTRYPOINT ["b"]').cmd)).toBe('exec ["a"]');
  });
});

describe("HEALTHCHECK", () => {
  it("has its command and its options", () => {
    const { healthcheck } = config("FROM scratch\nHEALTHCHECK --interval=30s --retries=3 CMD curl -f http://localhost/\n");
    expect(show(healthcheck)).toMatchObject({
      command: { form: "shell", argv: ["/bin/sh", "-c", "curl -f http://localhost/"] },
      options: { interval: "30s", retries: "3" },
      instruction: { keyword: "HEALTHCHECK" },
    });
    expect(show(config('FROM scratch\nHEALTHCHECK CMD ["/app", "check"]\n').healthcheck)).toMatchObject({ command: { form: "exec", argv: ["/app", "check"] } });
  });

  it("NONE takes it away, known or not", () => {
    expect(config("FROM example\nHEALTHCHECK NONE\n").healthcheck).toMatchObject({ known: true, value: undefined });
    expect(config("FROM scratch AS x\nHEALTHCHECK CMD a\nFROM x\nHEALTHCHECK none\n").healthcheck).toMatchObject({ known: true, value: undefined });
  });

  it.each(["HEALTHCHECK", "HEALTHCHECK curl x"])("is unknown when it is no health check: %s", (text) => {
    expect(show(config(`FROM scratch\n${text}\n`).healthcheck)).toBe("? HEALTHCHECK on line 2 names neither CMD nor NONE");
  });
});

describe("EXPOSE, VOLUME and STOPSIGNAL", () => {
  it.each([
    ["EXPOSE 80 443/tcp 53/udp", ["80/tcp", "443/tcp", "53/udp"]],
    ["EXPOSE 8000-8002/udp", ["8000/udp", "8001/udp", "8002/udp"]],
    ["EXPOSE 80\nEXPOSE 80 81", ["80/tcp", "81/tcp"]],
    ['ARG PORT=80\nENV PORTS="81 82"\nEXPOSE $PORT $PORTS', ["80/tcp", "81/tcp", "82/tcp"]],
    ["ARG PORT\nEXPOSE 1 $PORT", "? EXPOSE on line 3 cannot be told: ARG PORT has no default, so only the build knows its value"],
    ["EXPOSE 80 http", "? EXPOSE on line 2 cannot be told: http is no port, nor a range of at most 1024"],
  ])("%s", (text, expected) => {
    const ports = show(config(`FROM scratch\n${text}\n`).exposedPorts);
    expect(typeof ports === "string" ? ports : ports.map(({ port, protocol }) => `${port}/${protocol}`)).toEqual(expected);
  });

  it("add to what the base has, with their places", () => {
    const text = "FROM nginx\nEXPOSE 8080 80\nVOLUME /data\nVOLUME [\"/cache\", \"/a b\"]\n";
    const { exposedPorts, volumes } = config(text);
    const ports = exposedPorts.known ? exposedPorts.value : [];
    const places = ports.map(({ port, range }) => [port, range && text.slice(range.start, range.end)]);
    expect(places).toEqual([[80, undefined], [443, undefined], [8080, "8080"]]);
    expect(volumes.known ? volumes.value.map(({ path }) => path) : []).toEqual(["/cache", "/data", "/a b"]);
    expect(volumes.known ? volumes.evidence.map(({ line }) => line) : []).toEqual([1, 3, 4]);
  });

  it("are unknown as a whole on a base that is not known", () => {
    expect(config("FROM example\nEXPOSE 80\n").exposedPorts.known).toBe(false);
    expect(config("FROM example\nVOLUME /x\n").volumes.known).toBe(false);
  });

  it("STOPSIGNAL replaces the base's", () => {
    expect(show(config("FROM scratch\nSTOPSIGNAL $NONE\n").stopSignal)).toBe("? STOPSIGNAL on line 2 names no signal");
    expect(show(config("FROM nginx\nENV S=INT\nSTOPSIGNAL SIG$S\n").stopSignal)).toBe("SIGINT");
  });
});

describe("configAt", () => {
  it("is what holds when the instruction runs", () => {
    const stage = lastStage("FROM scratch\nUSER a\nRUN x\nUSER b\nRUN y\n");
    const users = stage.instructions.map((instruction) => stage.configAt(instruction).user);
    expect(users.map((user) => (user.known ? user.value.text : undefined))).toEqual(["0", "a", "a", "b"]);
  });

  it("leaves a stage's own ONBUILD without effect there, and gives it to the stage made FROM it", () => {
    const { stages } = modelOf("FROM scratch AS x\nONBUILD USER app\nFROM x\nRUN y\n");
    expect(stages.map(({ config }) => (config.user.known ? config.user.value.text : undefined))).toEqual(["0", "app"]);
  });

  it("changes nothing for an instruction that is not known", () => {
    expect(show(config("FROM scratch\nUSR app\n").user)).toMatchObject({ user: "0" });
  });
});

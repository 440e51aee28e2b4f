import { describe, expect, it } from "vitest";
import { lastStage } from "../testing/model.ts";
import { readExpose, readPorts } from "./read-ports.ts";

describe("readPorts", () => {
  it.each([
    ["80", ["80/tcp"]],
    ["80/TCP", ["80/tcp"]],
    ["53/udp", ["53/udp"]],
    ["5000/sctp", ["5000/sctp"]],
    ["80/", ["80/tcp"]],
    ["8000-8002", ["8000/tcp", "8001/tcp", "8002/tcp"]],
    ["80-80", ["80/tcp"]],
    ["8080:80", ["80/tcp"]],
    ["127.0.0.1:8080:80/udp", ["80/udp"]],
    ["[::1]:8080:80", ["80/tcp"]],
    ["0", ["0/tcp"]],
    ["65535", ["65535/tcp"]],
    ["65536", undefined],
    ["81-80", undefined],
    ["10000-20000/udp", undefined],
    ["80-", undefined],
    ["-80", undefined],
    ["80/http", undefined],
    ["80/tcp/udp", undefined],
    ["http", undefined],
    ["", undefined],
    ["1e3", undefined],
  ])("%j", (word, expected) => expect(readPorts(word)?.map(({ port, protocol }) => `${port}/${protocol}`)).toEqual(expected));
});

describe("readExpose", () => {
  it("gives what can be told and what cannot", () => {
    const stage = lastStage("FROM example\nARG PORT=80\nARG OPEN\nEXPOSE $PORT $OPEN x 81-82\n");
    const instruction = stage.instructions[2];
    if (instruction === undefined) throw new Error("the EXPOSE is missing");
    const { ports, unread } = readExpose(instruction, stage.variablesAt(instruction));
    expect(ports.map(({ port }) => port)).toEqual([80, 81, 82]);
    expect(unread.map(({ text }) => text)).toEqual(["$OPEN", "x"]);
  });
});

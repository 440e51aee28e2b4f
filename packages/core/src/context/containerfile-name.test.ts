import { describe, expect, it } from "vitest";
import { containerfileKind, isContainerfileName, looksLikeDockerfile, looksLikeTemplate } from "./containerfile-name.ts";

describe("names", () => {
  it.each([
    "Dockerfile", "dockerfile", "Containerfile", "a/b/Dockerfile", "Dockerfile.dev", "Dockerfile.alpine", "Containerfile.prod", "docker/Dockerfile",
    "api.Dockerfile", "api.dockerfile", "deploy/api.Containerfile", "Dockerfile.debian12", "Dockerfile.txt.dev",
  ])("%s is one", (path) => expect(isContainerfileName(path)).toBe(true));

  it.each([
    ["Dockerfile.j2", "template"], ["Dockerfile.tmpl", "template"], ["api.Dockerfile.erb", "template"], ["Dockerfile-debian.template", "template"],
    ["Dockerfile.go", "possible"], ["dockerfile.py", "possible"], ["Dockerfile-dev", "possible"], ["Dockerfile_dev", "possible"], ["my-dockerfile", "possible"],
    ["Dockerfile.dockerignore", undefined], [".dockerignore", undefined], ["Dockerfile.md", undefined], ["Dockerfile.txt", undefined],
    ["Dockerfile-notes.md", undefined], ["Dockerfile~", undefined], ["Dockerfile.swp", undefined], ["dockerfiles", undefined], ["dockerfile/main.go", undefined],
    ["mydockerfile", undefined], ["Makefile", undefined], ["", undefined], ["a.tmpl", undefined],
  ])("%s: %s", (path, kind) => {
    expect(containerfileKind(path)).toBe(kind);
    expect(isContainerfileName(path)).toBe(false);
  });
});

describe("content", () => {
  it.each([
    "FROM alpine", "from alpine as build", "FROM --platform=$BUILDPLATFORM golang:1.24 AS build\n", "ARG VERSION=1\nFROM a:$VERSION", "# a\n\n# b\r\n\tFROM\tscratch\r\n",
    "\uFEFFFROM alpine", "# syntax=docker/dockerfile:1\n", "# escape=`\n", "#check=skip=all\n", "FROM \\\n  alpine",
  ])("%j looks like a Dockerfile", (text) => expect(looksLikeDockerfile(text)).toBe(true));

  it.each([
    "", "\n# FROM alpine\n", "From alice@example.org Mon Jan 1 00:00:00 2024", "FROM", "FROM a b", "ARG", "ARG =", "package main", "RUN x\nFROM a", "SELECT a FROM b",
    "FROM\0alpine", "FROM users WHERE id = 1", "# a comment\n# syntax = docker\npackage x",
  ])("%j does not", (text) => expect(looksLikeDockerfile(text)).toBe(false));
});

describe("templates by their content", () => {
  it.each(["{{ if .Debug }}\nFROM golang\n", "# made by a script\n\n{%- set version = 1 -%}\nFROM a", "<% unless slim %>\nFROM a", "{{\n  _ note\n}}FROM a"])("%j is one", (text) => expect(looksLikeTemplate(text)).toBe(true));

  it.each(["", "FROM a\nRUN docker inspect --format '{{.Id}}' a", "FROM a\nCOPY <<EOF /b\n{{ .Name }}\nEOF", "# {{ note }}\nFROM a", "ARG A={{a}}"])("%j is none", (text) => expect(looksLikeTemplate(text)).toBe(false));
});

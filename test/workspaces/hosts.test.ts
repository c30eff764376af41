/**
 * Projects in six styles, each with the truth about its hosts beside it: what certainly runs, what may run, where data was
 * moved to, and what only looks as if it were there. Nothing is missed and nothing is found that is not there.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { beforeAll, describe, expect, test } from "vitest";
import type { Engine, ProfileResult } from "../../server/core/engine.ts";
import { DEFAULT_SETTINGS } from "../../server/core/settings.ts";
import { engineFor } from "../support/engine.ts";
import { bundledPatterns } from "../support/patterns.ts";
import { differences, readTruth, toolsOf } from "./truth.ts";

const folder = join(import.meta.dirname, "hosts");
const texts = Object.fromEntries(
  globSync("**/*", { cwd: folder, ignore: "*/truth.yaml" })
    .sort()
    .map((path) => [`/${path}`, readFileSync(join(folder, path), "utf8")]),
);
const projects = globSync("*/truth.yaml", { cwd: folder })
  .sort()
  .map((path) => ({
    name: path.replace("/truth.yaml", ""),
    truth: readTruth(readFileSync(join(folder, path), "utf8")),
  }));
const known = new Set(bundledPatterns().patterns.map(({ id }) => id));

/** Tools of the truth that the database need not have, because they keep no data of their own or few have them. */
const BEYOND: readonly string[] = ["btrfs-autoscrub", "gnome-boxes", "kdenlive", "quickemu", "virtualbox", "zram"];

/** Known to be wrong, by host, and asserted as it is. Whoever puts one right takes its line away. */
const KNOWN_WRONG: Readonly<Record<string, readonly string[]>> = {};

let engine: Engine;
beforeAll(async () => {
  engine = await engineFor(texts);
});

test("the truth speaks of tools that there are", () => {
  const named = new Set(projects.flatMap(({ truth }) => toolsOf(truth)));
  expect([...named].filter((id) => !known.has(id) && !BEYOND.includes(id))).toEqual([]);
});

describe.each(projects)("$name", ({ name: project, truth }) => {
  const root = `/${project}`;
  let result: ProfileResult;
  beforeAll(() => {
    result = engine.profile(root, DEFAULT_SETTINGS);
  });

  test("every host, and no other", () => {
    expect(result.hosts.map(({ name }) => name)).toEqual(Object.keys(truth.hosts).sort());
  });

  test.each(Object.entries(truth.hosts))("%s", (name, expected) => {
    const profile = result.hosts.find((host) => host.name === name);
    if (!profile) throw new Error(`there is no host ${name}`);
    const textOf = (path: string) => texts[path] ?? "";
    const found = differences({ truth: expected, profile, root, known, textOf });
    expect(found).toEqual(KNOWN_WRONG[`${project}/${name}`] ?? []);
  });
});

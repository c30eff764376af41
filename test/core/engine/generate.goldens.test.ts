/**
 * Whole hosts, before and after: each folder of `workspaces/goldens` is one, with what `generate` makes of its disko.nix
 * under a priority and a target. Read by eye when they change; `UPDATE=1` writes them.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import type { Engine, GenerateResult } from "../../../server/core/engine.ts";
import {
  DEFAULT_SETTINGS,
  NO_SELECTION,
  PRIORITIES,
  type Priority,
  type Settings,
  TARGETS,
  type Target,
} from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";
import { readLayout } from "../../support/generated.ts";

const { UPDATE } = process.env;

const FOLDER = join(import.meta.dirname, "../../workspaces/goldens");

const EVERY = PRIORITIES.flatMap((priority) => TARGETS.map((target) => [priority, target] as const));

const CASES: Readonly<Record<string, readonly (readonly [Priority, Target])[]>> = {
  workstation: EVERY,
  mirror: [
    ["performance", "install"],
    ["balanced", "install"],
    ["balanced", "running"],
    ["durability", "install"],
  ],
  laptop: [
    ["balanced", "install"],
    ["balanced", "running"],
    ["space", "install"],
  ],
  impermanence: [
    ["performance", "install"],
    ["balanced", "running"],
  ],
  helpers: [
    ["performance", "install"],
    ["durability", "running"],
  ],
  standalone: [
    ["performance", "install"],
    ["performance", "running"],
  ],
  snapper: [
    ["balanced", "install"],
    ["balanced", "running"],
    ["performance", "install"],
  ],
};

const NOTHING_MORE = { accept: [], skip: [], fresh: { device: undefined, luks: false, swap: undefined } };

function textsOf(name: string): Record<string, string> {
  const cwd = join(FOLDER, name);
  const paths = globSync(["**/*.nix", "**/.disko-toolstack.yaml", "!**/expected.*"], { cwd, dot: true });
  return Object.fromEntries(paths.map((path) => [`/${name}/${path}`, readFileSync(join(cwd, path), "utf8")]));
}

function settingsFor(priority: Priority, target: Target): Settings {
  return { ...DEFAULT_SETTINGS, selection: { ...NO_SELECTION, priority, target } };
}

type Planned = Extract<GenerateResult, { kind: "plan" }>;

function planOf(engine: Engine, path: string, settings: Settings): Planned {
  const result = engine.generate(path, settings, NOTHING_MORE);
  if (result.kind !== "plan") throw new Error(`no plan: ${JSON.stringify(result)}`);
  return result;
}

describe.each(Object.entries(CASES))("%s", (name, cases) => {
  const path = `/${name}/disko.nix`;
  const texts = textsOf(name);

  test.each(cases)("%s, %s", async (priority, target) => {
    const settings = settingsFor(priority, target);
    const result = planOf(await engineFor(texts), path, settings);
    const golden = join(FOLDER, name, `expected.${priority}.${target}.nix`);
    if (UPDATE !== undefined) writeFileSync(golden, result.text);
    expect(result.text).toBe(existsSync(golden) ? readFileSync(golden, "utf8") : "no golden: run with UPDATE=1");

    const engine = await engineFor({ ...texts, [path]: result.text });
    const again = planOf(engine, path, settings);
    expect(again.edits).toEqual([]);
    expect(wrong(engine, path, settings)).toEqual([]);
  });
});

describe("workstation, performance, install", () => {
  const golden = readFileSync(join(FOLDER, "workstation/expected.performance.install.nix"), "utf8");
  const example = readFileSync(join(FOLDER, "../examples/after-performance.nix"), "utf8");

  test("is the example, but for the wording of comments", () => {
    const uncommented = (text: string): string => text.replace(/^ *#.*\n/gm, "");
    expect(uncommented(golden)).toBe(uncommented(example));
    expect(golden.match(/^ *#/gm)).toEqual(example.match(/^ *#/gm));
  });

  test("comes to the same mounts, attributes and scrubs", () => {
    const comesTo = (text: string) => {
      const { mounts, tmpfiles, json } = readLayout(text);
      const shown = mounts.map(({ name, mountpoint, options }) => [
        name,
        mountpoint.value,
        options.entries.map(({ value }) => value),
      ]);
      return { mounts: shown, tmpfiles, scrub: json(["services", "btrfs", "autoScrub"]) };
    };
    expect(comesTo(golden)).toEqual(comesTo(example));
    expect(comesTo(golden).mounts).toHaveLength(9);
    expect(comesTo(golden).scrub).toEqual({ enable: true, fileSystems: ["/"] });
  });
});

/** What somebody would have to mend: what is milder may wait for the user's word. */
function wrong(engine: Engine, path: string, settings: Settings): string[] {
  return engine
    .check(path, settings)
    .findings.filter(({ severity }) => severity === "error" || severity === "warning")
    .map(({ code, message }) => `${code} ${message}`);
}

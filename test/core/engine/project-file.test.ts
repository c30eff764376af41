/** What `.disko-toolstack.yaml` does to answers: it adds, it wins over what is detected, and mistakes stay at their place. */
import { describe, expect, test } from "vitest";
import type { Engine } from "../../../server/core/engine.ts";
import { DEFAULT_SETTINGS, NO_SELECTION, type Settings } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";
import { btrfsFile } from "../disko/lowered.ts";

const YAML = "/w/.disko-toolstack.yaml";
const DISKO = btrfsFile('subvolumes."@" = { mountpoint = "/"; };');
const NOTHING_MORE = { accept: [], skip: [], fresh: { device: undefined, luks: false, swap: undefined } };

async function project(yaml: string, more: Readonly<Record<string, string>> = {}): Promise<Engine> {
  return engineFor({
    "/w/configuration.nix": '{ imports = [ ./disko.nix ]; networking.hostName = "atlas"; }',
    "/w/disko.nix": DISKO,
    ...more,
    [YAML]: yaml,
  });
}

function toolsIn(engine: Engine, settings: Settings = DEFAULT_SETTINGS): string[] {
  return engine
    .profile("/w", settings)
    .hosts.flatMap(({ toolstack }) => toolstack.tools.map(({ pattern }) => pattern.id));
}

/** Problems as `check` shows them: the words they point at, and what is said. */
function problemsIn(engine: Engine, yaml: string): string[] {
  return engine
    .check(YAML, DEFAULT_SETTINGS)
    .findings.map(({ at, message }) => `${yaml.slice(at.span.start, at.span.end)}: ${message}`);
}

function planned(engine: Engine, settings: Settings = DEFAULT_SETTINGS) {
  const result = engine.generate("/w/disko.nix", settings, NOTHING_MORE);
  if (result.kind !== "plan") throw new Error(JSON.stringify(result));
  return result;
}

describe("what it says", () => {
  test("counts for every host, and for one host by its name", async () => {
    const engine = await project("tools: [postgresql]\nhosts:\n  atlas: { tools: [docker], priority: space }\n");
    expect(toolsIn(engine)).toEqual(["docker", "postgresql"]);
    expect(planned(engine).plan.choices).toMatchObject({ priority: "space", chosen: { priority: true } });
  });

  test("a flag or a setting wins over it", async () => {
    const engine = await project("priority: space\ntools: [postgresql]\n");
    const settings: Settings = {
      ...DEFAULT_SETTINGS,
      selection: { ...NO_SELECTION, priority: "performance", exclude: ["postgresql"] },
    };
    expect(planned(engine, settings).plan.choices.priority).toBe("performance");
    expect(toolsIn(engine, settings)).toEqual([]);
  });

  test("a pattern of one's own is found by its option", async () => {
    const engine = await project(
      `patterns:
  - id: ledger
    name: Ledger
    category: database
    summary: Our own.
    detect: { options: [services.ledger.enable] }
    data:
      - path: /var/lib/ledger
        holds: one file of pages
        role: state
        source: own
        io: { writes: { is: in-place, source: own } }
    sources: { own: { url: "https://example.org/ledger", title: Ledger } }
`,
      { "/w/configuration.nix": "{ imports = [ ./disko.nix ]; services.ledger.enable = true; }" },
    );
    expect(problemsIn(engine, "")).toEqual([]);
    expect(toolsIn(engine)).toEqual(["ledger"]);
  });

  test("its kernel is the one that options are checked for", async () => {
    const old = {
      "/w/disko.nix": btrfsFile('subvolumes."@" = { mountpoint = "/"; mountOptions = [ "compress=zstd:-3" ]; };'),
    };
    const findings = async (yaml: string) => {
      const engine = await project(yaml, old);
      return engine.check("/w/disko.nix", DEFAULT_SETTINGS).findings.map(({ code }) => code);
    };
    expect(await findings('kernel: "6.18"\n')).toEqual([]);
    expect(await findings('kernel: "6.1"\n')).not.toEqual([]);
    expect(await findings('hosts:\n  atlas: { kernel: "6.1" }\n')).not.toEqual([]);
  });
});

describe("what is wrong in it", () => {
  test("a broken pattern is told at its place, and the rest counts", async () => {
    const yaml = `tools: [postgresql]
patterns:
  - id: ledger
    name: Ledger
    category: database
`;
    const engine = await project(yaml);
    expect(toolsIn(engine)).toEqual(["postgresql"]);
    const problems = engine.profile("/w", DEFAULT_SETTINGS).problems;
    expect(problems.length).toBeGreaterThan(0);
    for (const { at } of problems) {
      expect(at?.path).toBe(YAML);
      expect(at?.span.start).toBeGreaterThanOrEqual(yaml.indexOf("- id: ledger"));
    }
  });

  test("unknown tools and hosts", async () => {
    const yaml =
      "tools: [postgres]\nexclude: [docker, nothing]\nhosts:\n  zephyr: { tools: [podmann] }\n  atlas: { tools: [fierfox] }\n";
    const engine = await project(yaml);
    expect(problemsIn(engine, yaml)).toEqual([
      "postgres: There is no tool `postgres`: did you mean `postgresql`?",
      "nothing: There is no tool `nothing`: nothing is known of it.",
      "zephyr: There is no host `zephyr`. There is `atlas`.",
      "fierfox: There is no tool `fierfox`: did you mean `firefox`?",
    ]);
  });

  test("text that is no YAML", async () => {
    const yaml = "tools: [postgresql\npriority: {{\n";
    const engine = await project(yaml);
    expect(problemsIn(engine, yaml).length).toBeGreaterThan(0);
    expect(engine.generate("/w/disko.nix", DEFAULT_SETTINGS, NOTHING_MORE).kind).toBe("plan");
  });

  test("a second one beside it, from which nothing is read", async () => {
    const json = "/w/.disko-toolstack.json";
    const engine = await project("tools: [postgresql]\n", { [json]: '{ "tools": ["docker"] }' });
    const message = "`.disko-toolstack.yaml` beside it counts, and nothing is read from this one.";
    expect(toolsIn(engine)).toEqual(["postgresql"]);
    expect(engine.profile("/w", DEFAULT_SETTINGS).problems).toEqual([
      { at: { path: json, span: { start: 0, end: 0 } }, message },
    ]);
    expect(engine.check(json, DEFAULT_SETTINGS).findings.map(({ message }) => message)).toEqual([message]);
    expect(problemsIn(engine, "tools: [postgresql]\n")).toEqual([]);
  });

  test("a folder of its name", async () => {
    const engine = await engineFor({ "/w/configuration.nix": "{ }", [`${YAML}/tools`]: "" });
    expect(engine.profile("/w", DEFAULT_SETTINGS).problems).toEqual([
      { at: { path: YAML, span: { start: 0, end: 0 } }, message: "It is a folder, so nothing is read from it." },
    ]);
  });

  test("an empty file says nothing", async () => {
    expect(problemsIn(await project(""), "")).toEqual([]);
    expect(problemsIn(await project("# later\n"), "# later\n")).toEqual([]);
  });
});

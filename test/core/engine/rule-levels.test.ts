/** Severities of rules: from the project file, from the user, and what is said of rules that are not there. */
import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS, type Settings } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";
import { btrfsFile } from "../disko/lowered.ts";

const YAML = "/w/.disko-toolstack.yaml";
/** DSK203, a warning, and DSK204, a warning too. */
const DISKO = btrfsFile(`subvolumes = {
  "@" = { mountpoint = "/"; mountOptions = [ "compress=zstd:19" ]; };
  "@b" = { mountpoint = "/b"; mountOptions = [ "compress=lzo" ]; };
};`);

async function severities(yaml: string, rules: Settings["rules"] = {}) {
  const engine = await engineFor({ "/w/flake.nix": "{ }", "/w/disko.nix": DISKO, [YAML]: yaml });
  const { findings } = engine.check("/w/disko.nix", { ...DEFAULT_SETTINGS, rules });
  return Object.fromEntries(findings.map(({ code, severity }) => [code, severity]));
}

async function problems(yaml: string) {
  const engine = await engineFor({ "/w/flake.nix": "{ }", [YAML]: yaml });
  const { findings } = engine.check(YAML, DEFAULT_SETTINGS);
  return findings.map(({ at, message }) => `${yaml.slice(at.span.start, at.span.end)}: ${message}`);
}

describe("severities", () => {
  test("are those of the consequence where nobody says otherwise", async () => {
    expect(await severities("")).toEqual({ DSK203: "warning", DSK204: "warning" });
  });

  test("come from the project file, by code or name", async () => {
    const yaml = "rules: { DSK203: hint, ignored-mount-option: off }\n";
    expect(await severities(yaml)).toEqual({ DSK203: "hint" });
  });

  test("of the user win, however each of them names the rule", async () => {
    const yaml = "rules: { DSK203: hint, ignored-mount-option: off }\n";
    expect(await severities(yaml, { "clamped-mount-option-value": "error" })).toEqual({ DSK203: "error" });
    expect(await severities(yaml, { DSK204: "info" })).toEqual({ DSK203: "hint", DSK204: "info" });
  });

  test("are those of the nearest project file", async () => {
    const engine = await engineFor({
      "/w/flake.nix": "{ }",
      [YAML]: "rules: { DSK203: error }",
      "/w/hosts/a/.disko-toolstack.yaml": "rules: { DSK203: hint, DSK204: off }",
      "/w/hosts/a/disko.nix": DISKO,
    });
    const { findings } = engine.check("/w/hosts/a/disko.nix", DEFAULT_SETTINGS);
    expect(findings.map(({ code, severity }) => `${code} ${severity}`)).toEqual(["DSK203 hint"]);
  });

  test("of what is wrong stay, and the rest counts", async () => {
    expect(await severities("rules: { DSK203: loud, DSK204: off, DSK999: off }\n")).toEqual({ DSK203: "warning" });
  });
});

describe("the project file is told of", () => {
  test.each([
    ["DSK999", "DSK999: There is no rule `DSK999`, so nothing is set by it. RULES.md has all codes and names."],
    [
      "ignored-mount-optoin",
      "ignored-mount-optoin: There is no rule `ignored-mount-optoin`, so nothing is set by it. Did you mean `ignored-mount-option`?",
    ],
  ])("a rule that is not there: %s", async (name, expected) => {
    expect(await problems(`rules:\n  # why\n  ${name}: off\n`)).toEqual([expected]);
  });

  test("a severity that is none", async () => {
    expect(await problems("rules: { DSK203: warn }")).toEqual([
      expect.stringMatching(/^warn: .*`error`, `warning`, `info`, `hint` or `off`, not/),
    ]);
  });

  test("a rule that is set twice", async () => {
    expect(await problems("rules: { DSK204: off, ignored-mount-option: hint }")).toEqual([
      "ignored-mount-option: `ignored-mount-option` is `DSK204`, which is set above already.",
    ]);
  });

  test("nothing where all is right", async () => {
    expect(await problems("rules: { DSK204: off, missing-noatime: hint }")).toEqual([]);
  });
});

/**
 * Correct layouts in the styles that people write them in: none of them is accused. A file that is no layout to us would
 * be silent too, so each is also shown with one word of it misspelt.
 */
import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../server/core/settings.ts";
import { allowedIn, LAYOUTS, readWorkspace, WORKSPACES, wronglyAccusedIn } from "../support/correct-layouts.ts";
import { engineFor } from "../support/engine.ts";

/** What is found where the file lies alone: its errors and warnings, and the codes of what is said more softly. */
async function findingsIn(texts: Readonly<Record<string, string>>, path: string) {
  const { findings } = (await engineFor(texts)).check(path, DEFAULT_SETTINGS);
  const isAccusation = (severity: string) => severity === "error" || severity === "warning";
  return {
    accusations: findings.filter((f) => isAccusation(f.severity)).map((f) => `${f.code} ${f.message}`),
    remarks: [...new Set(findings.filter((f) => !isAccusation(f.severity)).map((f) => f.code))].sort(),
  };
}

describe.each(LAYOUTS)("$name", ({ text }) => {
  test("is not accused", async () => {
    const { accusations, remarks } = await findingsIn({ "/disko.nix": text }, "/disko.nix");
    expect(accusations.map((said) => said.split(" ")[0])).toEqual(wronglyAccusedIn(text));
    expect(remarks).toEqual(allowedIn(text));
  });

  test("is understood: a misspelt type is found", async () => {
    const misspelt = text.replace(/type = "(gpt|btrfs)"/, 'type = "$1-"');
    expect(misspelt).not.toBe(text);
    const { accusations } = await findingsIn({ "/disko.nix": misspelt }, "/disko.nix");
    expect(accusations.join("\n")).toMatch(/DSK104/);
  });
});

describe.each(WORKSPACES)("workspace %s", (name) => {
  const texts = readWorkspace(name);

  test.each(Object.keys(texts))("%s is not accused", async (path) => {
    const text = texts[path] ?? "";
    const { accusations, remarks } = await findingsIn(texts, path);
    expect(accusations.map((said) => said.split(" ")[0])).toEqual(wronglyAccusedIn(text));
    expect(remarks).toEqual(allowedIn(text));
  });
});

test("there are layouts of every kind of storage", () => {
  const all = LAYOUTS.map(({ text }) => text).join("\n");
  const kinds = [
    "btrfs",
    "ext4",
    "xfs",
    "f2fs",
    "bcachefs",
    "zfs",
    "luks",
    "lvm_pv",
    "mdraid",
    "swap",
    "tmpfs",
    "EF02",
  ];
  expect(kinds.filter((kind) => !all.includes(`"${kind}"`))).toEqual([]);
  expect(LAYOUTS.length).toBeGreaterThanOrEqual(40);
});

/** Walks every fixture and every rule's page: the findings are the drawings, fixes fix, examples in the docs are true. */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { exampleOf, type Said, saidBy } from "../../server/core/engine/rule-examples.ts";
import { ruleBook, rulePage } from "../../server/core/engine/rule-page.ts";
import type { CheckResult } from "../../server/core/engine.ts";
import { RULES } from "../../server/core/rules/index.ts";
import { DEFAULT_SETTINGS } from "../../server/core/settings.ts";
import { applyEdits } from "../../server/core/text/edit.ts";
import { compareDrawings } from "../support/drawings.ts";
import { engineFor } from "../support/engine.ts";
import {
  checkAlone,
  FIXTURES,
  fixtureNames,
  pathFor,
  readFixture,
  ruleNameOf,
  wholeFile,
} from "../support/rule-examples.ts";

const fixtures = fixtureNames();

test("every fixture belongs to a rule, and every fixed file to a fixture", () => {
  expect(fixtures.filter((name) => !RULES.some((rule) => rule.name === ruleNameOf(name)))).toEqual([]);
  const fixed = globSync("*.fixed.nix", { cwd: FIXTURES });
  expect(fixed.filter((name) => !fixtures.includes(name.replace(/\.fixed\.nix$/, ".nix")))).toEqual([]);
});

describe.each(fixtures)("%s", (fixture) => {
  test("finds what is drawn and nothing else", async () => {
    const text = readFixture(fixture);
    const { expected, actual } = compareDrawings(text, (await checkAlone(text, pathFor(ruleNameOf(fixture)))).findings);
    expect(actual).toEqual(expected);
  });

  test("its fixes resolve the finding and give the fixed file", async () => {
    const rule = ruleNameOf(fixture);
    const text = readFixture(fixture);
    const fixes = (await checkAlone(text, pathFor(rule))).findings
      .filter((f) => f.rule === rule)
      .flatMap((f) => f.fixes.slice(0, 1));
    const fixedName = fixture.replace(/\.(nix|yaml)$/, ".fixed.$1");
    if (fixes.length === 0) {
      expect(globSync(fixedName, { cwd: FIXTURES }), "a rule without fixes here needs no fixed file").toEqual([]);
      return;
    }
    const fixed = applyDistinct(text, fixes);
    if (process.env.UPDATE) writeFileSync(join(FIXTURES, fixedName), fixed);
    expect(fixed).toBe(readFixture(fixedName));
    const after = (await checkAlone(fixed)).findings;
    expect(after.filter((f) => f.code === "DSK100")).toEqual([]);
    const unfixable = (await checkAlone(text)).findings.filter((f) => f.rule === rule && f.fixes.length === 0).length;
    expect(after.filter((f) => f.rule === rule).length).toBe(unfixable);
  });
});

/** Two findings may offer one and the same edit; it is applied once. */
function applyDistinct(text: string, fixes: CheckResult["findings"][number]["fixes"]): string {
  const edits = new Map(fixes.flatMap((fix) => fix.edits).map((edit) => [JSON.stringify(edit), edit]));
  return applyEdits(text, [...edits.values()]);
}

describe.each(RULES.map((rule) => [`${rule.code} ${rule.name}`, rule] as const))("%s", (_, rule) => {
  test("has a fixture that finds it", () => {
    const own = fixtures.filter((f) => ruleNameOf(f) === rule.name);
    expect(own.some((f) => readFixture(f).includes(`^ ${rule.code}`))).toBe(true);
  });

  test("the bad example of its page is found, the good one is not", async () => {
    const has = async (text: string) =>
      (await checkAlone(wholeFile(text, rule), pathFor(rule.name))).findings.filter((f) => f.rule === rule.name).length;
    expect(await has(rule.docs.bad), rule.docs.bad).toBeGreaterThan(0);
    expect(await has(rule.docs.good), rule.docs.good).toBe(0);
  });

  test("names its sources", () => {
    expect(rule.docs.sources.length).toBeGreaterThan(0);
    for (const source of rule.docs.sources) expect(source).toMatch(/^https:\/\/\S+$/);
  });
});

test("codes and names are unique and in order", () => {
  const codes = RULES.map((rule) => rule.code);
  expect(codes).toEqual([...new Set(codes)].sort());
  expect(new Set(RULES.map((rule) => rule.name)).size).toBe(RULES.length);
});

test("every rule file is in the index", () => {
  const files = globSync("*.ts", {
    cwd: join(import.meta.dirname, "../../server/core/rules"),
    ignore: ["rule.ts", "index.ts", "advice.ts"],
  });
  const withRule = files.filter((f) =>
    readFileSync(join(import.meta.dirname, "../../server/core/rules", f), "utf8").includes("defineRule({"),
  );
  expect(withRule.map((f) => basename(f, ".ts")).sort()).toEqual(RULES.map((rule) => rule.name).sort());
});

/** What the check says of each rule's bad example. */
async function saidOfExamples(): Promise<ReadonlyMap<string, readonly Said[]>> {
  const said = new Map<string, readonly Said[]>();
  for (const rule of RULES) {
    const { path, texts } = exampleOf(rule, rule.docs.bad);
    const { findings } = (await engineFor(texts)).check(path, DEFAULT_SETTINGS);
    said.set(rule.code, saidBy(rule, findings));
  }
  return said;
}

test("RULES.md is current, with the real message of every bad example (UPDATE=1 writes it)", async () => {
  const said = await saidOfExamples();
  expect(RULES.filter(({ code }) => said.get(code)?.length === 0)).toEqual([]);
  const book = ruleBook(RULES, ({ code }) => said.get(code) ?? []);
  const file = join(import.meta.dirname, "../../RULES.md");
  if (process.env.UPDATE) writeFileSync(file, book);
  expect(readFileSync(file, "utf8")).toBe(book);
});

test("`explain` and the editor show the same pages, made by running the example", async () => {
  const said = await saidOfExamples();
  const engine = await engineFor({});
  for (const rule of RULES) {
    const page = engine.explain(rule.code)?.markdown;
    expect(page).toBe(rulePage(rule, said.get(rule.code)));
    for (const { severity, message } of said.get(rule.code) ?? [])
      expect(page).toContain(`> **${severity}:** ${message}`);
  }
});

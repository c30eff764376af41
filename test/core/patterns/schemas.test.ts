/** The generated schemas are current, and the database and the README say what the code reads. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { build } from "../../../build.mjs";
import { patternJsonSchema } from "../../../server/core/patterns/json-schema.ts";
import { readPatternFiles } from "../../../server/core/patterns/pattern-files.ts";
import { readPattern } from "../../../server/core/patterns/read-pattern.ts";
import { projectJsonSchema } from "../../../server/core/stack/project-schema.ts";
import { patternFiles } from "../../support/patterns.ts";

const folder = join(import.meta.dirname, "../../../patterns");

test.each([
  ["pattern.schema.json", patternJsonSchema()],
  ["project.schema.json", projectJsonSchema()],
])("%s is current (UPDATE=1 writes it)", (name, text) => {
  const path = join(folder, name);
  if (process.env.UPDATE) writeFileSync(path, text);
  expect(readFileSync(path, "utf8")).toBe(text);
});

test("the README's example is a pattern that uses every part of the format", () => {
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  const example = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const { pattern, problems } = readPattern("README.md", example);
  expect(problems).toEqual([]);
  expect(Object.keys(pattern ?? {}).sort()).toEqual([
    "advice",
    "category",
    "data",
    "detect",
    "id",
    "implies",
    "name",
    "sources",
    "summary",
  ]);
});

test("the database is without problems, and every tool's data is cited", () => {
  const { data, problems } = readPatternFiles(patternFiles());
  expect(problems).toEqual([]);
  expect(data.patterns.length).toBeGreaterThanOrEqual(13);
  for (const { data: paths, sources } of data.patterns) {
    for (const { source } of paths) expect(sources[source]?.url).toMatch(/^https:\/\//);
  }
});

test("a wrong file fails the build with its line, before anything is written", async () => {
  const home = mkdtempSync(join(tmpdir(), "disko-toolstack-patterns-"));
  try {
    const patterns = join(home, "patterns");
    mkdirSync(join(patterns, "tools/database"), { recursive: true });
    writeFileSync(join(patterns, "categories.yaml"), "categories: []\n");
    writeFileSync(join(patterns, "tools/database/x.yaml"), "id: x\nnmae: X\n");
    const outDir = join(home, "dist");
    await expect(build({ outDir, patterns })).rejects.toThrow(
      "patterns/tools/database/x.yaml:2: There is no `nmae` here: did you mean `name`?",
    );
    expect(existsSync(outDir)).toBe(false);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

import { expect, test } from "vitest";
import { readPatternFiles } from "../../../server/core/patterns/pattern-files.ts";
import { createPatternIndex } from "../../../server/core/patterns/pattern-index.ts";
import { patternPage } from "../../../server/core/patterns/pattern-page.ts";

const CATEGORIES = {
  path: "categories.yaml",
  text: `categories:
  - id: database
    name: Databases
    summary: Programs that answer queries.
    io:
      reads: { is: random, source: paper }
      writes: { is: in-place, source: paper, note: Usually. }
    sources: { paper: { url: "https://example.org/paper", title: Paper } }
`,
};

const TOOL = {
  path: "tools/database/my-db.yaml",
  text: `id: my-db
name: My DB
category: database
summary: A database.
detect: { options: [services.my-db.enable], homeOptions: [programs.my-db.enable], packages: [my-db, my-db-lts] }
data:
  - path: /var/lib/my-db
    option: services.my-db.dataDir
    holds: tables
    role: state
    source: manual
    io:
      writes: { is: append, source: manual }
      readShare: { is: 0.75, source: manual }
advice: [{ says: Give it room., source: manual }]
sources: { manual: { url: "https://example.org/manual", title: "My DB [manual]" } }
`,
};

const read = (...files: { readonly path: string; readonly text: string }[]) => readPatternFiles(files);

test("a database that is right", () => {
  const { data, problems } = read(TOOL, CATEGORIES);
  expect(problems).toEqual([]);
  expect(data.patterns.map(({ id }) => id)).toEqual(["my-db"]);
  // Defaults are filled in: the bundle holds what the program uses.
  expect(data.patterns[0]?.detect.always).toBe(false);
});

test.each([
  ["category: database", "category: databse", "3: There is no category `databse`: did you mean `database`?"],
  ["id: my-db", "id: my-database", "1: This file belongs at tools/database/my-database.yaml."],
  ["id: my-db", "id: My DB", "1: `id` takes lower-case words joined by hyphens, like `my-database`, not `My DB`."],
  ["source: manual }\n      readShare", "source: manuel }\n      readShare", "13: `manuel` is not among the sources."],
  ["is: 0.75", "is: 75", "14: `is` is at most 1, not `75`."],
  ["is: 0.75, source: manual", "is: 0.75", "14: `source` is missing."],
  ["    holds: tables\n", "", "7: `holds` is missing."],
  ["readShare:", "readshare:", "14: There is no `readshare` here: did you mean `readShare`?"],
  [
    "role: state",
    "role: states",
    "10: `role` is `state`, `log`, `cache`, `store` or `image`, not `states`: did you mean `state`?",
  ],
  [
    "path: /var/lib/my-db",
    "path: /var/lib/my-db/",
    "7: `path` takes an absolute path, `~/…` or `PROJECT/…`, without a slash at the end, not `/var/lib/my-db/`.",
  ],
  ["https://example.org/manual", "manual page 3", "16: `url` is no address that a reader can open: `manual page 3`."],
])("%j as %j", (right, wrong, problem) => {
  const { data, problems } = read(CATEGORIES, { ...TOOL, text: TOOL.text.replace(right, wrong) });
  expect(problems).toEqual([`${TOOL.path}:${problem}`]);
  if (!problem.includes("categor") && !problem.includes("belongs")) expect(data.patterns).toEqual([]);
});

test("a category twice", () => {
  const twice = `${CATEGORIES.text}${CATEGORIES.text.replace("categories:\n", "")}`;
  expect(read({ ...CATEGORIES, text: twice }).problems).toEqual([
    "categories.yaml:9: A category `database` stands above already.",
  ]);
});

test("a tool twice, in two categories", () => {
  const categories = CATEGORIES.text.concat(CATEGORIES.text.slice("categories:\n".length).replace("database", "store"));
  const text = TOOL.text.replace("category: database", "category: store");
  expect(read({ ...CATEGORIES, text: categories }, TOOL, { path: "tools/store/my-db.yaml", text }).problems).toEqual([
    "tools/store/my-db.yaml:1: tools/database/my-db.yaml is `my-db` already.",
  ]);
});

const { data } = read(TOOL, CATEGORIES);
const index = createPatternIndex(data);

test("facts of the tool come before those of its category, each with its source", () => {
  const pattern = index.byId("my-db");
  const [path] = pattern?.data ?? [];
  const profile = pattern && path && index.profile(pattern, path);
  const manual = { url: "https://example.org/manual", title: "My DB [manual]" };
  expect(profile).toEqual({
    writes: { is: "append", note: undefined, source: manual, byCategory: false },
    readShare: { is: 0.75, note: undefined, source: manual, byCategory: false },
    reads: {
      is: "random",
      note: undefined,
      source: { url: "https://example.org/paper", title: "Paper" },
      byCategory: true,
    },
  });
});

test("by option, home option and package", () => {
  const ids = (patterns: readonly { readonly id: string }[]) => patterns.map(({ id }) => id);
  expect(ids(index.byOption("services.my-db.enable"))).toEqual(["my-db"]);
  expect(ids(index.byHomeOption("programs.my-db.enable"))).toEqual(["my-db"]);
  expect(ids(index.byPackage("my-db-lts"))).toEqual(["my-db"]);
  expect(ids(index.byPackage("toString"))).toEqual([]);
  expect(index.byId("constructor")).toBeUndefined();
  expect(index.packageNames).toEqual(["my-db", "my-db-lts"]);
});

test("what a project adds takes the place of ours", () => {
  const [ours] = data.patterns;
  const [category] = data.categories;
  if (!ours || !category) throw new Error("the sample is empty");
  const added = {
    patterns: [
      { ...ours, name: "Theirs", detect: { ...ours.detect, packages: [] } },
      { ...ours, id: "another" },
    ],
    categories: [{ ...category, name: "Stores" }],
  };
  const both = createPatternIndex(data, added);
  expect(both.patterns.map(({ id, name }) => `${id} ${name}`)).toEqual(["another My DB", "my-db Theirs"]);
  expect(both.byPackage("my-db").map(({ id }) => id)).toEqual(["another"]);
  expect(both.category("database")?.name).toBe("Stores");
});

test("the page of a tool, by id or by name", () => {
  const page = patternPage(index, "MY DB", () => ["It asks for room."]);
  expect(page).toEqual(patternPage(index, "my-db", () => ["It asks for room."]));
  expect(page?.title).toBe("My DB");
  expect(page?.markdown).toBe(`# My DB

A database.

- Category: Databases (\`database\`)
- Name in settings and the project file: \`my-db\`
- Found by: \`services.my-db.enable\`; \`programs.my-db.enable\` of home-manager; the packages \`my-db\`, \`my-db-lts\`

## \`/var/lib/my-db\`

Holds tables: state (cannot be made again). \`services.my-db.dataDir\` moves it. [My DB \\[manual\\]](https://example.org/manual)

| Fact | Value | Note | Source |
| --- | --- | --- | --- |
| Reads | random | As its category. | [Paper](https://example.org/paper) |
| Writes | at the end of files |  | [My DB \\[manual\\]](https://example.org/manual) |
| Share of reads | 75 % |  | [My DB \\[manual\\]](https://example.org/manual) |

## What it asks of the disk

- It asks for room.

## Advice

- Give it room. [My DB \\[manual\\]](https://example.org/manual)
`);
});

test("the page of a category", () => {
  expect(patternPage(index, "database")?.markdown).toBe(`# Databases

Programs that answer queries.

## What holds for its tools where nothing else is known

| Fact | Value | Note | Source |
| --- | --- | --- | --- |
| Reads | random |  | [Paper](https://example.org/paper) |
| Writes | in place, over existing blocks | Usually. | [Paper](https://example.org/paper) |

## Tools

- \`my-db\`: My DB. A database.
`);
  expect(patternPage(index, "nothing")).toBeUndefined();
});

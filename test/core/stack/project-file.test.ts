import { describe, expect, test } from "vitest";
import { NO_SELECTION, type Selection } from "../../../server/core/settings.ts";
import { mergeSelections } from "../../../server/core/stack/merge-selections.ts";
import { readProjectFile } from "../../../server/core/stack/project-file.ts";
import { told } from "../patterns/told.ts";

const PATH = "/w/.disko-toolstack.yaml";
const read = (text: string) => readProjectFile(PATH, text);

const WHOLE = `
tools: [postgresql, my-db]
exclude: [firefox]
projects: [~/src, /srv/code]
priority: performance
environment: production
target: install
kernel: "6.12"
workload:
  snapshots: true
  intensity: { database: heavy }
hosts:
  web:
    priority: durability
    tools: [nginx]
patterns:
  - id: my-db
    name: My database
    category: database
    summary: What we wrote ourselves.
    detect: { options: [services.my-db.enable] }
    data:
      - { path: /var/lib/my-db, holds: tables, role: state, source: readme }
    sources: { readme: { url: "https://example.org/my-db", title: My database } }
`;

test("everything that can be said", () => {
  const { all, hosts, added, problems } = read(WHOLE);
  expect(problems).toEqual([]);
  expect(all.selection).toEqual({
    ...NO_SELECTION,
    tools: ["postgresql", "my-db"],
    exclude: ["firefox"],
    projects: ["~/src", "/srv/code"],
    priority: "performance",
    environment: "production",
    target: "install",
    workload: { snapshots: true, intensity: { database: "heavy" } },
  });
  expect(all.kernel).toEqual({ major: 6, minor: 12 });
  const web = hosts.get("web");
  expect(web?.selection).toMatchObject({ priority: "durability", tools: ["nginx"], exclude: [] });
  expect(web?.kernel).toBeUndefined();
  expect(added.patterns.map(({ id }) => id)).toEqual(["my-db"]);
});

test("the place of every name", () => {
  const { all, hosts } = read(WHOLE);
  const shown = (at: { readonly span: { readonly start: number; readonly end: number } } | undefined) =>
    at && WHOLE.slice(at.span.start, at.span.end);
  expect([...all.places.tools].map(([name, at]) => [name, shown(at)])).toEqual([
    ["postgresql", "postgresql"],
    ["my-db", "my-db"],
  ]);
  expect(shown(all.places.exclude.get("firefox"))).toBe("firefox");
  expect(shown(all.places.projects.get("~/src"))).toBe("~/src");
  expect(shown(all.places.intensity.get("database"))).toBe("database");
  expect(shown(all.places.snapshots)).toBe("true");
  expect(shown(hosts.get("web")?.at)).toBe("web");
  expect(hosts.get("web")?.places.tools.get("nginx")?.span.start).toBe(WHOLE.indexOf("nginx"));
});

test.each(["", "# nothing yet\n", "{}", "hosts: {}\n"])("%j says nothing, and that is fine", (text) => {
  const { all, hosts, added, problems } = read(text);
  expect({ selection: all.selection, hosts: hosts.size, added, problems }).toEqual({
    selection: NO_SELECTION,
    hosts: 0,
    added: { patterns: [], categories: [] },
    problems: [],
  });
});

test("JSON", () => {
  expect(read('{ "tools": ["postgresql"], "priority": "space" }').all.selection).toMatchObject({
    tools: ["postgresql"],
    priority: "space",
  });
});

describe("what is wrong is told, and the rest counts", () => {
  test.each([
    ["tolls: [a]\n", ["1:1 «tolls» There is no `tolls` here: did you mean `tools`?"]],
    [
      "priority: speed\n",
      ["1:11 «speed» `priority` is `performance`, `balanced`, `durability` or `space`, not `speed`."],
    ],
    ["kernel: 6.18\n", ['1:9 «6.18» `kernel` is a number, not a text: write it in quotes, `"6.18"`.']],
    ['kernel: "six"\n', ['1:9 «"six"» `kernel` takes a version like `"6.18"`, not `six`.']],
    ["tools: postgresql\n", ["1:8 «postgresql» `tools` is a text, not a list."]],
    [
      "projects: [src]\n",
      [
        "1:12 «src» Item 1 of `projects` takes an absolute path or `~/…` for each user's home, without a slash at the end, not `src`.",
      ],
    ],
    ["hosts:\n  web:\n    priorty: space\n", ["3:5 «priorty» There is no `priorty` here: did you mean `priority`?"]],
    [
      "workload: { intensity: { database: hard } }\n",
      ["1:36 «hard» `database` is `light`, `normal` or `heavy`, not `hard`."],
    ],
    [
      "tools: [a\n",
      ["2:1 «» This is not YAML: flow sequence in block collection must be sufficiently indented and end with a ]."],
    ],
  ])("%j", (text, expected) => {
    expect(told(read(text).problems, text)).toEqual(expected);
  });

  test("a wrong host leaves the others", () => {
    const { all, hosts, problems } = read(
      "tools: [a, 5, c]\npriority: fast\nhosts:\n  web: { target: later, tools: [b] }\n  db: { target: install }\n",
    );
    expect(problems).toHaveLength(3);
    expect(all.selection.tools).toEqual(["a", "c"]);
    expect([...all.places.tools.keys()]).toEqual(["a", "c"]);
    expect(hosts.get("web")?.selection).toMatchObject({ target: undefined, tools: ["b"] });
    expect(hosts.get("db")?.selection.target).toBe("install");
  });

  test("a pattern twice", () => {
    const one = WHOLE.slice(WHOLE.indexOf("  - id: my-db"));
    const text = `patterns:\n${one}${one}`;
    expect(told(read(text).problems, text)).toEqual(["10:9 «my-db» A pattern `my-db` stands above already."]);
  });
});

describe("merging", () => {
  const selection = (some: Partial<Selection>): Selection => ({ ...NO_SELECTION, ...some });

  test("nearer wins, lists are joined", () => {
    const merged = mergeSelections(
      selection({ priority: "space", projects: ["/a"] }),
      selection({ priority: "durability", environment: "production", tools: ["x"] }),
      selection({
        target: "install",
        environment: "development",
        tools: ["y", "x"],
        projects: ["/b"],
        workload: { snapshots: true, intensity: { database: "heavy", editor: "light" } },
      }),
    );
    expect(merged).toMatchObject({
      priority: "space",
      environment: "production",
      target: "install",
      tools: ["x", "y"],
      projects: ["/a", "/b"],
      workload: { snapshots: true, intensity: { database: "heavy", editor: "light" } },
    });
  });

  test("a tool that is wanted now is not excluded by the project, and the other way round", () => {
    const merged = mergeSelections(
      selection({ tools: ["a"], exclude: ["b"] }),
      undefined,
      selection({ tools: ["b", "c"], exclude: ["a", "d"] }),
    );
    expect(merged).toMatchObject({ tools: ["a", "c"], exclude: ["b", "d"] });
  });

  test("intensity and snapshots one by one", () => {
    const merged = mergeSelections(
      selection({ workload: { snapshots: false, intensity: { a: "light" } } }),
      selection({ workload: { intensity: { a: "heavy", b: "heavy" } } }),
      selection({ workload: { snapshots: true, intensity: { c: "normal" } } }),
    );
    expect(merged.workload).toEqual({ snapshots: false, intensity: { a: "light", b: "heavy", c: "normal" } });
  });
});

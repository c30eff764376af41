import { describe, expect, test } from "vitest";
import { changeProjectFile, type ToolChange } from "../../../server/core/stack/change-project-file.ts";
import { readProjectFile } from "../../../server/core/stack/project-file.ts";

const YAML = "/w/.disko-toolstack.yaml";

function changed(text: string, change: Partial<ToolChange>, path = YAML): string {
  const result = changeProjectFile(path, text, { tool: "redis", to: "excluded", host: undefined, ...change });
  if (result.kind === "refused") return `refused: ${result.why}`;
  expect(readProjectFile(path, result.text).problems).toEqual([]);
  return result.text;
}

test("a file that is not there yet", () => {
  expect(changed("", {})).toBe("exclude: [redis]\n");
  expect(changed("", { host: "atlas" })).toBe("hosts:\n  atlas:\n    exclude: [redis]\n");
  expect(changed("", { host: "atlas", to: "added" })).toBe("hosts:\n  atlas:\n    tools: [redis]\n");
});

const FULL = `# What the configurations cannot tell.
tools: [postgresql] # everywhere
hosts:
  # the big one
  atlas:
    priority: performance   # it is fast
    exclude:
      - docker # never used
  draco:
    projects: [/home/alice/src]
`;

describe("what stands there stays, comments too", () => {
  test("one more in a list of lines", () => {
    expect(changed(FULL, { host: "atlas" })).toBe(
      FULL.replace("      - docker # never used\n", "      - docker # never used\n      - redis\n"),
    );
  });

  test("one more in brackets", () => {
    expect(changed(FULL, { to: "added" })).toContain("tools: [postgresql, redis] # everywhere\n");
  });

  test("a list that the host does not have yet", () => {
    expect(changed(FULL, { host: "draco", to: "added" })).toContain(
      "  draco:\n    projects: [/home/alice/src]\n    tools: [redis]\n",
    );
  });

  test("a host that is not named yet", () => {
    expect(changed(FULL, { host: "my host: 2" })).toMatch(/ {2}"my host: 2":\n {4}exclude: \[redis\]\n$/);
  });
});

test("adding takes back an exclusion, and the other way round; what is empty then is gone", () => {
  expect(changed("exclude: [redis]\n", { to: "added" })).toBe("tools: [redis]\n");
  expect(changed("tools: [redis, docker]\n", {})).toBe("tools: [docker]\nexclude: [redis]\n");
  expect(changed("hosts:\n  atlas:\n    exclude: [redis]\n", { host: "atlas", to: "detected" })).toBe("");
  expect(changed("tools: [docker]\nexclude: [redis]\n", { to: "detected" })).toBe("tools: [docker]\n");
});

test("what all hosts exclude is taken back there, unless the host says so itself", () => {
  expect(changed("exclude: [redis, docker]\n", { host: "atlas", to: "detected" })).toBe("exclude: [docker]\n");
  expect(changed("exclude: [redis]\nhosts:\n  atlas:\n    exclude: [redis]\n", { host: "atlas", to: "detected" })).toBe(
    "exclude: [redis]\n",
  );
});

test("twice is once", () => {
  expect(changed("exclude: [redis]\n", {})).toBe("exclude: [redis]\n");
});

test("JSON stays JSON", () => {
  const path = "/w/.disko-toolstack.json";
  expect(changed("", {}, path)).toBe('{\n  "exclude": [\n    "redis"\n  ]\n}\n');
  expect(changed('{\n    "priority": "space"\n}\n', { host: "atlas" }, path)).toBe(
    `${JSON.stringify({ priority: "space", hosts: { atlas: { exclude: ["redis"] } } }, null, 4)}\n`,
  );
});

test.each([
  ["- a list\n", "It is no mapping"],
  ["tools: [a\n", "It cannot be read"],
  ["exclude: redis\n", "`exclude` is no list"],
  ["hosts: [atlas]\n", "`hosts` is no mapping"],
])("a file that says something else is left alone: %j", (text, why) => {
  expect(changed(text, { host: text.startsWith("hosts") ? "atlas" : undefined })).toContain(`refused: ${why}`);
});

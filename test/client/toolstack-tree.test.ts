import { expect, test } from "vitest";
import type { Profile } from "../../client/protocol.ts";
import { type TreeNode, toolstackTree } from "../../client/toolstack-tree.ts";

const at = (uri: string, line: number) => ({
  uri,
  range: { start: { line, character: 0 }, end: { line, character: 9 } },
});

const PROFILE: Profile = {
  hosts: [
    {
      name: "atlas",
      entry: "file:///w/flake.nix",
      tools: [
        {
          id: "postgresql",
          name: "PostgreSQL",
          category: "database",
          certainty: "certain",
          via: "option",
          evidence: [
            { name: "services.immich.enable", note: "through Immich", location: at("file:///w/atlas.nix", 3) },
            { name: "services.postgresql.enable", location: at("file:///w/db.nix", 1) },
          ],
        },
        { id: "vscode", name: "VS Code", category: "editor", certainty: "likely", via: "package", evidence: [] },
      ],
      facts: [{ name: "kernel", text: "6.12", location: at("file:///w/atlas.nix", 7) }],
      excluded: [{ id: "docker", name: "Docker" }],
      unknown: [{ message: "the input `secrets` lies outside the workspace", location: at("file:///w/atlas.nix", 1) }],
    },
  ],
  unknown: [{ message: "it is not made by `nixosSystem`" }],
  problems: [],
  categories: { database: "Databases", editor: "Editors" },
  known: [],
  page: "",
};

/** One line a node: label, description and where a click leads. */
function drawn(nodes: readonly TreeNode[], depth = 0): string[] {
  return nodes.flatMap(({ label, description, location, children }) => [
    [
      "  ".repeat(depth) + label,
      ...(description === undefined ? [] : [`(${description})`]),
      ...(location ? [`-> ${location.uri.split("/").pop()}:${(location.range?.range.start.line ?? 0) + 1}`] : []),
    ].join(" "),
    ...drawn(children, depth + 1),
  ]);
}

test("host, category, tool, evidence; what is not known at the end", () => {
  expect(drawn(toolstackTree(PROFILE))).toEqual([
    "atlas (2 tools) -> flake.nix:1",
    "  Databases (1)",
    "    PostgreSQL (through Immich)",
    "      services.immich.enable (through Immich, atlas.nix:4) -> atlas.nix:4",
    "      services.postgresql.enable (db.nix:2) -> db.nix:2",
    "  Editors (1)",
    "    VS Code (likely)",
    "  Machine",
    "    kernel (6.12) -> atlas.nix:8",
    "  Excluded",
    "    Docker",
    "  Not known (1)",
    "    the input `secrets` lies outside the workspace -> atlas.nix:2",
    "Not known: more hosts (1)",
    "  it is not made by `nixosSystem`",
  ]);
});

test("ids tell siblings apart, so that a refresh keeps open what was opened", () => {
  const ids = (nodes: readonly TreeNode[], above: string): string[] =>
    nodes.flatMap(({ id, children }) => [`${above}/${id}`, ...ids(children, `${above}/${id}`)]);
  const all = ids(toolstackTree(PROFILE), "");
  expect(new Set(all).size).toBe(all.length);
});

/** The dynamic programming against trying out every way to cut. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutTree, type Group, MUST, type TreeNode } from "../../../server/core/plan/subvolume-tree.ts";

function node(path: string, more: Partial<TreeNode> = {}): TreeNode {
  return { path, children: [], excluded: 0, kept: 0, exact: 0, plain: false, existing: "none", mayCut: true, ...more };
}

const paths = (tree: TreeNode, price: number): string[] => cutTree(tree, price).cuts.map(({ path }) => path);

describe("cuts", () => {
  test("what is worth more than a subvolume gets one", () => {
    const root = node("/", { mayCut: false, children: [node("/a", { excluded: 4 }), node("/b", { excluded: 2 })] });
    expect(paths(root, 3)).toEqual(["/a"]);
  });

  test("one above serves all below", () => {
    const children = [node("/c/x", { excluded: 2 }), node("/c/y", { excluded: 2 })];
    expect(paths(node("/", { mayCut: false, children: [node("/c", { children })] }), 3)).toEqual(["/c"]);
  });

  test("but not over data that belongs to the rest", () => {
    const children = [node("/c/x", { excluded: 4 }), node("/c/y", { excluded: 4 }), node("/c/z", { plain: true })];
    expect(paths(node("/", { mayCut: false, children: [node("/c", { children })] }), 3)).toEqual(["/c/x", "/c/y"]);
  });

  test("a subvolume that is there serves what is below", () => {
    const children = [node("/c/x", { excluded: 9 })];
    expect(paths(node("/", { children: [node("/c", { children, existing: "apart" })] }), 3)).toEqual([]);
  });

  test("a cut exactly here is not the same as one above", () => {
    const db = node("/c/db", { exact: 7, plain: true });
    expect(paths(node("/", { children: [node("/c", { children: [db], existing: "apart" })] }), 3)).toEqual(["/c/db"]);
  });

  test("a must is cut at any price", () => {
    expect(paths(node("/", { mayCut: false, children: [node("/a", { excluded: MUST })] }), 500)).toEqual(["/a"]);
  });
});

test("no other way to cut is cheaper, and none as cheap has fewer cuts", () => {
  fc.assert(
    fc.property(randomTree(), fc.integer({ min: 1, max: 6 }), (tree, price) => {
      const { cuts, cost } = cutTree(tree, price);
      const chosen = new Map(cuts.map(({ path, group }): [string, Group] => [path, group]));
      expect(costOf(tree, chosen, price)).toBe(cost);
      const best = everyWay(tree).map((way) => ({ cost: costOf(tree, way, price), cuts: way.size }));
      const cheapest = Math.min(...best.map((one) => one.cost));
      expect(cost).toBe(cheapest);
      expect(cuts.length).toBe(Math.min(...best.filter((one) => one.cost === cheapest).map((one) => one.cuts)));
    }),
    { numRuns: 150 },
  );
});

/** Told anew, without a tree walk: for each node, the deepest cut or subvolume at or above it. */
function costOf(tree: TreeNode, cuts: ReadonlyMap<string, Group>, price: number): number {
  const nodes = allNodes(tree);
  const pieceOf = (path: string): string => {
    const above = nodes
      .filter((one) => path === one.path || path.startsWith(`${one.path}/`))
      .filter((one) => one.existing !== "none" || cuts.has(one.path))
      .sort((a, b) => b.path.length - a.path.length)[0];
    if (above === undefined) return "system";
    return above.existing === "none" ? (cuts.get(above.path) ?? "system") : above.existing;
  };
  return nodes.reduce((sum, one) => {
    const piece = pieceOf(one.path);
    const isCut = cuts.has(one.path) || one.existing !== "none";
    const excluded = piece === "excluded" || piece === "apart" ? 0 : one.excluded;
    const kept = piece === "kept" || piece === "apart" ? 0 : one.kept;
    const swallowed = one.plain && (piece === "excluded" || piece === "kept") ? MUST : 0;
    return sum + excluded + kept + swallowed + (isCut ? 0 : one.exact);
  }, cuts.size * price);
}

function everyWay(tree: TreeNode): ReadonlyMap<string, Group>[] {
  const cuttable = allNodes(tree).filter(({ mayCut, existing }) => mayCut && existing === "none");
  let ways: ReadonlyMap<string, Group>[] = [new Map()];
  for (const { path } of cuttable) {
    const groups: readonly Group[] = ["excluded", "kept", "plain"];
    ways = ways.flatMap((way) => [way, ...groups.map((group) => new Map([...way, [path, group]]))]);
  }
  return ways;
}

function allNodes(tree: TreeNode): TreeNode[] {
  return [tree, ...tree.children.flatMap(allNodes)];
}

/** At most seven nodes: 4^6 ways to cut. */
function randomTree(): fc.Arbitrary<TreeNode> {
  const facts = fc.record({
    parent: fc.nat(),
    excluded: fc.integer({ min: 0, max: 5 }),
    kept: fc.integer({ min: 0, max: 5 }),
    exact: fc.integer({ min: 0, max: 5 }),
    plain: fc.boolean(),
    existing: fc.constantFrom("none", "none", "none", "apart", "system") as fc.Arbitrary<TreeNode["existing"]>,
    mayCut: fc.boolean(),
  });
  return fc.array(facts, { minLength: 0, maxLength: 5 }).map((list) => {
    const all = [{ path: "", below: [] as number[] }];
    for (const [index, { parent }] of list.entries()) {
      const above = all[parent % all.length];
      all.push({ path: `${above?.path ?? ""}/${index}`, below: [] });
      above?.below.push(index + 1);
    }
    const build = (at: number): TreeNode => {
      const { parent: _, ...rest } = list[at - 1] ?? { parent: 0, mayCut: false };
      return node(all[at]?.path ?? "", { ...rest, children: (all[at]?.below ?? []).map(build) });
    };
    return build(0);
  });
}

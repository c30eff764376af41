/**
 * The fewest subvolumes that are worth it. The paths of all data make a tree; a cut makes a path a subvolume of its own,
 * which costs `price`. Everything below a cut, down to the next one, is one piece: it is snapshotted and rolled back as
 * one. A piece is good for what wants to be apart from the rest only if it holds nothing that belongs to the rest.
 *
 *     /            piece of "/"
 *     └ var
 *       ├ cache    ✂  wants apart, and its children with it: one cut serves all of them
 *       │ ├ ccache
 *       │ └ nginx
 *       └ lib/db   ✂  wants a cut exactly here
 *
 * Dynamic programming: the cheapest way to cut a subtree depends only on which piece its root lies in, so each node is
 * asked once for every kind of piece. Pure; knows no filesystem.
 */

/** What wants to lie together: data `excluded` from snapshots, data `kept` at a rollback, and all that stays with the system. */
export type Group = "excluded" | "kept" | "plain";
const NEW_PIECES: readonly Group[] = ["excluded", "kept", "plain"];

export interface TreeNode {
  readonly path: string;
  readonly children: readonly TreeNode[];
  /** Weights of what wants to lie apart from the rest, here. */
  readonly excluded: number;
  readonly kept: number;
  /** Weight of a cut exactly here, whatever the piece is good for. */
  readonly exact: number;
  /** Data lies here that must stay out of pieces made for something else. */
  readonly plain: boolean;
  /** A subvolume is here already. `apart`: it counts as apart from the rest of the system. */
  readonly existing: "none" | "apart" | "system";
  readonly mayCut: boolean;
}

export interface Cut {
  readonly path: string;
  readonly group: Group;
}

export interface Cuts {
  /** In the order of the tree. */
  readonly cuts: readonly Cut[];
  /** Price of the cuts and weight of what is left unsatisfied. */
  readonly cost: number;
}

/** Weighs as much as no sum of preferences does. */
export const MUST = 1_000_000;

type Piece = Group | "apart" | "system";

/** The cheapest cuts of `tree`; of several as cheap those that are fewest. `price`: what one more subvolume costs. */
export function cutTree(tree: TreeNode, price: number): Cuts {
  return enter(tree, "system", price, new Map());
}

type Known = Map<TreeNode, Partial<Record<Piece, Cuts>>>;

/** The best for `node` when what is above it lies in `piece`. */
function enter(node: TreeNode, piece: Piece, price: number, known: Known): Cuts {
  if (node.existing !== "none") return stay(node, node.existing, price, known, true);
  const ways = [stay(node, piece, price, known, false)];
  if (node.mayCut) {
    for (const group of NEW_PIECES) {
      const inside = stay(node, group, price, known, true);
      ways.push({ cuts: [{ path: node.path, group }, ...inside.cuts], cost: inside.cost + price });
    }
  }
  return ways.reduce((best, way) => (isBetter(way, best) ? way : best));
}

function isBetter(way: Cuts, best: Cuts): boolean {
  if (way.cost !== best.cost) return way.cost < best.cost;
  return way.cuts.length < best.cuts.length;
}

/** The best for `node` and what is below it when it lies in `piece`; `cut`: it is the root of that piece. */
function stay(node: TreeNode, piece: Piece, price: number, known: Known, cut: boolean): Cuts {
  const memory = known.get(node) ?? {};
  known.set(node, memory);
  let below = memory[piece];
  if (below === undefined) {
    const parts = node.children.map((child) => enter(child, piece, price, known));
    below = { cuts: parts.flatMap(({ cuts }) => cuts), cost: parts.reduce((sum, { cost }) => sum + cost, 0) };
    memory[piece] = below;
  }
  return { cuts: below.cuts, cost: below.cost + unsatisfied(node, piece, cut) };
}

/** Weight of what `node` itself wants and does not get in `piece`. */
function unsatisfied(node: TreeNode, piece: Piece, cut: boolean): number {
  const exact = cut ? 0 : node.exact;
  switch (piece) {
    case "apart":
      return exact;
    case "system":
    case "plain":
      return exact + node.excluded + node.kept;
    case "excluded":
      return exact + node.kept + (node.plain ? MUST : 0);
    case "kept":
      return exact + node.excluded + (node.plain ? MUST : 0);
    default:
      return piece satisfies never;
  }
}

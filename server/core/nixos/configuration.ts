/** What modules say together, as the rest of the house asks for it. */
import type { EvalContext } from "../nix/values/context.ts";
import type { Location } from "../text/span.ts";
import type { Configuration, NotKnown, PackageUse } from "./host.ts";
import type { OptionNode } from "./option-tree.ts";
import { isOutsideInput } from "./outside.ts";
import { packageName } from "./package-set.ts";

/** Where packages are listed; `*` is any name. */
export type PackageLists = readonly (readonly string[])[];

export const HOST_LISTS: PackageLists = [
  ["environment", "systemPackages"],
  ["environment", "defaultPackages"],
  ["environment", "corePackages"],
  ["users", "users", "*", "packages"],
];
export const HOME_LISTS: PackageLists = [["home", "packages"]];

/** The node at a path below `root`; there is one for every path, whether or not anything is defined there. */
export function nodeAt(root: OptionNode, path: readonly string[]): OptionNode {
  return path.reduce((node, name) => node.child(name), root);
}

/** `lists`: the options whose lists hold packages. Where the budget of the evaluator is spent, options are unknown. */
export function configurationOf(root: OptionNode, lists: PackageLists, context: EvalContext): Configuration {
  let uses: readonly PackageUse[] | undefined;
  return {
    option(path) {
      const state = context.deeper(() => nodeAt(root, path).state());
      return "why" in state ? { kind: "unknown", unknown: state, at: undefined } : state;
    },
    get packages() {
      uses ??= lists
        .flatMap((list) => listsAt(root, list))
        .flatMap(({ path, node }) => packagesIn(path, node, context));
      return uses;
    },
  };
}

interface NamedNode {
  readonly path: readonly string[];
  readonly node: OptionNode;
}

/** The nodes that a path with `*` means. */
function listsAt(root: OptionNode, pattern: readonly string[]): readonly NamedNode[] {
  const start: readonly NamedNode[] = [{ path: [], node: root }];
  return pattern.reduce(
    (nodes, part) =>
      nodes.flatMap(({ path, node }) => {
        const names = part === "*" ? node.names() : [part];
        return names.map((name) => ({ path: [...path, name], node: node.child(name) }));
      }),
    start,
  );
}

function packagesIn(path: readonly string[], node: OptionNode, context: EvalContext): readonly PackageUse[] {
  const state = node.state();
  if (state.kind !== "known" || state.value.kind !== "list") return [];
  const [list] = state.definitions;
  return state.value.items.flatMap((item): PackageUse[] => {
    if (item.kind === "gap" || context.tick() !== undefined) return [];
    const value = item.thunk.force();
    const name = packageName(value);
    const at: Location | undefined = value.at ?? list;
    return name === undefined || !at ? [] : [{ name, at, certain: item.certain, list: path.join(".") }];
  });
}

/** Parts of the package lists that could not be read. */
export function packageGaps(root: OptionNode, lists: PackageLists): readonly NotKnown[] {
  return lists
    .flatMap((list) => listsAt(root, list))
    .flatMap(({ node }): readonly NotKnown[] => {
      const state = node.state();
      if (state.kind === "unknown") return [{ at: state.at ?? state.unknown.at, why: state.unknown.why }];
      if (state.kind !== "known" || state.value.kind !== "list") return [];
      const { definitions } = state;
      return state.value.items.flatMap((item) => {
        const value = item.kind === "gap" ? item.unknown : item.thunk.force();
        const isTold = value.kind === "unknown" && (item.kind === "gap" || isOutsideInput(value));
        return isTold ? [{ at: value.at ?? definitions[0], why: value.why }] : [];
      });
    });
}

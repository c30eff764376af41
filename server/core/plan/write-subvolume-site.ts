/** The place behind the last subvolume of a filesystem, where the set of its subvolumes is written out. */
import type { BtrfsFilesystem } from "../disko/layout.ts";
import type { AttrBinding, AttrSetExpr, Binding, Expr, SyntaxTree } from "../nix/syntax/ast.ts";
import { type Container, setAt } from "../nix/syntax/edits.ts";
import { exprAt, pathToSpan } from "../nix/syntax/query.ts";
import { staticName } from "../nix/write/definitions.ts";
import { calledName, namedBinding } from "./write-places.ts";
import type { Sources } from "./write-result.ts";

export type SubvolumeSite =
  | {
      readonly kind: "site";
      readonly path: string;
      readonly tree: SyntaxTree;
      readonly container: Container;
      /** The subvolumes in it, as written. */
      readonly bindings: readonly AttrBinding[];
      /** The new ones follow this; at the end without. */
      readonly after: Binding | undefined;
      /** No subvolume is written yet: the set is to be written, too. */
      readonly isNew: boolean;
      /** Stands before the name: `subvolumes.` */
      readonly prefix: string;
      /** The set gives names their mountpoints, and a function makes subvolumes of them. */
      readonly mapped: boolean;
    }
  | { readonly kind: "none"; readonly why: string };

/** `none` where the set is computed, conditional or put together from several places. */
export function subvolumeSite({ object }: BtrfsFilesystem, sources: Sources): SubvolumeSite {
  const attribute = object.attributes.get("subvolumes");
  const [only, ...others] = attribute?.definitions ?? [];
  const none = (why: string): SubvolumeSite => ({ kind: "none", why });
  if (attribute === undefined || only === undefined) return beside(object.attributes.get("type")?.key, sources);
  if (others.length > 0) return none("The subvolumes are put together from several places.");
  if (!only.certain) return none("The subvolumes stand under a condition that is not known.");
  const dotted = dottedSite(attribute.key, sources);
  if (dotted) return dotted;
  const tree = sources.syntax(only.at.path);
  const found = tree && literalSet(exprAt(tree, only.at.span));
  const container = found && setAt(tree, found.set.span);
  if (!tree || !found || !container) return none("The set of subvolumes is computed.");
  const bindings = found.set.bindings.filter((one) => one.kind === "binding");
  return {
    kind: "site",
    path: only.at.path,
    tree,
    container,
    bindings,
    after: undefined,
    isNew: false,
    prefix: "",
    mapped: found.mapped,
  };
}

/** The literal that ends a set: itself, the right side of `//`, or what `mapAttrs` goes over. */
function literalSet(expr: Expr | undefined): { set: AttrSetExpr; mapped: boolean } | undefined {
  if (expr?.kind === "attrset") return { set: expr, mapped: false };
  if (expr?.kind === "parenthesized") return literalSet(expr.inner);
  if (expr?.kind === "binary" && expr.operator === "//") {
    const right = literalSet(expr.right);
    return right?.mapped ? undefined : right;
  }
  if (expr?.kind === "apply" && calledName(expr.function) === "mapAttrs") {
    const { argument } = expr;
    return argument.kind === "attrset" ? { set: argument, mapped: true } : undefined;
  }
  return undefined;
}

/** `subvolumes."@" = { … };` beside each other. */
function dottedSite(
  key: { path: string; span: { start: number; end: number } },
  sources: Sources,
): SubvolumeSite | undefined {
  const tree = sources.syntax(key.path);
  const set = tree && setHolding(tree, key.span.start);
  if (!tree || !set) return undefined;
  const bindings = set.bindings.filter(
    (one): one is AttrBinding =>
      one.kind === "binding" && one.path.length >= 2 && staticName(one.path[0]) === "subvolumes",
  );
  const container = setAt(tree, set.span);
  const after = bindings.at(-1);
  if (!container || !after) return undefined;
  return {
    kind: "site",
    path: key.path,
    tree,
    container,
    bindings,
    after,
    isNew: false,
    prefix: "subvolumes.",
    mapped: false,
  };
}

function beside(
  key: { path: string; span: { start: number; end: number } } | undefined,
  sources: Sources,
): SubvolumeSite {
  const named = key && namedBinding(key, sources);
  const container = named && setAt(named.tree, named.set.span);
  if (!named || !container) return { kind: "none", why: "There is no attribute set to write subvolumes into." };
  const { path, tree } = named;
  return {
    kind: "site",
    path,
    tree,
    container,
    bindings: [],
    after: undefined,
    isNew: true,
    prefix: "",
    mapped: false,
  };
}

function setHolding(tree: SyntaxTree, offset: number): AttrSetExpr | undefined {
  const around = pathToSpan(tree, { start: offset, end: offset + 1 });
  const at = around.findLastIndex((node) => node.kind === "binding");
  const [set, node] = [around[at - 1], around[at]];
  if (set?.kind !== "attrset" || node?.kind !== "binding") return undefined;
  // The name is one of several: `subvolumes."@"`.
  return node.path.length > 1 ? set : undefined;
}

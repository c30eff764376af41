/** Whether a file sets disko's devices. An input of a flake by the name `disko`, or code that reads the devices, does not. */
import type { Expr, SyntaxTree } from "../nix/syntax/ast.ts";
import { allNodes } from "../nix/syntax/query.ts";
import { staticName } from "../nix/write/definitions.ts";

export function definesDevices(tree: SyntaxTree): boolean {
  // Of thousands of files a few name it.
  if (!tree.text.includes("disko")) return false;
  return allNodes(tree).some((node) => {
    if (node.kind !== "binding") return false;
    const disko = node.path.findIndex((name) => staticName(name) === "disko");
    if (disko < 0) return false;
    const next = node.path[disko + 1];
    return next === undefined ? setsDevices(node.value) : staticName(next) === "devices";
  });
}

/** A set with `devices`, also under `mkIf` and the like. */
function setsDevices(value: Expr): boolean {
  for (let expr = value; ; ) {
    if (expr.kind === "parenthesized") expr = expr.inner;
    else if (expr.kind === "let") expr = expr.body;
    else if (expr.kind === "apply") expr = expr.argument;
    else {
      const bindings = expr.kind === "attrset" ? expr.bindings : [];
      return bindings.some((one) =>
        one.kind === "binding"
          ? staticName(one.path[0]) === "devices"
          : one.names.some((name) => staticName(name) === "devices"),
      );
    }
  }
}

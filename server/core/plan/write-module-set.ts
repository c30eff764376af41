/** The attribute set of a NixOS module that its options are written into, wherever in a file that is. */
import type { AttrBinding, AttrSetExpr, Expr } from "../nix/syntax/ast.ts";
import { calledName } from "./write-places.ts";

/**
 * The literal set below `root` that sets `disko…`: through functions, `let`, `config = …`, `mkIf`, `mkMerge` and the
 * modules that a flake gives away. Undefined where there is none.
 */
export function moduleSetWithDisko(root: Expr): AttrSetExpr | undefined {
  const open: Expr[] = [root];
  for (let expr = open.shift(); expr; expr = open.shift()) {
    const inner = throughWrappers(expr);
    if (inner.kind === "attrset") {
      const bindings = inner.bindings.filter((one) => one.kind === "binding");
      if (bindings.some(setsDevices)) return inner;
      open.push(...bindings.filter(leadsToModule).map((one) => one.value));
    } else if (inner.kind === "list") open.push(...inner.elements);
  }
  return undefined;
}

/** `disko = …` and `disko.devices… = …`, but not the `disko.url` of a flake's inputs. */
function setsDevices(one: AttrBinding): boolean {
  return nameAt(one, 0) === "disko" && (one.path.length === 1 || nameAt(one, 1) === "devices");
}

/** The literal set that a module without `disko…` would get it in. */
export function moduleSet(root: Expr): AttrSetExpr | undefined {
  const inner = throughFunctions(root);
  if (inner.kind !== "attrset") return undefined;
  const config = inner.bindings.find((one) => one.kind === "binding" && nameAt(one, 0) === "config");
  if (config?.kind !== "binding") return inner;
  return config.path.length === 1 ? moduleSet(config.value) : undefined;
}

function nameAt({ path }: AttrBinding, index: number): string | undefined {
  const name = path[index];
  return name?.kind === "identifier" ? name.name : undefined;
}

/** `config = …`, and what flakes and flake-parts call the modules that they give away. */
function leadsToModule(one: AttrBinding): boolean {
  return one.path.some((name) => name.kind === "identifier" && LEADING.has(name.name));
}

const LEADING: ReadonlySet<string> = new Set(["config", "flake", "modules", "nixosModules", "nixosModule", "nixos"]);

function throughFunctions(expr: Expr): Expr {
  let inner = expr;
  for (;;) {
    if (inner.kind === "lambda" || inner.kind === "let" || inner.kind === "with" || inner.kind === "assert") {
      inner = inner.body;
    } else if (inner.kind === "parenthesized") inner = inner.inner;
    else return inner;
  }
}

/** The same through `mkIf c …`, `mkMerge …` and the like: what is written inside holds under the same condition. */
function throughWrappers(expr: Expr): Expr {
  let inner = throughFunctions(expr);
  while (inner.kind === "apply" && WRAPPERS.has(calledName(inner.function) ?? ""))
    inner = throughFunctions(inner.argument);
  return inner;
}

const WRAPPERS: ReadonlySet<string> = new Set(["mkIf", "mkMerge"]);

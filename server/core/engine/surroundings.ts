/** What stands around a layout in its file and its host: where `systemd.tmpfiles` would take effect, and what is set already. */
import type { LambdaExpr } from "../nix/syntax/ast.ts";
import { selectAttribute } from "../nix/values/select.ts";
import type { Value } from "../nix/values/value.ts";
import type { NixosHost, OptionState } from "../nixos/host.ts";
import type { Surroundings } from "../plan/plan.ts";
import type { Analysis } from "./analysis.ts";

export interface SurroundingsInput {
  readonly analysis: Analysis;
  /** What the user says of it; undefined: look. */
  readonly module: boolean | undefined;
  readonly host: NixosHost | undefined;
}

export function surroundingsOf(input: SurroundingsInput): Surroundings {
  const { host, analysis } = input;
  const { root, trees } = analysis;
  const option = (path: readonly string[]) => host?.configuration.option(path) ?? ownOption(root, path);
  const expr = trees.get(analysis.path)?.root;
  const fileSystems = option(["fileSystems"]);
  return {
    module: isModule(input),
    tmpfiles: tmpfilesOf(option(["systemd", "tmpfiles", "rules"])),
    autoScrub: switchOf(option(["services", "btrfs", "autoScrub", "enable"])),
    pkgsInScope: expr?.kind === "lambda" && hasFormal(expr, "pkgs"),
    sourceOf: ({ path, span }) => trees.get(path)?.text.slice(span.start, span.end),
    otherMountpoints: namesIn(fileSystems),
  };
}

function namesIn(option: OptionState): string[] {
  return option.kind === "known" && option.value.kind === "attrs" ? [...option.value.attributes.keys()] : [];
}

function hasFormal(lambda: LambdaExpr, name: string): boolean {
  return lambda.formals?.formals.some((formal) => formal.name.name === name) ?? false;
}

/** Attributes that a file for disko's own command line may have as well. */
const NOT_TELLING = new Set(["disko", "imports", "_module", "lib"]);

function isModule({ analysis: { path, root }, module, host }: SurroundingsInput): Surroundings["module"] {
  if (module !== undefined) return module ? "yes" : "no";
  if (host?.modules().includes(path)) return "yes";
  if (host?.files().includes(path)) return "no";
  // Whoever sets other options beside the devices means a module.
  if (root.kind === "attrs" && [...root.attributes.keys()].some((name) => !NOT_TELLING.has(name))) return "yes";
  return "unknown";
}

function ownOption(root: Value, path: readonly string[]): OptionState {
  let value = root;
  for (const name of path) {
    const selection = selectAttribute(value, name);
    if (selection.kind === "absent") return { kind: "absent" };
    if (selection.kind === "unknown") return { kind: "unknown", unknown: selection.unknown, at: undefined };
    value = selection.attribute.thunk.force();
  }
  return value.kind === "unknown"
    ? { kind: "unknown", unknown: value, at: value.at }
    : { kind: "known", value, certain: true, definitions: [] };
}

function tmpfilesOf(option: OptionState): Surroundings["tmpfiles"] {
  if (option.kind === "absent") return { lines: [], complete: true };
  if (option.kind === "unknown" || option.value.kind !== "list") return { lines: [], complete: false };
  const lines: string[] = [];
  let complete = option.certain;
  for (const item of option.value.items) {
    const value = item.kind === "item" && item.certain ? item.thunk.force() : undefined;
    if (value?.kind === "string") lines.push(value.value);
    else complete = false;
  }
  return { lines, complete };
}

/** Undefined only where nobody sets it: what is not known is left as it is. */
function switchOf(option: OptionState): boolean | undefined {
  if (option.kind === "absent") return undefined;
  return option.kind === "known" && option.value.kind === "bool" ? option.value.value : true;
}

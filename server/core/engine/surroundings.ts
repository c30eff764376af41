/** What stands around a layout in its file and its host: where `systemd.tmpfiles` would take effect, and what is set already. */
import { attributesOf, definitionsOf, type Found, isOpen } from "../disko/definitions.ts";
import type { LambdaExpr } from "../nix/syntax/ast.ts";
import { known, type Value } from "../nix/values/value.ts";
import type { NixosHost, OptionState } from "../nixos/host.ts";
import type { Surroundings } from "../plan/plan.ts";
import type { Location } from "../text/span.ts";
import type { Analysis } from "./analysis.ts";
import { persistedDirectories } from "./persisted-directories.ts";

export interface SurroundingsInput {
  readonly analysis: Analysis;
  /** What the user says of it; undefined: look. */
  readonly module: boolean | undefined;
  readonly host: NixosHost | undefined;
}

const TMPFILES_RULES = ["systemd", "tmpfiles", "rules"];
const NO_LINES: Surroundings["tmpfiles"] = { lines: [], complete: true };

export function surroundingsOf(input: SurroundingsInput): Surroundings {
  const { host, analysis } = input;
  const { root, syntax } = analysis;
  const module = isModule(input);
  // A user who calls the file a module knows of a host that we do not see: then both are looked at.
  const unseen = module === "yes" && host !== undefined && !host.modules().includes(analysis.path);
  const own = (path: readonly string[]) => ownOption(root, path);
  const option = (path: readonly string[]) => host?.configuration.option(path) ?? own(path);
  const either = (path: readonly string[]) => (unseen && own(path).kind !== "absent" ? own(path) : option(path));
  const tmpfiles = tmpfilesOf(option(TMPFILES_RULES));
  const beside = unseen ? tmpfilesOf(own(TMPFILES_RULES)) : NO_LINES;
  const expr = syntax(analysis.path)?.root;
  const fileSystems = option(["fileSystems"]);
  return {
    module,
    tmpfiles: {
      lines: [...new Set([...tmpfiles.lines, ...beside.lines])],
      complete: tmpfiles.complete && beside.complete,
    },
    autoScrub: switchOf(either(["services", "btrfs", "autoScrub", "enable"])),
    pkgsInScope: expr?.kind === "lambda" && hasFormal(expr, "pkgs"),
    sourceOf: ({ path, span }) => syntax(path)?.text.slice(span.start, span.end),
    otherMountpoints: [...new Set([...namesIn(fileSystems), ...persistedDirectories(option)])],
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

/** What the file itself says of an option: at its top or in `config`, also below `mkIf`, `mkMerge` and the like. */
function ownOption(root: Value, path: readonly string[]): OptionState {
  const place: Location = root.at ?? { path: "", span: { start: 0, end: 0 } };
  const top = definitionsOf(known(root), place, { certain: true, firm: true });
  let found: readonly Found[] = [...top, ...(attributesOf(top, place).get("config")?.definitions ?? [])];
  for (const name of path) {
    const below = attributesOf(found, place).get(name)?.definitions;
    const open = found.find(isOpen)?.value;
    if (below === undefined && open === undefined) return { kind: "absent" };
    if (below === undefined) return notKnown("the file may set more than is seen", open?.at);
    found = below;
  }
  const [first, ...others] = found;
  if (first === undefined) return { kind: "absent" };
  const value = others.length === 0 ? first.value : joinedList(found);
  if (value === undefined) return notKnown("several definitions compete", first.at);
  if (value.kind === "unknown") return { kind: "unknown", unknown: value, at: value.at };
  return { kind: "known", value, certain: found.every(({ certain }) => certain), definitions: [] };
}

function notKnown(why: string, at: Location | undefined): OptionState {
  return { kind: "unknown", unknown: { kind: "unknown", why, at }, at };
}

function joinedList(definitions: readonly { readonly value: Value }[]): Value | undefined {
  const lists = definitions.flatMap(({ value }) => (value.kind === "list" ? [value] : []));
  const [first] = lists;
  if (first === undefined || lists.length < definitions.length) return undefined;
  return { ...first, items: lists.flatMap(({ items }) => items) };
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

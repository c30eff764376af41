/** What is known of one file as the root of a layout, whatever the settings: syntax, value, layout, and what it rests on. */
import { flakeModules } from "../disko/flake-modules.ts";
import type { Layout } from "../disko/layout.ts";
import { lowerLayout } from "../disko/lower.ts";
import { replacementsBy, withReplacements } from "../disko/taken-by-nixos.ts";
import { type FileContent, type Files, textOf } from "../files.ts";
import type { Host } from "../mounts/host.ts";
import { hostFileSystems } from "../mounts/host-file-systems.ts";
import type { SyntaxTree } from "../nix/syntax/ast.ts";
import type { Parser } from "../nix/syntax/parser.ts";
import { createEvaluator, type Evaluator } from "../nix/values/evaluate.ts";
import type { ImportProblem } from "../nix/values/imports.ts";
import { unknown, type Value } from "../nix/values/value.ts";
import { nixosNatives } from "../nixos/lib.ts";
import { withDevicesBeside } from "./devices-beside.ts";
import { missingModules } from "./module-imports.ts";
import { pendingAmong, recordFiles, stillHolds } from "./recorded-files.ts";

export interface Analysis {
  readonly path: string;
  /** False where the file has no disko devices: every rule is silent about it. */
  readonly isDisko: boolean;
  /** The value of the file, called if it is a function; unknown where there is none. */
  readonly root: Value;
  readonly layout: Layout;
  readonly host: Host;
  readonly imports: readonly ImportProblem[];
  /** Syntax of every file that was read. */
  readonly trees: ReadonlyMap<string, SyntaxTree>;
  /** Syntax of a file that something of the layout may be written in. */
  syntax(path: string): SyntaxTree | undefined;
  readonly read: readonly string[];
  readonly pending: readonly string[];
  readonly contents: ReadonlyMap<string, FileContent>;
}

export function analyzeFile(path: string, files: Files, parser: Parser): Analysis {
  const trees = new Map<string, SyntaxTree>();
  const recorded = recordFiles(files);
  const { contents } = recorded;
  const parse = (other: string, text: string): SyntaxTree => {
    const tree = parser.parse(other, text);
    trees.set(other, tree);
    return tree;
  };
  const done = (part: Pick<Analysis, "isDisko" | "root" | "layout" | "host" | "imports">): Analysis => ({
    path,
    ...part,
    trees,
    syntax: (other) => trees.get(other),
    contents,
    read: [...contents.keys()],
    pending: pendingAmong(contents),
  });

  const own = recorded.read(path);
  const nothing = emptyAnalysis(path);
  if (own.kind !== "text" || !own.text.includes("disko")) return done(nothing);
  parse(path, own.text);
  const evaluator = createEvaluator({ parse, files: recorded, natives: nixosNatives });
  const found = firstLayout(evaluator, path, (other) => textOf(contents.get(other)));
  const imports = [...evaluator.importProblems(), ...(found ? missingModules(found.module, recorded) : [])];
  if (found) {
    const layout = withDevicesBeside(found.layout, recorded);
    return done({ isDisko: true, root: found.module, layout, host: found.host, imports });
  }
  const broken = imports.length > 0 || [...trees.values()].some(({ errors }) => errors.length > 0);
  return done({ ...nothing, imports, isDisko: broken && SETS_DEVICES.test(own.text) });
}

/**
 * The layout that a file is, or the first of those it gives to its flake: several are several hosts, and have nothing to
 * do with each other.
 */
function firstLayout(
  evaluator: Evaluator,
  path: string,
  text: (path: string) => string | undefined,
): (Pick<Analysis, "layout" | "host"> & { readonly module: Value }) | undefined {
  const root = evaluator.evaluateRoot(path);
  const layoutOf = (module: Value): Layout | undefined => {
    const layout = lowerLayout({ path, root: module, text });
    return layout && withReplacements(layout, replacementsBy([module]));
  };
  const own = layoutOf(root);
  if (own) return { layout: own, host: hostFileSystems(root), module: root };
  for (const value of flakeModules(root)) {
    const module = evaluator.callFully(value);
    const layout = layoutOf(module);
    if (layout) return { layout, host: hostFileSystems(module), module };
  }
  return undefined;
}

/** A file that is too broken to be evaluated is still about disko when it sets its devices. */
const SETS_DEVICES = /\bdisko\s*(?:\.\s*devices\b|=\s*\{\s*devices\b)/;

/** Whether every file still reads as it did. */
export function isCurrent(analysis: Analysis, files: Files): boolean {
  return stillHolds(analysis.contents, files);
}

/** Of a file that has nothing to do with disko. */
export function emptyAnalysis(path: string): Analysis {
  return {
    path,
    isDisko: false,
    root: unknown("the file was not evaluated"),
    layout: emptyLayout(path),
    host: { kind: "unknown" },
    imports: [],
    trees: new Map(),
    syntax: () => undefined,
    contents: new Map(),
    read: [],
    pending: [],
  };
}

function emptyLayout(path: string): Layout {
  return { path, objects: [], problems: [], btrfs: [], mounts: [], complete: false, unknowns: [] };
}

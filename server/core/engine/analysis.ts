/** What is known of one file as the root of a layout, whatever the settings: syntax, value, layout, and what it rests on. */
import { flakeModules } from "../disko/flake-modules.ts";
import type { Layout } from "../disko/layout.ts";
import { lowerLayout } from "../disko/lower.ts";
import { type DirectoryEntry, type FileContent, type Files, textOf } from "../files.ts";
import type { Host } from "../mounts/host.ts";
import { hostFileSystems } from "../mounts/host-file-systems.ts";
import type { SyntaxTree } from "../nix/syntax/ast.ts";
import type { Parser } from "../nix/syntax/parser.ts";
import { createEvaluator, type Evaluator } from "../nix/values/evaluate.ts";
import type { ImportProblem } from "../nix/values/imports.ts";
import type { Value } from "../nix/values/value.ts";
import { withDevicesBeside } from "./devices-beside.ts";
import { missingModules } from "./module-imports.ts";

export interface Analysis {
  readonly path: string;
  /** False where the file has no disko devices: every rule is silent about it. */
  readonly isDisko: boolean;
  readonly layout: Layout;
  readonly host: Host;
  readonly imports: readonly ImportProblem[];
  /** Syntax of every file that was read. */
  readonly trees: ReadonlyMap<string, SyntaxTree>;
  readonly read: readonly string[];
  readonly pending: readonly string[];
  readonly contents: ReadonlyMap<string, FileContent>;
}

export function analyzeFile(path: string, files: Files, parser: Parser): Analysis {
  const contents = new Map<string, FileContent>();
  const trees = new Map<string, SyntaxTree>();
  const recorded: Files = {
    read(other) {
      const content = contents.get(other) ?? files.read(other);
      contents.set(other, content);
      return content;
    },
  };
  const parse = (other: string, text: string): SyntaxTree => {
    const tree = parser.parse(other, text);
    trees.set(other, tree);
    return tree;
  };
  const done = (part: Pick<Analysis, "isDisko" | "layout" | "host" | "imports">): Analysis => ({
    path,
    ...part,
    trees,
    contents,
    read: [...contents.keys()],
    pending: [...contents].filter(([, content]) => content.kind === "pending").map(([other]) => other),
  });

  const own = recorded.read(path);
  const nothing = { isDisko: false, layout: emptyLayout(path), host: { kind: "unknown" }, imports: [] } as const;
  if (own.kind !== "text" || !own.text.includes("disko")) return done(nothing);
  parse(path, own.text);
  const evaluator = createEvaluator({ parse, files: recorded });
  const found = firstLayout(evaluator, path, (other) => textOf(contents.get(other)));
  const imports = [...evaluator.importProblems(), ...(found ? missingModules(found.module, recorded) : [])];
  if (found) {
    return done({ isDisko: true, layout: withDevicesBeside(found.layout, recorded), host: found.host, imports });
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
  const own = lowerLayout({ path, root, text });
  if (own) return { layout: own, host: hostFileSystems(root), module: root };
  for (const value of flakeModules(root)) {
    const module = evaluator.callFully(value);
    const layout = lowerLayout({ path, root: module, text });
    if (layout) return { layout, host: hostFileSystems(module), module };
  }
  return undefined;
}

/** A file that is too broken to be evaluated is still about disko when it sets its devices. */
const SETS_DEVICES = /\bdisko\s*(?:\.\s*devices\b|=\s*\{\s*devices\b)/;

/** Whether every file still reads as it did. Cheap: an unchanged text is the same string. */
export function isCurrent(analysis: Analysis, files: Files): boolean {
  for (const [path, before] of analysis.contents) {
    const now = files.read(path);
    if (now.kind !== before.kind || textOf(now) !== textOf(before)) return false;
    if (now.kind === "directory" && before.kind === "directory" && !sameEntries(now.entries, before.entries))
      return false;
  }
  return true;
}

function sameEntries(a: readonly DirectoryEntry[], b: readonly DirectoryEntry[]): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every(({ name, kind }, index) => b[index]?.name === name && b[index].kind === kind);
}

function emptyLayout(path: string): Layout {
  return { path, objects: [], problems: [], btrfs: [], mounts: [], complete: false, unknowns: [] };
}

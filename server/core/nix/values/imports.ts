/** Files of the workspace as values, and what the evaluation rests on. */
import type { FileContent, Files } from "../../files.ts";
import { basename } from "../../text/path.ts";
import type { Location } from "../../text/span.ts";
import type { SyntaxTree } from "../syntax/ast.ts";
import type { Budget } from "./budget.ts";
import { createDelay } from "./thunk.ts";
import { failed, type Thunk, type UnknownValue, unknown, type Value } from "./value.ts";

/** An import that Nix would stop at. */
export interface ImportProblem {
  readonly kind: "absent" | "unreadable" | "cycle";
  /** The file or folder that was asked for. */
  readonly path: string;
  /** The call of `import`. */
  readonly at: Location;
  /** What is wrong with `path`, as the end of a sentence: "does not exist". */
  readonly why: string;
}

export interface Imports {
  read(path: string): FileContent;
  /** The value of a file, or of a folder's `default.nix`. */
  importFile(path: string, at: Location | undefined): Value;
  dependencies(): { readonly read: readonly string[]; readonly pending: readonly string[] };
  /** What went wrong where the import is certainly needed, not just in a branch whose condition is not known. */
  problems(): readonly ImportProblem[];
}

export function createImports(
  files: Files,
  budget: Budget,
  evaluateTree: (tree: SyntaxTree, path: string) => Value,
  parse: (path: string, text: string) => SyntaxTree,
): Imports {
  const reads = new Map<string, FileContent>();
  const values = new Map<string, Thunk>();
  const evaluating = new Set<string>();
  const problems: ImportProblem[] = [];

  function fails(kind: ImportProblem["kind"], path: string, at: Location | undefined, why: string): UnknownValue {
    if (at && !budget.attempting()) problems.push({ kind, path, at, why });
    // A file that is absent may be on its way: what stands beside its import is still worth knowing.
    return kind === "cycle" && budget.certain() ? failed("value", `${path} ${why}`, at) : unknown(`${path} ${why}`, at);
  }

  /** One snapshot for the whole evaluation: a file cannot change under it. */
  function read(path: string): FileContent {
    const content = reads.get(path) ?? files.read(path);
    reads.set(path, content);
    return content;
  }

  function importFile(path: string, at: Location | undefined): Value {
    const content = read(path);
    switch (content.kind) {
      case "text":
        return fileValue(path, content.text, at);
      case "directory":
        return basename(path) === "default.nix"
          ? fails("unreadable", path, at, "is a folder")
          : importFile(`${path}/default.nix`, at);
      case "absent":
        return fails("absent", path, at, "does not exist");
      case "pending":
        return unknown(`${path} is not loaded yet`, at);
      case "unreadable":
        return fails("unreadable", path, at, `cannot be read: ${content.why}`);
      default:
        return content satisfies never;
    }
  }

  function fileValue(path: string, text: string, at: Location | undefined): Value {
    if (evaluating.has(path)) return fails("cycle", path, at, "imports itself before it has a value");
    const thunk = values.get(path) ?? createDelay(() => evaluateTree(parse(path, text), path), budget, path);
    values.set(path, thunk);
    evaluating.add(path);
    try {
      return thunk.force();
    } finally {
      evaluating.delete(path);
    }
  }

  return {
    read,
    importFile,
    dependencies: () => ({
      read: [...reads.keys()],
      pending: [...reads].filter(([, content]) => content.kind === "pending").map(([path]) => path),
    }),
    problems: () => problems,
  };
}

/** Completes the reason of a file without an expression. */
export function emptyFile(path: string): UnknownValue {
  return unknown(`${path} is empty`, { path, span: { start: 0, end: 0 } });
}

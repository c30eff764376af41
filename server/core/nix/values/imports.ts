/** Files of the workspace as values, and what the evaluation rests on. */
import type { FileContent, Files } from "../../files.ts";
import { basename } from "../../text/path.ts";
import type { Location } from "../../text/span.ts";
import type { SyntaxTree } from "../syntax/ast.ts";
import type { Budget } from "./budget.ts";
import { createThunk } from "./thunk.ts";
import { type Thunk, type UnknownValue, unknown, type Value } from "./value.ts";

export interface Imports {
  read(path: string): FileContent;
  /** The value of a file, or of a folder's `default.nix`. */
  importFile(path: string, at: Location | undefined): Value;
  dependencies(): { readonly read: readonly string[]; readonly pending: readonly string[] };
}

export function createImports(
  files: Files,
  budget: Budget,
  evaluateTree: (tree: SyntaxTree, path: string) => Value,
  parse: (path: string, text: string) => SyntaxTree,
): Imports {
  const reads = new Map<string, FileContent>();
  const values = new Map<string, Thunk>();

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
        return fileValue(path, content.text);
      case "directory":
        return basename(path) === "default.nix"
          ? unknown(`${path} is a folder`, at)
          : importFile(`${path}/default.nix`, at);
      case "absent":
        return unknown(`${path} does not exist`, at);
      case "pending":
        return unknown(`${path} is not loaded yet`, at);
      case "unreadable":
        return unknown(`${path} cannot be read: ${content.why}`, at);
      default:
        return content satisfies never;
    }
  }

  function fileValue(path: string, text: string): Value {
    const thunk = values.get(path) ?? createThunk(() => evaluateTree(parse(path, text), path), budget, path);
    values.set(path, thunk);
    return thunk.force();
  }

  return {
    read,
    importFile,
    dependencies: () => ({
      read: [...reads.keys()],
      pending: [...reads].filter(([, content]) => content.kind === "pending").map(([path]) => path),
    }),
  };
}

/** Completes the reason of a file without an expression. */
export function emptyFile(path: string): UnknownValue {
  return unknown(`${path} is empty`, { path, span: { start: 0, end: 0 } });
}

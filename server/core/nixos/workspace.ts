/** What hosts are found in, and what each of them is evaluated with. */
import type { Files } from "../files.ts";
import type { SyntaxTree } from "../nix/syntax/ast.ts";
import { createEvaluator, type Evaluator } from "../nix/values/evaluate.ts";
import type { Thunk } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";
import { isFileValue } from "./file-value.ts";
import { flakeLib } from "./flake-lib.ts";
import { systemEvaluation } from "./host-system.ts";
import { nixosLib, nixosNatives } from "./lib.ts";
import { isNixpkgsSource, withNixpkgsSource } from "./nixpkgs-source.ts";
import { parseWithPipes } from "./pipes.ts";

export interface FindHostsOptions {
  /** Folder of the project; the flake is looked for here. */
  readonly root: string;
  readonly files: Files;
  /** Never throws. */
  readonly parse: (path: string, text: string) => SyntaxTree;
  /** Attributes of nixpkgs that package lists are searched for; a name with dots lies in a set: `jetbrains.clion`. */
  readonly packageNames: readonly string[];
  /** The file somebody asks about. */
  readonly start?: string | undefined;
}

/**
 * An evaluator and what all values that it makes share. Each host has its own, so that none spends another's budget, and it
 * is seen what each reads; the flake that they are in is evaluated once.
 */
export interface Workshop {
  readonly root: string;
  readonly packageNames: readonly string[];
  readonly evaluator: Evaluator;
  /** nixpkgs' lib, with `nixosSystem`. */
  readonly lib: Thunk;
  /** Whether what stands there is the value of its whole file. */
  readonly isFileValue: (at: Location) => boolean;
  /** Text files that were read so far, in order. */
  readonly read: () => readonly string[];
}

/** A large configuration takes some 300,000 steps, which are about half a second. */
const LIMITS = { steps: 1_000_000, depth: 500 };

export function createWorkshop({ root, packageNames, parse, files }: FindHostsOptions): Workshop {
  const evaluator = createEvaluator({
    parse,
    files: withNixpkgsSource(files),
    budget: LIMITS,
    natives: nixosNatives,
  });
  const { context } = evaluator;
  const textAt = (path: string): string | undefined => {
    const content = context.readFile(path);
    return content.kind === "text" ? content.text : undefined;
  };
  const workshop: Workshop = {
    root,
    packageNames,
    evaluator,
    lib: flakeLib(
      () => nixosLib(context),
      context,
      systemEvaluation(() => workshop),
    ),
    isFileValue: (at) => {
      const text = textAt(at.path);
      return text !== undefined && isFileValue(parse(at.path, text), at);
    },
    read: () =>
      evaluator
        .dependencies()
        .read.filter((path) => !isNixpkgsSource(path) && textAt(path) !== undefined)
        .sort(),
  };
  return workshop;
}

/** The workspace with every file parsed at most once, whoever reads it. */
export function parsedOnce(options: FindHostsOptions): FindHostsOptions {
  const trees = new Map<string, { readonly text: string; readonly tree: SyntaxTree }>();
  return {
    ...options,
    parse: (path, text) => {
      const before = trees.get(path);
      if (before?.text === text) return before.tree;
      const tree = parseWithPipes(path, text, options.parse);
      trees.set(path, { text, tree });
      return tree;
    },
  };
}

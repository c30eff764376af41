/**
 * The whole database from its files, as the build and the tests read it: each file held against the schema, and all of
 * them against each other.
 */

import { lineAndColumn } from "../text/line-and-column.ts";
import { didYouMean } from "../text/similar.ts";
import type { Category, Pattern, PatternData } from "./pattern.ts";
import { pattern as patternSchema } from "./pattern.ts";
import { readCategories, readPattern } from "./read-pattern.ts";
import { readYaml, type YamlProblem } from "./yaml-document.ts";

/** A file by its path below `patterns/`: `categories.yaml`, `tools/database/postgresql.yaml`. */
export interface PatternFile {
  readonly path: string;
  readonly text: string;
}

export interface ReadPatternFiles {
  readonly data: PatternData;
  /** As `path:line: message`, in order of path. */
  readonly problems: readonly string[];
}

/** Patterns in order of id, whatever order the files come in. */
export function readPatternFiles(files: readonly PatternFile[]): ReadPatternFiles {
  const problems: YamlProblem[] = [];
  const categories: Category[] = [];
  const tools: { readonly file: PatternFile; readonly pattern: Pattern }[] = [];
  for (const file of files) {
    if (file.path === "categories.yaml") {
      const read = readCategories(file.path, file.text);
      categories.push(...read.categories);
      problems.push(...read.problems);
    } else {
      const read = readPattern(file.path, file.text);
      problems.push(...read.problems);
      if (read.pattern) tools.push({ file, pattern: read.pattern });
    }
  }

  const seen = new Map<string, string>();
  for (const { file, pattern } of tools) {
    const wanted = `tools/${pattern.category}/${pattern.id}.yaml`;
    const { at } = readYaml(file.path, file.text, patternSchema);
    if (!categories.some(({ id }) => id === pattern.category)) {
      const meant = didYouMean(
        pattern.category,
        categories.map(({ id }) => id),
      );
      const message = `There is no category \`${pattern.category}\`${meant === undefined ? "." : `: did you mean \`${meant}\`?`}`;
      problems.push({ at: at(["category"]), message });
    } else if (file.path !== wanted) {
      problems.push({ at: at(["id"]), message: `This file belongs at ${wanted}.` });
    }
    const other = seen.get(pattern.id);
    if (other !== undefined) problems.push({ at: at(["id"]), message: `${other} is \`${pattern.id}\` already.` });
    seen.set(pattern.id, file.path);
    for (const [index, { tool }] of (pattern.implies ?? []).entries()) {
      if (tools.some((one) => one.pattern.id === tool)) continue;
      problems.push({ at: at(["implies", index, "tool"]), message: `There is no tool \`${tool}\`.` });
    }
  }

  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return {
    data: { patterns: tools.map(({ pattern }) => pattern).sort(byId), categories: categories.sort(byId) },
    problems: problems
      .map(({ at, message }) => ({
        path: at.path,
        line: lineAndColumn(texts.get(at.path) ?? "", at.span.start).line,
        message,
      }))
      .sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1))
      .map(({ path, line, message }) => `${path}:${line}: ${message}`),
  };
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

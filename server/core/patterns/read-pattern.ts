/** The files of the pattern database: one tool each, and the list of categories. */
import * as z from "zod";
import { type Category, category, type Pattern, pattern } from "./pattern.ts";
import { readYaml, type YamlProblem } from "./yaml-document.ts";

export interface ReadPattern {
  readonly pattern: Pattern | undefined;
  readonly problems: readonly YamlProblem[];
}

/** A tool: `patterns/tools/database/postgresql.yaml`. */
export function readPattern(path: string, text: string): ReadPattern {
  const { value, problems } = readYaml(path, text, pattern);
  return { pattern: value, problems };
}

export interface ReadCategories {
  readonly categories: readonly Category[];
  readonly problems: readonly YamlProblem[];
}

const categoryFile = z.strictObject({ categories: z.array(category) });

/** All categories: `patterns/categories.yaml`. */
export function readCategories(path: string, text: string): ReadCategories {
  const { value, problems, at } = readYaml(path, text, categoryFile);
  const seen = new Set<string>();
  const categories = value?.categories ?? [];
  const twice = categories.flatMap(({ id }, index): YamlProblem[] => {
    if (seen.has(id))
      return [{ at: at(["categories", index, "id"]), message: `A category \`${id}\` stands above already.` }];
    seen.add(id);
    return [];
  });
  return { categories, problems: [...problems, ...twice] };
}

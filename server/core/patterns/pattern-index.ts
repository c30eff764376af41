/** The database, ready to be asked by id, option and package: maps, so that it may grow to many hundreds of tools. */
import type {
  Category,
  DataPath,
  IoProfile,
  Pattern,
  PatternData,
  PatternIndex,
  ResolvedFact,
  ResolvedProfile,
} from "./pattern.ts";

/** `added`: what a project brings; a tool or category of the same id takes the place of ours. */
export function createPatternIndex(data: PatternData, added?: PatternData): PatternIndex {
  const patterns = overridden(data.patterns, added?.patterns ?? []);
  const categories = overridden(data.categories, added?.categories ?? []);
  const names = (of: (pattern: Pattern) => readonly string[]) => {
    const found = grouped([...patterns.values()], of);
    return (name: string): readonly Pattern[] => found.get(name) ?? [];
  };
  const byPackage = grouped([...patterns.values()], ({ detect }) => detect.packages);
  const byVariant = grouped([...patterns.values()], ({ detect }) => [
    ...new Set([...detect.packages, ...(detect.variants ?? [])]),
  ]);
  return {
    patterns: [...patterns.values()],
    categories: [...categories.values()],
    packageNames: [...byVariant.keys()],
    byId: (id) => patterns.get(id),
    category: (id) => categories.get(id),
    byOption: names(({ detect }) => detect.options),
    byHomeOption: names(({ detect }) => detect.homeOptions),
    byPackage: (name) => byPackage.get(name) ?? [],
    byVariant: (name) => byVariant.get(name) ?? [],
    byImage: names(({ detect }) => detect.images ?? []),
    profile: (pattern, path) => resolveProfile(pattern, path, categories.get(pattern.category)),
  };
}

function overridden<T extends { readonly id: string }>(ours: readonly T[], theirs: readonly T[]): Map<string, T> {
  const all = [...new Map([...ours, ...theirs].map((one) => [one.id, one])).values()];
  return new Map(all.sort((a, b) => (a.id < b.id ? -1 : 1)).map((one) => [one.id, one]));
}

function grouped(patterns: readonly Pattern[], of: (pattern: Pattern) => readonly string[]): Map<string, Pattern[]> {
  const groups = new Map<string, Pattern[]>();
  for (const pattern of patterns) {
    for (const name of of(pattern)) {
      const group = groups.get(name);
      if (group) group.push(pattern);
      else groups.set(name, [pattern]);
    }
  }
  return groups;
}

interface Fact<T> {
  readonly is: T;
  readonly source: string;
  readonly note?: string | undefined;
}

function resolveProfile(pattern: Pattern, data: DataPath, category: Category | undefined): ResolvedProfile {
  const own: IoProfile = data.io ?? {};
  const general: IoProfile = category?.io ?? {};
  const fact = <T>(tools: Fact<T> | undefined, theirs: Fact<T> | undefined): ResolvedFact<T> | undefined =>
    opened(tools, pattern.sources, false) ?? opened(theirs, category?.sources ?? {}, true);
  return {
    reads: fact(own.reads, general.reads),
    writes: fact(own.writes, general.writes),
    readShare: fact(own.readShare, general.readShare),
    fileSize: fact(own.fileSize, general.fileSize),
    writeSize: fact(own.writeSize, general.writeSize),
    sync: fact(own.sync, general.sync),
    churn: fact(own.churn, general.churn),
    growth: fact(own.growth, general.growth),
    compressibility: fact(own.compressibility, general.compressibility),
  };
}

/** A fact whose source is not there is none: the schema does not let one through. */
function opened<T>(
  fact: Fact<T> | undefined,
  sources: Pattern["sources"],
  byCategory: boolean,
): ResolvedFact<T> | undefined {
  const source = fact && sources[fact.source];
  return source && { is: fact.is, note: fact.note, source, byCategory };
}

/** Pages of tools and categories: what is known, each fact with its source as a link. */
import type { Implication } from "./detection.ts";
import type { Category, DataPath, Pattern, PatternIndex, ResolvedFact, ResolvedProfile } from "./pattern.ts";

export interface PatternPage {
  readonly title: string;
  readonly markdown: string;
}

/** What a tool asks of the disk, one sentence each; patterns hold facts only, so whoever draws conclusions gives them. */
export type Asks = (pattern: Pattern) => readonly string[];

/** By the id or name of a tool or a category, case ignored; undefined if there is none. */
export function patternPage(index: PatternIndex, topic: string, asks: Asks = () => []): PatternPage | undefined {
  const wanted = topic.toLowerCase();
  const named = <T extends Pattern | Category>(all: readonly T[]): T | undefined =>
    all.find(({ id }) => id === wanted) ?? all.find(({ name }) => name.toLowerCase() === wanted);
  const pattern = named(index.patterns);
  if (pattern) return { title: pattern.name, markdown: toolPage(index, pattern, asks(pattern)) };
  const category = named(index.categories);
  return category && { title: category.name, markdown: categoryPage(index, category) };
}

function toolPage(index: PatternIndex, pattern: Pattern, asks: readonly string[]): string {
  const { name, summary, category, detect, implies = [], data, advice, sources } = pattern;
  return joined([
    `# ${name}`,
    summary,
    list([
      `Category: ${index.category(category)?.name ?? category} (\`${category}\`)`,
      `Name in settings and the project file: \`${pattern.id}\``,
      `Found by: ${foundBy(detect)}`,
    ]),
    ...data.map((one) => dataSection(one, index.profile(pattern, one), sources)),
    section("What its NixOS module switches on", list(implies.map((one) => impliedBy(index, one, sources)))),
    section("What it asks of the disk", list(asks)),
    section("Advice", list(advice.map(({ says, source }) => `${says} ${link(sources[source])}`))),
  ]);
}

function categoryPage(index: PatternIndex, { id, name, summary, io, sources }: Category): string {
  const tools = index.patterns.filter(({ category }) => category === id);
  const profile = Object.entries(io).flatMap(([key, fact]): [string, ResolvedFact<unknown>][] => {
    const source = sources[fact.source];
    return source ? [[key, { is: fact.is, note: fact.note, source, byCategory: false }]] : [];
  });
  return joined([
    `# ${name}`,
    summary,
    section("What holds for its tools where nothing else is known", factTable(profile)),
    section("Tools", list(tools.map((tool) => `\`${tool.id}\`: ${tool.name}. ${tool.summary}`))),
  ]);
}

function foundBy({
  options,
  homeOptions,
  conditional = [],
  packages,
  variants = [],
  images = [],
  always,
}: Pattern["detect"]): string {
  const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");
  const ways = [
    ...(always ? ["every NixOS has it"] : []),
    ...(options.length > 0 ? [code(options)] : []),
    ...(homeOptions.length > 0 ? [`${code(homeOptions)} of home-manager`] : []),
    ...conditional.map((one) => `${code([one.option])}, depending on ${code(one.if.map(({ option }) => option))}`),
    ...(packages.length > 0 ? [`${packages.length > 1 ? "the packages" : "the package"} ${code(packages)}`] : []),
    ...(variants.length > 0 ? [`${code(variants)} as the package of a module`] : []),
    ...(images.length > 0 ? [`containers of ${code(images)}`] : []),
  ];
  return ways.length > 0 ? ways.join("; ") : "nothing: it has to be named";
}

/** "PostgreSQL, depending on `services.immich.database.enable`" */
function impliedBy(index: PatternIndex, one: Implication, sources: Pattern["sources"]): string {
  const name = index.byId(one.tool)?.name ?? one.tool;
  const options = (one.if ?? []).map(({ option }) => `\`${option}\``).join(", ");
  return `${name}${options === "" ? "" : `, depending on ${options}`}. ${link(sources[one.source])}`;
}

const ROLES: Readonly<Record<DataPath["role"], string>> = {
  state: "cannot be made again",
  log: "is wanted also when the system is rolled back",
  cache: "is recreated by itself",
  store: "can be fetched or built again",
  image: "disk images of machines",
};

function dataSection(
  { path, option, holds, role, source }: DataPath,
  profile: ResolvedProfile,
  sources: Pattern["sources"],
): string {
  const moved = option === undefined ? "" : ` \`${option}\` moves it.`;
  const intro = `Holds ${holds}: ${role} (${ROLES[role]}).${moved} ${link(sources[source])}`;
  return joined([`## \`${path}\``, intro, factTable(Object.entries(profile))]).trimEnd();
}

const FACTS: Readonly<Record<string, string>> = {
  reads: "Reads",
  writes: "Writes",
  readShare: "Share of reads",
  fileSize: "Typical file",
  writeSize: "Unit of writing",
  sync: "Forced to the disk",
  churn: "Replaced or deleted",
  growth: "Growth",
  compressibility: "Shrinks with zstd",
};

const VALUES: Readonly<Record<string, string>> = {
  "in-place": "in place, over existing blocks",
  append: "at the end of files",
  replace: "whole files anew",
  mixed: "in several ways",
  "every-write": "at every write",
};

function factTable(facts: readonly (readonly [string, ResolvedFact<unknown> | undefined])[]): string {
  const rows = facts.flatMap(([key, fact]) => {
    if (!fact) return [];
    const value =
      key === "readShare" && typeof fact.is === "number" ? `${Math.round(fact.is * 100)} %` : String(fact.is);
    const note = [...(fact.note === undefined ? [] : [fact.note]), ...(fact.byCategory ? ["As its category."] : [])];
    const cells = [FACTS[key] ?? key, VALUES[value] ?? value, note.join(" "), link(fact.source)];
    return [`| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`];
  });
  return rows.length === 0 ? "" : ["| Fact | Value | Note | Source |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function link(source: { readonly url: string; readonly title: string } | undefined): string {
  return source ? `[${source.title.replaceAll(/[[\]]/g, "\\$&")}](${source.url})` : "";
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}

function section(title: string, body: string): string {
  return body === "" ? "" : `## ${title}\n\n${body}`;
}

function joined(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

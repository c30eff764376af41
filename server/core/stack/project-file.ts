/**
 * The project file: what a person knows better than the configuration shows. YAML or JSON at the root of a project. What is
 * wrong in it is told with its place, and the rest still counts.
 */
import type { PatternData } from "../patterns/pattern.ts";
import { readYaml, type YamlDocument, type YamlProblem } from "../patterns/yaml-document.ts";
import { type KernelVersion, NO_SELECTION, parseKernelVersion, type RuleLevel, type Selection } from "../settings.ts";
import type { Location } from "../text/span.ts";
import { NO_PLACES, type Places } from "./places.ts";
import { type ProjectSection, projectSchema } from "./project-schema.ts";

/** Names of the file, the one that counts first where several are there. */
export const PROJECT_FILES = [".disko-toolstack.yaml", ".disko-toolstack.yml", ".disko-toolstack.json"] as const;

export interface ProjectFile {
  /** What holds for all hosts. */
  readonly all: ProjectSelection;
  /** What is said of single hosts, by name; `all` is not merged into it. */
  readonly hosts: ReadonlyMap<string, HostSelection>;
  /** Severities of rules, by code or name. The file does not know which rules there are. */
  readonly rules: ReadonlyMap<string, ProjectRule>;
  /** Patterns and categories that the project adds. */
  readonly added: PatternData;
  readonly problems: readonly YamlProblem[];
}

export interface ProjectRule {
  readonly level: RuleLevel;
  /** Where the rule is named. */
  readonly at: Location;
}

export interface ProjectSelection {
  readonly selection: Selection;
  readonly kernel: KernelVersion | undefined;
  /** Where each name in the selection stands. */
  readonly places: Places;
}

export interface HostSelection extends ProjectSelection {
  /** Where the host is named. */
  readonly at: Location;
}

/** Reads the text of a project file. Never throws; an empty file says nothing. */
export function readProjectFile(path: string, text: string): ProjectFile {
  const read = readYaml(path, text, projectSchema, { keepRest: true });
  const value = read.value ?? {};
  const all = sectionOf(value, [], read);
  return {
    all: { ...all, places: { ...all.places, categories: categoryPlaces(read) } },
    hosts: new Map(
      Object.entries(value.hosts ?? {}).map(([name, section]) => [
        name,
        { ...sectionOf(section, ["hosts", name], read), at: read.keyAt(["hosts", name]) },
      ]),
    ),
    rules: new Map(
      Object.entries(value.rules ?? {}).map(([name, level]) => [name, { level, at: read.keyAt(["rules", name]) }]),
    ),
    added: { patterns: value.patterns ?? [], categories: value.categories ?? [] },
    problems: [...read.problems, ...patternProblems(value.patterns ?? [], read)],
  };
}

function sectionOf(
  { tools, exclude, projects, priority, environment, target, kernel, workload }: ProjectSection,
  path: readonly string[],
  { plain, at, keyAt }: YamlDocument<unknown>,
): ProjectSelection {
  const list = (name: string): Map<string, Location> =>
    new Map(
      itemsAt(plain, [...path, name]).flatMap((item, index): [string, Location][] =>
        typeof item === "string" ? [[item, at([...path, name, index])]] : [],
      ),
    );
  const intensity = workload?.intensity ?? {};
  return {
    selection: {
      ...NO_SELECTION,
      tools: tools ?? [],
      exclude: exclude ?? [],
      projects: projects ?? [],
      priority,
      environment,
      target,
      workload: { snapshots: workload?.snapshots, intensity },
    },
    kernel: kernel === undefined ? undefined : parseKernelVersion(kernel),
    places: {
      ...NO_PLACES,
      tools: list("tools"),
      exclude: list("exclude"),
      projects: list("projects"),
      intensity: new Map(Object.keys(intensity).map((name) => [name, keyAt([...path, "workload", "intensity", name])])),
      snapshots: workload?.snapshots === undefined ? undefined : at([...path, "workload", "snapshots"]),
    },
  };
}

/** Items of a list as the file has them, so that their places stay right where some were left out. */
function itemsAt(plain: unknown, path: readonly string[]): readonly unknown[] {
  const list = path.reduce(valueAt, plain);
  return Array.isArray(list) ? list : [];
}

function valueAt(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

function categoryPlaces({ plain, at }: YamlDocument<unknown>): Map<string, Location> {
  const ids = itemsAt(plain, ["patterns"]).map((item) => valueAt(item, "id"));
  return new Map(
    ids.flatMap((id, index): [string, Location][] =>
      typeof id === "string" ? [[id, at(["patterns", index, "category"])]] : [],
    ),
  );
}

function patternProblems(patterns: readonly { readonly id: string }[], { at }: YamlDocument<unknown>): YamlProblem[] {
  return patterns.flatMap(({ id }, index) =>
    patterns.findIndex((other) => other.id === id) < index
      ? [{ at: at(["patterns", index, "id"]), message: `A pattern \`${id}\` stands above already.` }]
      : [],
  );
}

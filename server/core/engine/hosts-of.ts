/** The hosts of a project, with its project file and the patterns it adds: read once, and kept while nothing of it changes. */
import { type FileContent, type Files, textOf } from "../files.ts";
import type { SyntaxTree } from "../nix/syntax/ast.ts";
import type { Parser } from "../nix/syntax/parser.ts";
import { findHosts } from "../nixos/find-hosts.ts";
import type { Hosts, NixosHost } from "../nixos/host.ts";
import { NO_PATTERNS, type PatternData, type PatternIndex } from "../patterns/pattern.ts";
import { createPatternIndex } from "../patterns/pattern-index.ts";
import { NO_SELECTION } from "../settings.ts";
import { NO_PLACES } from "../stack/places.ts";
import { type ProjectFile, readProjectFile } from "../stack/project-file.ts";
import { findProject, type Project } from "./project-root.ts";
import { pendingAmong, recordFiles, stillHolds } from "./recorded-files.ts";

export interface ProjectView {
  readonly project: Project;
  readonly hosts: Hosts;
  /** What our project file says; what is empty where there is none. */
  readonly file: ProjectFile;
  readonly index: PatternIndex;
  /** Everything that was read; grows as hosts are evaluated. */
  readonly contents: ReadonlyMap<string, FileContent>;
  readonly trees: ReadonlyMap<string, SyntaxTree>;
  read(): readonly string[];
  pending(): readonly string[];
}

export interface ProjectViews {
  /** The project of a file or a folder. */
  view(path: string): ProjectView;
}

const NO_PROJECT: ProjectFile = {
  all: { selection: NO_SELECTION, kernel: undefined, places: NO_PLACES },
  hosts: new Map(),
  added: NO_PATTERNS,
  problems: [],
};

/** Projects that are open at one time. */
const KEPT_VIEWS = 4;

export function createProjectViews(files: Files, parser: Parser, patterns: PatternData): ProjectViews {
  const kept = new Map<string, ProjectView>();

  function view(key: string, read: () => ProjectView): ProjectView {
    const last = kept.get(key);
    kept.delete(key);
    const current = last && stillHolds(last.contents, files) ? last : read();
    kept.set(key, current);
    if (kept.size > KEPT_VIEWS) {
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    }
    return current;
  }

  return {
    view(path) {
      const { root } = findProject(path, files);
      const whole = view(root, () => readProject(root, undefined, files, parser, patterns));
      // Without hosts of its own, the configuration nearest to the file may be one.
      return whole.hosts.hosts.length > 0 || path === root
        ? whole
        : view(path, () => readProject(path, path, files, parser, patterns));
    },
  };
}

function readProject(
  path: string,
  start: string | undefined,
  files: Files,
  parser: Parser,
  patterns: PatternData,
): ProjectView {
  const recorded = recordFiles(files);
  const trees = new Map<string, SyntaxTree>();
  const project = findProject(path, recorded);
  const text = project.file === undefined ? undefined : textOf(recorded.read(project.file));
  const file = project.file === undefined || text === undefined ? NO_PROJECT : readProjectFile(project.file, text);
  const index = createPatternIndex(patterns, file.added);
  const hosts = findHosts({
    root: project.root,
    files: recorded,
    parse(other, source) {
      const tree = parser.parse(other, source);
      trees.set(other, tree);
      return tree;
    },
    packageNames: index.packageNames,
    ...(start !== undefined && { start }),
  });
  return {
    project,
    hosts,
    file,
    index,
    contents: recorded.contents,
    trees,
    read: () => [...recorded.contents.keys()],
    pending: () => pendingAmong(recorded.contents),
  };
}

/** Hosts that read the file. */
export function hostsReading(path: string, { hosts }: Hosts): NixosHost[] {
  return hosts.filter((host) => host.files().includes(path));
}

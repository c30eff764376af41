/** The hosts of a project, with its project file and the patterns it adds: read once, and kept while nothing of it changes. */
import type { FileContent, Files } from "../files.ts";
import type { SyntaxTree } from "../nix/syntax/ast.ts";
import type { Parser } from "../nix/syntax/parser.ts";
import { findHosts } from "../nixos/find-hosts.ts";
import type { Hosts, NixosHost } from "../nixos/host.ts";
import { hostsOfFile } from "../nixos/hosts-of-file.ts";
import { KERNEL_PACKAGES } from "../nixos/kernel-packages.ts";
import { NO_PATTERNS, type PatternData, type PatternIndex } from "../patterns/pattern.ts";
import { createPatternIndex } from "../patterns/pattern-index.ts";
import type { YamlProblem } from "../patterns/yaml-document.ts";
import { NO_SELECTION } from "../settings.ts";
import { SNAPSHOT_PACKAGES } from "../stack/find-snapshots.ts";
import { NO_PLACES } from "../stack/places.ts";
import { PROJECT_FILES, type ProjectFile, readProjectFile } from "../stack/project-file.ts";
import { basename, dirname, resolvePath } from "../text/path.ts";
import { keepLatest } from "./keep-latest.ts";
import { findProject, type Project, projectAbove } from "./project-root.ts";
import { pendingAmong, recordFiles, sameContent, stillHolds } from "./recorded-files.ts";

export interface ProjectView {
  readonly project: Project;
  readonly hosts: Hosts;
  /** What our project file says; what is empty where there is none. */
  readonly file: ProjectFile;
  readonly index: PatternIndex;
  /** Everything that was read; grows as hosts are evaluated. */
  readonly contents: ReadonlyMap<string, FileContent>;
  readonly trees: ReadonlyMap<string, SyntaxTree>;
  /** Whether the host of this name read the file when the project was looked at before. */
  readBefore(host: NixosHost, path: string): boolean;
  read(): readonly string[];
  pending(): readonly string[];
}

export interface ProjectViews {
  /** The project of a file or a folder. */
  view(path: string): ProjectView;
  /** The project as it was seen last, by the folder or file it was read for. */
  last(from: string): ProjectView | undefined;
}

const NO_PROJECT: ProjectFile = {
  all: { selection: NO_SELECTION, kernel: undefined, places: NO_PLACES },
  hosts: new Map(),
  rules: new Map(),
  added: NO_PATTERNS,
  problems: [],
};

/** Projects that are open at one time. */
const KEPT_VIEWS = 4;

/**
 * `files`: the workspace as it is at each question; `patterns`: the bundled database; `like`: views of nearly the same
 * workspace, whose hosts are taken over where nothing differs for them.
 */
export function createProjectViews(
  files: Files,
  parser: Parser,
  patterns: PatternData,
  like?: ProjectViews,
): ProjectViews {
  const kept = keepLatest<ProjectView>(KEPT_VIEWS);

  function view(key: string, read: (last: ProjectView | undefined) => ProjectView): ProjectView {
    return kept.renew(key, (own) => {
      const last = own ?? like?.last(key);
      return last && stillHolds(last.contents, files) ? last : read(last);
    });
  }

  return {
    last: kept.peek,
    view(path) {
      const { root, file } = findProject(path, files);
      // The project file that is nearest to the path counts, so one root may have several views.
      const from = file === undefined ? root : dirname(file);
      const whole = view(from, (last) => readProject(from, undefined, { files, parser, patterns, last }));
      // Without hosts of its own, the configuration nearest to the file may be one.
      return whole.hosts.hosts.length > 0 || path === from
        ? whole
        : view(path, (last) => readProject(path, path, { files, parser, patterns, last }));
    },
  };
}

interface Sources {
  readonly files: Files;
  readonly parser: Parser;
  readonly patterns: PatternData;
  /** How the project looked before something changed. */
  readonly last: ProjectView | undefined;
}

function readProject(path: string, start: string | undefined, sources: Sources): ProjectView {
  const { files, parser, patterns, last } = sources;
  const recorded = recordFiles(files);
  const trees = new Map<string, SyntaxTree>();
  const project = start === undefined ? projectAbove(path, recorded) : findProject(path, recorded);
  // The same objects as long as the project file says the same: what was made of a host with them holds then, too.
  const file = keepEqual(last?.file, project.file === undefined ? NO_PROJECT : projectFileAt(project.file, recorded));
  const index = last?.file === file ? last.index : createPatternIndex(patterns, file.added);
  const hosts = findHosts({
    root: project.root,
    files: recorded,
    parse: parsingInto(trees, last?.trees, parser),
    packageNames: [...index.packageNames, ...SNAPSHOT_PACKAGES, ...KERNEL_PACKAGES],
    ...(start !== undefined && { start }),
  });
  return {
    project,
    hosts: { ...hosts, hosts: reuse(hosts.hosts, last, recorded, trees) },
    file,
    index,
    contents: recorded.contents,
    trees,
    readBefore: readingBefore(last),
    read: () => [...recorded.contents.keys()],
    pending: () => pendingAmong(recorded.contents),
  };
}

/**
 * Far more files than the parser keeps: their trees live as long as the project does. Not a function inside of
 * `readProject`: hosts hold it, and it must not hold all that the project was before.
 */
function parsingInto(
  trees: Map<string, SyntaxTree>,
  before: ReadonlyMap<string, SyntaxTree> | undefined,
  parser: Parser,
): Parser["parse"] {
  return (path, text) => {
    const last = trees.get(path) ?? before?.get(path);
    const tree = last?.text === text ? last : parser.parse(path, text);
    trees.set(path, tree);
    return tree;
  };
}

/** What was before, where nothing differs. */
function keepEqual(before: ProjectFile | undefined, now: ProjectFile): ProjectFile {
  if (before === undefined || before === now) return now;
  const shown = (file: ProjectFile): string => JSON.stringify(file, withMaps);
  return shown(before) === shown(now) ? before : now;
}

function withMaps(_: string, value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
}

/** What the project file says. One that cannot be read, and one beside it that does not count, are problems. */
function projectFileAt(path: string, files: Files): ProjectFile {
  const content = files.read(path);
  const file = content.kind === "text" ? readProjectFile(path, content.text) : NO_PROJECT;
  const problemAt = (other: string, message: string): YamlProblem => ({
    at: { path: other, span: { start: 0, end: 0 } },
    message,
  });
  const unread =
    content.kind === "unreadable"
      ? [problemAt(path, `It cannot be read: ${content.why}.`)]
      : content.kind === "directory"
        ? [problemAt(path, "It is a folder, so nothing is read from it.")]
        : [];
  const unheeded = PROJECT_FILES.map((name) => resolvePath(dirname(path), name))
    .filter((other) => other !== path && files.read(other).kind === "text")
    .map((other) => problemAt(other, `\`${basename(path)}\` beside it counts, and nothing is read from this one.`));
  return { ...file, problems: [...file.problems, ...unread, ...unheeded] };
}

/**
 * The hosts, those of before where nothing that they rest on has changed: a keystroke in one file costs the hosts that
 * read it, and no others. Where a changed file is not known to be some host's own, all are evaluated anew.
 */
function reuse(
  hosts: readonly NixosHost[],
  last: ProjectView | undefined,
  files: Files,
  trees: Map<string, SyntaxTree>,
): readonly NixosHost[] {
  if (last === undefined) return hosts;
  const changed = [...last.contents]
    .filter(([path, before]) => !sameContent(before, files.read(path)))
    .map(([path]) => path);
  // One that was not evaluated has nothing that could be kept.
  const own = last.hosts.hosts.filter(isEvaluated).map((host) => ({ host, reads: filesOf(host) }));
  const isOwn = (path: string): boolean =>
    path !== last.project.file && own.some(({ host, reads }) => reads.has(path) && host.entry !== path);
  if (!changed.every(isOwn)) return hosts;
  const byName = new Map(own.map((one) => [hostKey(one.host), one]));
  return hosts.map((host) => {
    const before = byName.get(hostKey(host));
    if (before === undefined || changed.some((path) => before.reads.has(path))) return host;
    // Read once more, so that this view knows what it rests on.
    for (const path of before.reads) {
      files.read(path);
      const tree = last.trees.get(path);
      if (tree) trees.set(path, tree);
    }
    return before.host;
  });
}

/** Holds names and paths, and nothing of what the project was. */
function readingBefore(last: ProjectView | undefined): ProjectView["readBefore"] {
  const evaluated = (last?.hosts.hosts ?? []).filter(isEvaluated);
  const reads = new Map(evaluated.map((host) => [hostKey(host), filesOf(host)]));
  return (host, path) => reads.get(hostKey(host))?.has(path) === true;
}

function hostKey({ name, entry }: NixosHost): string {
  return `${entry}\0${name}`;
}

const filesOfHosts = new WeakMap<NixosHost, ReadonlySet<string>>();

/** Files that a host reads. Evaluates it where that was not done, and notes that it was. */
export function filesOf(host: NixosHost): ReadonlySet<string> {
  const known = filesOfHosts.get(host) ?? new Set(host.files());
  filesOfHosts.set(host, known);
  return known;
}

/** Whether it is known what the host reads. */
export function isEvaluated(host: NixosHost): boolean {
  return filesOfHosts.has(host);
}

/** Hosts that read the file. Evaluates all that were not. */
export function hostsReading(path: string, { hosts }: Hosts): NixosHost[] {
  return hosts.filter((host) => filesOf(host).has(path));
}

/** Hosts that the file belongs to: those that use it, else those that it lies with. Evaluates all that were not. */
export function hostsFor(path: string, hosts: Hosts): readonly NixosHost[] {
  for (const host of hosts.hosts) filesOf(host);
  return hostsOfFile(path, hosts).hosts;
}

/** How many of a project's hosts are evaluated. */
export interface HostsDone {
  readonly done: number;
  readonly of: number;
}

/**
 * Evaluates hosts one after the other as long as `goOn` says so, and one at least; those that read `path` before something
 * changed come first. For whoever must not wait for all of them at once.
 */
export function evaluateSome(
  path: string,
  { hosts: { hosts }, readBefore }: ProjectView,
  goOn: () => boolean,
): HostsDone {
  const waiting = hosts.filter((host) => !isEvaluated(host));
  const ordered = [
    ...waiting.filter((host) => readBefore(host, path)),
    ...waiting.filter((host) => !readBefore(host, path)),
  ];
  for (const [index, host] of ordered.entries()) {
    if (index > 0 && !goOn()) break;
    filesOf(host);
  }
  return { done: hosts.filter(isEvaluated).length, of: hosts.length };
}

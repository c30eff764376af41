/** `disko-toolstack check`: looks at every file, says what it found, and ends with an exit code for CI. */
import type { Engine } from "../core/engine.ts";
import { DEFAULT_SETTINGS, type KernelVersion, type Selection, type Settings } from "../core/settings.ts";
import { type Finding, inOrder, withoutDoubles } from "../core/text/finding.ts";
import { applyFixes, scopeOf } from "./apply-fixes.ts";
import { type CheckedFile, findFiles } from "./find-files.ts";
import { reportProblems } from "./input-problems.ts";
import { corePath, shownPath } from "./paths.ts";
import { openProgress, type Progress } from "./progress.ts";
import { countSeverities, type Missed, type Report } from "./report.ts";
import { githubReport } from "./report-github.ts";
import { jsonReport } from "./report-json.ts";
import { sarifReport } from "./report-sarif.ts";
import { textReport } from "./report-text.ts";
import { messageOf } from "./system-error.ts";
import { unknownHost } from "./unknown-name.ts";
import { complain, type ExitCode, type World } from "./world.ts";

export const CHECK_FORMATS = ["text", "json", "sarif", "github"] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

export interface CheckOptions {
  readonly format: CheckFormat;
  readonly kernel: KernelVersion | undefined;
  readonly fix: boolean;
  /** More warnings than this fail the check; undefined: any number passes. */
  readonly maxWarnings: number | undefined;
  readonly rules: Settings["rules"];
  readonly selection: Selection;
}

export async function check(typedPaths: readonly string[], options: CheckOptions, world: World): Promise<ExitCode> {
  const { kernel, rules, selection } = options;
  const settings: Settings = { ...DEFAULT_SETTINGS, kernel, rules, selection };
  const progress = openProgress(world);
  const { files, unusable } = findFiles(typedPaths, world.cwd);
  const engine = await world.openEngine();
  if (!isUsable(options.selection, typedPaths, engine, settings, world)) return 2;
  const missed: Missed[] = [];
  const miss = (path: string, why: string): void => {
    missed.push({ path, why });
    progress.clear();
    complain(world, `${shownPath(world.cwd, path)}: ${why}`);
  };
  for (const { path, why } of unusable) miss(path, why);

  const survey = surveyFiles(files, engine, settings, world, progress, miss);
  const fixed = options.fix ? fixFiles(survey.disko, typedPaths, engine, settings, world, miss) : [];
  const final = options.fix ? surveyFiles(files, engine, settings, world, progress, () => {}) : survey;
  progress.clear();

  const report: Report = {
    findings: inOrder(withoutDoubles(final.findings)),
    checked: final.checked,
    disko: final.disko,
    notDisko: final.notDisko,
    fixed: options.fix ? fixed.length : undefined,
    complete: missed.length === 0,
    missed,
  };
  const exitCode = exitCodeOf(report, options);
  world.stdout.write(inFormat(options.format, report, exitCode, world));
  return exitCode;
}

function inFormat(format: CheckFormat, report: Report, exitCode: ExitCode, world: World): string {
  switch (format) {
    case "text":
      return textReport(report, world);
    case "json":
      return jsonReport(report, world);
    case "sarif":
      return sarifReport(report, exitCode, world);
    case "github":
      return githubReport(report, world);
    default:
      return format satisfies never;
  }
}

function exitCodeOf(report: Report, options: CheckOptions): ExitCode {
  const counts = countSeverities(report.findings);
  if (!report.complete) return 2;
  return counts.error > 0 || counts.warning > (options.maxWarnings ?? Number.POSITIVE_INFINITY) ? 1 : 0;
}

/** Whether a host and tools that are named exist. A check of what nobody has would find nothing, and seem green. */
function isUsable(
  { host, tools, exclude }: Selection,
  typedPaths: readonly string[],
  engine: Engine,
  settings: Settings,
  world: World,
): boolean {
  if (host === undefined && tools.length === 0 && exclude.length === 0) return true;
  const paths = typedPaths.map((typed) => corePath(world.cwd, typed));
  const answers = paths.flatMap(
    (path) =>
      attempt(
        () => engine.profile(path, settings),
        path,
        () => {},
      ) ?? [],
  );
  const problems = new Map(
    answers.flatMap(({ problems }) => problems.filter(({ at }) => !at)).map((problem) => [problem.message, problem]),
  );
  reportProblems([...problems.values()], world);
  const isNowhere = answers.length > 0 && answers.every(({ noSuchHost }) => noSuchHost !== undefined);
  if (host !== undefined && isNowhere) {
    complain(world, unknownHost(host, [...new Set(answers.flatMap(({ noSuchHost }) => noSuchHost ?? []))]));
  }
  return problems.size === 0 && !isNowhere;
}

interface Survey {
  readonly findings: readonly Finding[];
  readonly checked: number;
  readonly disko: readonly string[];
  /** Named files that define no disko devices. */
  readonly notDisko: readonly string[];
}

type Miss = (path: string, why: string) => void;

function surveyFiles(
  files: readonly CheckedFile[],
  engine: Engine,
  settings: Settings,
  world: Pick<World, "files" | "cwd">,
  progress: Progress,
  miss: Miss,
): Survey {
  const findings: Finding[] = [];
  const disko: string[] = [];
  const notDisko: string[] = [];
  let checked = 0;
  for (const [index, { path, named, isProject }] of files.entries()) {
    const show = (): void => progress.show(`Checking ${index + 1} of ${files.length}: ${shownPath(world.cwd, path)}`);
    show();
    const content = world.files.read(path);
    if (content.kind !== "text") {
      miss(path, content.kind === "unreadable" ? content.why : "it cannot be read");
      continue;
    }
    const result = attempt(() => engine.check(path, settings, goingOn(show)), path, miss);
    if (!result) continue;
    checked += 1;
    if (result.isDisko || named || isProject) findings.push(...result.findings);
    else forget(path, engine, world);
    if (isProject) continue;
    if (result.isDisko) disko.push(path);
    else if (named) notDisko.push(path);
  }
  return { findings, checked, disko, notDisko };
}

/** One file may have a hundred hosts to evaluate. */
function goingOn(show: () => void): () => boolean {
  return () => {
    show();
    return true;
  };
}

/** A folder may hold thousands of files that are not disko: they need not stay in memory. */
function forget(path: string, engine: Engine, world: Pick<World, "files">): void {
  engine.forget(path);
  world.files.invalidate(path);
}

function fixFiles(
  paths: readonly string[],
  typedPaths: readonly string[],
  engine: Engine,
  settings: Settings,
  world: World,
  miss: Miss,
): Finding[] {
  const scope = scopeOf(typedPaths, world.cwd);
  const fixed: Finding[] = [];
  const refusedPaths = new Set<string>();
  for (const path of paths) {
    const result = attempt(() => applyFixes(engine, path, settings, scope, world), path, miss);
    if (!result) continue;
    fixed.push(...result.fixed);
    for (const { path: refused, why } of result.refused) {
      if (!refusedPaths.has(refused)) miss(refused, `not fixed: ${why}`);
      refusedPaths.add(refused);
    }
  }
  return fixed;
}

/** An exception in the engine is our bug. It costs the answer for one file, named, and not the others. */
function attempt<T>(work: () => T, path: string, miss: Miss): T | undefined {
  try {
    return work();
  } catch (error) {
    miss(path, `internal error, please report it: ${messageOf(error)}`);
    return undefined;
  }
}

/**
 * The one door. Everything above (LSP, CLI, tests) asks here and only translates; everything below is pure.
 * Made from the grammar's bytes and a view of the workspace; between calls it holds parsed trees and the last analysis of
 * each file, nothing that could not be computed anew.
 */

import { adviseOn } from "./engine/advices.ts";
import { findingsOfAll } from "./engine/agree.ts";
import { type Analysis, analyzeFile, isCurrent } from "./engine/analysis.ts";
import type { Dependencies, GenerateOptions, GenerateResult, ProfileResult } from "./engine/answers.ts";
import { changeSelection, type SelectionChange } from "./engine/change-selection.ts";
import { checkProjectFile } from "./engine/check-project-file.ts";
import { type EvaluateOptions, type EvaluateResult, evaluateToJson } from "./engine/evaluate.ts";
import { collectFindings } from "./engine/findings.ts";
import { fixAll } from "./engine/fix-all.ts";
import { generate } from "./engine/generate.ts";
import { createProjectViews, evaluateSome, type HostsDone, type ProjectViews } from "./engine/hosts-of.ts";
import { hoverAt } from "./engine/hover.ts";
import { keepLatest } from "./engine/keep-latest.ts";
import { profile } from "./engine/profile.ts";
import { exampleOf, filesOfExample, type Said, saidBy } from "./engine/rule-examples.ts";
import { levelsInForce } from "./engine/rule-levels.ts";
import { rulePage } from "./engine/rule-page.ts";
import { suppressionEdit } from "./engine/suppression.ts";
import { type ToolSummary, toolNames } from "./engine/tool-names.ts";
import { unusedSuppressions } from "./engine/unused-suppressions.ts";
import { withTexts } from "./engine/with-texts.ts";
import { type Files, textOf } from "./files.ts";
import { optionPage } from "./mounts/explain-option.ts";
import { createParser, type Grammar } from "./nix/syntax/parser.ts";
import type { PatternData } from "./patterns/pattern.ts";
import { createPatternIndex } from "./patterns/pattern-index.ts";
import { patternPage } from "./patterns/pattern-page.ts";
import { findRule, RULES } from "./rules/index.ts";
import type { Rule } from "./rules/rule.ts";
import { DEFAULT_SETTINGS, type Settings } from "./settings.ts";
import { asksOf } from "./stack/asks.ts";
import type { ToolChange } from "./stack/change-project-file.ts";
import { PROJECT_FILES } from "./stack/project-file.ts";
import type { FileEdit } from "./text/edit.ts";
import { type Finding, inOrder } from "./text/finding.ts";
import { basename } from "./text/path.ts";
import type { Location } from "./text/span.ts";

export type {
  Dependencies,
  FreshLayout,
  GenerateOptions,
  GenerateResult,
  HostProfile,
  InputProblem,
  NotWritten,
  ProfileResult,
} from "./engine/answers.ts";

export type { HostsDone } from "./engine/hosts-of.ts";

export interface CheckResult extends Dependencies {
  /** True where the file defines disko devices, or is our project file; an edge stays silent about others. */
  readonly isDisko: boolean;
  /** Hosts of the project that are evaluated; where it is not all, the findings may still change. None where none is asked. */
  readonly hosts: HostsDone;
  /** Findings in this file and in files it imports, in order of path and place; suppressed ones are left out. */
  readonly findings: readonly Finding[];
}

export interface FixResult {
  /** Edits of the files as they are now, in document order; none overlap. */
  readonly edits: readonly FileEdit[];
  readonly fixed: readonly Finding[];
}

export interface Hover {
  readonly at: Location;
  /** Markdown. */
  readonly markdown: string;
}

export interface RuleSummary {
  readonly code: string;
  readonly name: string;
  readonly what: string;
}

export interface Explanation {
  readonly title: string;
  /** Markdown page of a rule, a mount option, a tool or a category. */
  readonly markdown: string;
}

export interface Engine {
  /**
   * `goOn`: asked before a further host is evaluated. Who must not wait for all of them says false after a while, takes what
   * is found until then, and asks again: each time at least one more is evaluated.
   */
  check(path: string, settings: Settings, goOn?: () => boolean): CheckResult;
  /** Evaluates hosts of the path's project ahead of a question about them, with `goOn` as in `check`. */
  evaluateHosts(path: string, goOn: () => boolean): HostsDone;
  /**
   * The safe fixes of the file's findings, applied until nothing is left. Changes the file itself, and other files only
   * where `mayEdit` says so.
   */
  fixAll(path: string, settings: Settings, mayEdit?: (path: string) => boolean): FixResult;
  hover(path: string, offset: number, settings: Settings): Hover | undefined;
  /** `attribute`: dotted path below the value. `args`: given to a file that is a function. */
  evaluate(path: string, options: EvaluateOptions): EvaluateResult;
  /** By rule code, rule name, mount option (`compress`, `compress=zstd`), or the id of a tool or a category. */
  explain(topic: string): Explanation | undefined;
  /** The edit that writes `# disko-ignore CODE` for this finding; undefined where no comment can stand. */
  suppress(finding: Finding): FileEdit | undefined;
  /**
   * Hosts and their toolstacks. `path`: a file (the hosts that read it) or a folder (all that are found in it).
   * `settings.selection` says what the user knows better.
   */
  profile(path: string, settings: Settings): ProfileResult;
  /** The optimized layout of a file: a plan and the edits that carry it out. */
  generate(path: string, settings: Settings, options: GenerateOptions): GenerateResult;
  /** The edits that add a tool to the project file of `path`, exclude it there, or take either back. */
  changeSelection(path: string, change: ToolChange): SelectionChange;
  /** Every tool and category that is known, for lists and menus. */
  readonly tools: readonly ToolSummary[];
  /** Every rule, for lists and menus. */
  readonly rules: readonly RuleSummary[];
  /** Forgets the parsed tree of a file that was closed or deleted. */
  forget(path: string): void;
}

export interface EngineOptions {
  readonly grammar: Grammar;
  readonly files: Files;
  /** The bundled I/O-pattern database. */
  readonly patterns: PatternData;
}

/** Last analyses kept, one a file: an editor has a handful open, the CLI walks each file once. */
const KEPT_ANALYSES = 32;

export async function createEngine({ grammar, files, patterns }: EngineOptions): Promise<Engine> {
  const parser = await createParser(grammar);
  const analyses = keepLatest<Analysis>(KEPT_ANALYSES);
  const views = createProjectViews(files, parser, patterns);
  const bundled = createPatternIndex(patterns);

  function analyze(path: string): Analysis {
    return analyses.renew(path, (last) => (last && isCurrent(last, files) ? last : analyzeFile(path, files, parser)));
  }

  /** The findings of one file, with what its hosts ask of it. */
  function examine(analysis: Analysis, project: ProjectViews, asked: Settings, goOn?: () => boolean) {
    const advised = adviseOn(analysis, project, asked, goOn);
    const { seen, hosts, file, read, pending } = advised;
    const settings = file ? levelsInForce(asked, file) : asked;
    const all = seen.flatMap(({ analysis: own, effective, advices, kernel, hosts }) => {
      const known: Settings = { ...settings, kernel: settings.kernel ?? kernel };
      const machines = [...new Set(hosts.map(({ machine }) => machine))];
      const found = collectFindings(own, known, { effective, advices, machines, projectProblems: [] });
      const guessed = hosts.filter(({ machine }) => machine === undefined).map(({ name }) => name);
      return found.map(({ machine, ...rest }) => ({ hosts: machine ? [machine.name] : guessed, ...rest }));
    });
    // What the file says by itself holds for every host that comes to it.
    const alone = (): readonly Finding[] =>
      collectFindings(analysis, settings, {
        effective: { filesystems: [] },
        advices: [],
        machines: [],
        projectProblems: [],
      }).flatMap(({ findings }) => findings);
    const silenced = all.flatMap((one) => one.silenced);
    const unused = unusedSuppressions(analysis, silenced, advised, settings);
    return { findings: inOrder([...findingsOfAll(all, alone), ...unused]), hosts, read, pending };
  }

  /** What the check says of the bad example of a rule. */
  function saidOfExample(rule: Rule): readonly Said[] {
    const example = exampleOf(rule, rule.docs.bad);
    const texts = filesOfExample(example);
    const own = createProjectViews(texts, parser, patterns);
    if (isProjectFile(example.path)) {
      return saidBy(rule, checkProjectFile(example.path, own, DEFAULT_SETTINGS).findings);
    }
    return saidBy(rule, examine(analyzeFile(example.path, texts, parser), own, DEFAULT_SETTINGS).findings);
  }

  /** The projects as they would be with other texts; hosts that do not read them are kept. */
  const viewsWith = (changed: Files): ProjectViews => createProjectViews(changed, parser, patterns, views);

  return {
    rules: RULES.map(({ code, name, docs }) => ({ code, name, what: docs.what })),

    check(path, settings, goOn) {
      if (isProjectFile(path)) return { ...checkProjectFile(path, views, settings), hosts: { done: 0, of: 0 } };
      const analysis = analyze(path);
      const { findings, hosts, read, pending } = examine(analysis, views, settings, goOn);
      return {
        isDisko: analysis.isDisko,
        hosts,
        findings,
        read: union(analysis.read, read),
        pending: union(analysis.pending, pending),
      };
    },

    evaluateHosts: (path, goOn) => evaluateSome(path, views.view(path), goOn),

    fixAll(path, settings, mayEdit = (other) => other === path) {
      return fixAll({
        text: (other) => (mayEdit(other) ? textOf(files.read(other)) : undefined),
        check(texts) {
          if (texts.size === 0) return examine(analyze(path), views, settings).findings;
          const changed = withTexts(files, texts);
          return examine(analyzeFile(path, changed, parser), viewsWith(changed), settings).findings;
        },
      });
    },

    hover: (path, offset, settings) => hoverAt(analyze(path), offset, views, settings),

    evaluate: (path, options) => evaluateToJson(path, options, files, parser),

    explain(topic) {
      const rule = findRule(topic);
      if (rule) return { title: `${rule.code} ${rule.name}`, markdown: rulePage(rule, saidOfExample(rule)) };
      return optionPage(topic) ?? patternPage(bundled, topic, asksOf(bundled));
    },

    suppress(finding) {
      const text = textOf(files.read(finding.at.path));
      return text === undefined ? undefined : suppressionEdit(parser.parse(finding.at.path, text), finding);
    },

    tools: toolNames(bundled),

    profile: (path, settings) => profile(path, views.view(path), settings, files),

    generate(path, settings, options) {
      const viewWith = (changed: Files) => viewsWith(changed).view(path);
      return generate({ path, settings, options, files, parser, view: views.view(path), viewWith });
    },

    changeSelection: (path, change) => changeSelection(path, change, files),

    forget(path) {
      analyses.forget(path);
      parser.forget(path);
    },
  };
}

function isProjectFile(path: string): boolean {
  return PROJECT_FILES.some((name) => name === basename(path));
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return b.length === 0 ? a : [...new Set([...a, ...b])];
}

/** Problems of `.disko-toolstack.yaml` as findings, so that editors and `check` show them where they are. */
import type { Settings } from "../settings.ts";
import { selectionProblems } from "../stack/detect.ts";
import type { Finding } from "../text/finding.ts";
import { emptyAnalysis } from "./analysis.ts";
import type { Dependencies, InputProblem } from "./answers.ts";
import { collectFindings } from "./findings.ts";
import type { ProjectViews } from "./hosts-of.ts";
import { strangersAmong } from "./no-such-host.ts";
import { levelsInForce, ruleProblems } from "./rule-levels.ts";

/** Also what only the database and the hosts can tell: tools that nobody knows. */
export function checkProjectFile(
  path: string,
  views: ProjectViews,
  settings: Settings,
): Dependencies & { readonly isDisko: boolean; readonly findings: readonly Finding[] } {
  const view = views.view(path);
  const { all, hosts, problems: written } = view.file;
  const strangers = strangersAmong(view);
  const sections = [all, ...[...hosts].filter(([name]) => !strangers.has(name)).map(([, section]) => section)];
  // No host is evaluated for it: a project may have a hundred.
  const unusable = sections.flatMap(({ selection, places }) => selectionProblems(view.index, selection, places));
  const problems: InputProblem[] = [...written, ...ruleProblems(view.file), ...unusable, ...strangers.values()];
  const projectProblems = problems.flatMap(({ at, message }) => (at?.path === path ? [{ at, message }] : []));
  return {
    isDisko: true,
    findings: collectFindings(emptyAnalysis(path), levelsInForce(settings, view.file), {
      effective: { filesystems: [] },
      advices: [],
      machines: [],
      projectProblems,
    }).flatMap(({ findings }) => findings),
    read: view.read(),
    pending: view.pending(),
  };
}

/** Problems of `.disko-toolstack.yaml` as findings, so that editors and `check` show them where they are. */
import type { Settings } from "../settings.ts";
import { selectionProblems } from "../stack/detect.ts";
import type { ProjectFile } from "../stack/project-file.ts";
import type { Finding } from "../text/finding.ts";
import { emptyAnalysis } from "./analysis.ts";
import type { Dependencies, InputProblem } from "./answers.ts";
import { collectFindings } from "./findings.ts";
import { noSuchHost } from "./generate.ts";
import type { ProjectView, ProjectViews } from "./hosts-of.ts";

/** Also what only the database and the hosts can tell: tools that nobody knows. */
export function checkProjectFile(
  path: string,
  views: ProjectViews,
  settings: Settings,
): Dependencies & { readonly isDisko: boolean; readonly findings: readonly Finding[] } {
  const view = views.view(path);
  const { all, hosts, problems: written } = view.file;
  const strangers = strangersAmong(hosts, view);
  const sections = [all, ...[...hosts].filter(([name]) => !strangers.has(name)).map(([, section]) => section)];
  // No host is evaluated for it: a project may have a hundred.
  const unusable = sections.flatMap(({ selection, places }) => selectionProblems(view.index, selection, places));
  const problems: InputProblem[] = [...written, ...unusable, ...strangers.values()];
  const projectProblems = problems.flatMap(({ at, message }) => (at?.path === path ? [{ at, message }] : []));
  return {
    isDisko: true,
    findings: collectFindings(emptyAnalysis(path), settings, { advices: [], projectProblems }),
    read: view.read(),
    pending: view.pending(),
  };
}

/** Sections of hosts that are not there, by name. Where not all hosts could be seen, any of them may be. */
function strangersAmong(sections: ProjectFile["hosts"], { hosts }: ProjectView): ReadonlyMap<string, InputProblem> {
  const names = hosts.hosts.map(({ name }) => name);
  if (names.length === 0 || hosts.unknown.length > 0) return new Map();
  return new Map(
    [...sections]
      .filter(([name]) => !names.includes(name))
      .map(([name, { at }]) => [name, { at, message: noSuchHost(name, names) }]),
  );
}

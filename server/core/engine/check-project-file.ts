/** Problems of `.disko-toolstack.yaml` as findings, so that editors and `check` show them where they are. */
import type { Settings } from "../settings.ts";
import type { Finding } from "../text/finding.ts";
import { stackOf } from "./advise.ts";
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
  const stacks = [undefined, ...view.hosts.hosts].map((host) => stackOf(host, view, settings));
  const problems = [...view.file.problems, ...stacks.flatMap((stack) => stack.problems), ...noSuchHosts(view)];
  const projectProblems = problems.flatMap(({ at, message }) => (at?.path === path ? [{ at, message }] : []));
  return {
    isDisko: true,
    findings: collectFindings(emptyAnalysis(path), settings, { advices: [], projectProblems }),
    read: view.read(),
    pending: view.pending(),
  };
}

/** Where all hosts could be seen, a section for another one is a mistake. */
function noSuchHosts({ file, hosts }: ProjectView): InputProblem[] {
  const names = hosts.hosts.map(({ name }) => name);
  if (names.length === 0 || hosts.unknown.length > 0) return [];
  return [...file.hosts]
    .filter(([name]) => !names.includes(name))
    .map(([name, { at }]) => ({ at, message: noSuchHost(name, names) }));
}

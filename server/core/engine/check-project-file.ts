/** Problems of `.disko-toolstack.yaml` as findings, so that editors and `check` show them where they are. */
import type { Settings } from "../settings.ts";
import type { Finding } from "../text/finding.ts";
import { stackOf } from "./advise.ts";
import { emptyAnalysis } from "./analysis.ts";
import type { Dependencies } from "./answers.ts";
import { collectFindings } from "./findings.ts";
import type { ProjectViews } from "./hosts-of.ts";

/** Also what only the database and the hosts can tell: tools that nobody knows. */
export function checkProjectFile(
  path: string,
  views: ProjectViews,
  settings: Settings,
): Dependencies & { readonly isDisko: boolean; readonly findings: readonly Finding[] } {
  const view = views.view(path);
  const stacks = [undefined, ...view.hosts.hosts].map((host) => stackOf(host, view, settings));
  const problems = [...view.file.problems, ...stacks.flatMap((stack) => stack.problems)];
  const projectProblems = problems.flatMap(({ at, message }) => (at?.path === path ? [{ at, message }] : []));
  return {
    isDisko: true,
    findings: collectFindings(emptyAnalysis(path), settings, { advices: [], projectProblems }),
    read: view.read(),
    pending: view.pending(),
  };
}

/** What the hosts of a file ask of it, as the rules want it. Nothing is computed where no tool is known. */
import { computeEffective } from "../mounts/compute-effective.ts";
import type { Decision } from "../plan/plan.ts";
import type { Advice } from "../rules/advice.ts";
import type { Settings } from "../settings.ts";
import type { Fix } from "../text/finding.ts";
import { type HostPlan, planFor, stacksFor } from "./advise.ts";
import type { Analysis } from "./analysis.ts";
import type { Dependencies } from "./answers.ts";
import { writeDecisions } from "./generate.ts";
import type { ProjectViews } from "./hosts-of.ts";

export function adviseOn(
  analysis: Analysis,
  views: ProjectViews,
  settings: Settings,
): Dependencies & { readonly advices: readonly Advice[] } {
  if (!analysis.isDisko || analysis.layout.btrfs.length === 0) return { advices: [], read: [], pending: [] };
  const view = views.view(analysis.path);
  const stacks = stacksFor(analysis.path, view, settings).filter(({ toolstack }) => toolstack.tools.length > 0);
  const effective = computeEffective(analysis.layout, settings.kernel, analysis.host);
  const advices = stacks.map((stack): Advice => {
    const planned = planFor(stack, analysis, effective, settings, view);
    return {
      host: stack.host?.name,
      toolstack: stack.toolstack,
      plan: planned.plan,
      fixFor: (decision) => fixFor(decision, analysis, planned),
    };
  });
  return { advices, read: view.read(), pending: view.pending() };
}

/** Edits that add a mount or give something up are the user's to choose; what only stops needless writes is safe. */
function fixFor(decision: Decision, analysis: Analysis, planned: HostPlan): Fix | undefined {
  if (decision.addsMount && planned.plan.choices.target === "running") return undefined;
  const { edits, notWritten } = writeDecisions([decision], analysis, planned);
  if (edits.length === 0 || notWritten.length > 0) return undefined;
  return { title: decision.what, edits, safe: decision.kind === "access-time" && !decision.addsMount };
}

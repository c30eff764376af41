/** What the hosts of a file ask of it, as the rules want it. Nothing is computed where no tool is known. */
import { computeEffective } from "../mounts/compute-effective.ts";
import type { Effective } from "../mounts/effective.ts";
import type { Decision } from "../plan/plan.ts";
import type { Advice } from "../rules/advice.ts";
import type { KernelVersion, Settings } from "../settings.ts";
import type { Fix } from "../text/finding.ts";
import { choicesOf, type HostPlan, type HostStack, planFor, projectKernel, stacksFor } from "./advise.ts";
import type { Analysis } from "./analysis.ts";
import type { Dependencies } from "./answers.ts";
import { writeDecisions } from "./generate.ts";
import type { ProjectView, ProjectViews } from "./hosts-of.ts";

export interface Advised extends Dependencies {
  readonly effective: Effective;
  readonly advices: readonly Advice[];
  /** The kernel that the project file names, where nobody nearer does. */
  readonly kernel: KernelVersion | undefined;
}

/** One advice for each host that uses the file and runs a tool that is known. */
export function adviseOn(analysis: Analysis, views: ProjectViews, settings: Settings): Advised {
  if (!analysis.isDisko || analysis.layout.btrfs.length === 0) {
    return { effective: { filesystems: [] }, advices: [], kernel: undefined, read: [], pending: [] };
  }
  const view = views.view(analysis.path);
  const all = stacksFor(analysis.path, view, settings);
  const kernel = settings.kernel ?? kernelOf(all, view);
  const stacks = all.filter(({ toolstack }) => toolstack.tools.length > 0);
  const effective = computeEffective(analysis.layout, kernel, analysis.host);
  const advices = stacks.map((stack): Advice => {
    const planned = planFor(stack, analysis, effective, choicesOf(stack, settings, view));
    return {
      host: stack.host?.name,
      toolstack: stack.toolstack,
      plan: planned.plan,
      fixFor: (decision) => fixFor(decision, analysis, planned),
    };
  });
  return { effective, advices, kernel, read: view.read(), pending: view.pending() };
}

/** What the project file says, where it says the same of every host that uses the file. */
function kernelOf(stacks: readonly HostStack[], view: ProjectView): KernelVersion | undefined {
  const kernels = stacks.map(({ host }) => projectKernel(host, view));
  const [first] = kernels;
  const same = kernels.every((one) => one?.major === first?.major && one?.minor === first?.minor);
  return same ? first : undefined;
}

/** Edits that add a mount or give something up are the user's to choose; what only stops needless writes is safe. */
function fixFor(decision: Decision, analysis: Analysis, planned: HostPlan): Fix | undefined {
  if (decision.addsMount && planned.plan.choices.target === "running") return undefined;
  const { edits, notWritten } = writeDecisions([decision], analysis, planned);
  if (edits.length === 0 || notWritten.length > 0) return undefined;
  return { title: decision.what, edits, safe: decision.kind === "access-time" && !decision.addsMount };
}

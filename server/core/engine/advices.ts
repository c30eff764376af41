/**
 * How the hosts of a file see it: what takes effect there, and what they ask of it, as the rules want it. Hosts that see the
 * same are looked at once. Nothing is computed that no rule would ask for.
 */
import type { Machine } from "../machine/machine.ts";
import { computeEffective } from "../mounts/compute-effective.ts";
import type { Effective } from "../mounts/effective.ts";
import type { NixosHost } from "../nixos/host.ts";
import type { Decision } from "../plan/plan.ts";
import type { Advice } from "../rules/advice.ts";
import type { KernelVersion, Settings } from "../settings.ts";
import type { Fix } from "../text/finding.ts";
import { choicesOf, effectiveForPlan, type HostPlan, type HostStack, kernelFor, planFor, stacksFor } from "./advise.ts";
import type { Analysis } from "./analysis.ts";
import type { Dependencies } from "./answers.ts";
import { asOnHost } from "./as-on-host.ts";
import { writeDecisions } from "./generate.ts";
import {
  evaluateSome,
  type HostsDone,
  hostsFor,
  isEvaluated,
  type ProjectView,
  type ProjectViews,
} from "./hosts-of.ts";
import { machineOf } from "./machine-of.ts";

/** A file as some of its hosts see it. */
export interface Seen {
  readonly analysis: Analysis;
  readonly effective: Effective;
  /** What the hosts say of their kernel; undefined: nothing. */
  readonly kernel: KernelVersion | undefined;
  /** Empty where no host uses the file. */
  readonly hosts: readonly SeenBy[];
  readonly advices: readonly Advice[];
}

export interface SeenBy {
  readonly name: string;
  /** Undefined where it is not sure that the file is part of the host. */
  readonly machine: Machine | undefined;
}

export interface Advised extends Dependencies {
  /** At least one. */
  readonly seen: readonly Seen[];
  /** Hosts of the project whose word counts here; none where no host is asked. */
  readonly hosts: HostsDone;
  /** What our project file says; undefined where no project is asked. */
  readonly file: ProjectView["file"] | undefined;
}

const NONE_ASKED: HostsDone = { done: 0, of: 0 };

/**
 * One advice for each host that uses the file and runs a tool that is known. `goOn`: whether another host may be evaluated
 * for it; those that were not are left out.
 */
export function adviseOn(
  analysis: Analysis,
  views: ProjectViews,
  settings: Settings,
  goOn: () => boolean = () => true,
): Advised {
  const { isDisko } = analysis;
  if (!isDisko) {
    const alone: Seen = { analysis, effective: { filesystems: [] }, kernel: undefined, hosts: [], advices: [] };
    return { seen: [alone], hosts: NONE_ASKED, file: undefined, read: [], pending: [] };
  }
  const view = views.view(analysis.path);
  const hosts = evaluateSome(analysis.path, view, goOn);
  const stacks = stacksFor(analysis.path, view, settings, hostsSoFar(analysis.path, view));
  return {
    seen: grouped(stacks, analysis, view, settings).map((group) => seen(group, view, settings)),
    hosts,
    file: view.file,
    read: view.read(),
    pending: view.pending(),
  };
}

/** Where a file lies tells its hosts only when none of them uses it: until all are evaluated, those count that do. */
function hostsSoFar(path: string, { hosts }: ProjectView): readonly NixosHost[] {
  if (hosts.hosts.every(isEvaluated)) return hostsFor(path, hosts);
  return hosts.hosts.filter((host) => isEvaluated(host) && host.uses(path));
}

interface Group extends Pick<Seen, "analysis" | "kernel"> {
  readonly stacks: readonly HostStack[];
}

/** Hosts for which the file says the same, beside the same mounts and on the same kernel. */
export function grouped(
  stacks: readonly HostStack[],
  analysis: Analysis,
  view: ProjectView,
  settings: Settings,
): readonly Group[] {
  const groups = new Map<string, Group>();
  const layouts = [analysis.layout];
  for (const stack of stacks) {
    const own = stack.host ? asOnHost(analysis, stack.host, view) : analysis;
    const kernel = settings.kernel ?? kernelFor(stack.host, view);
    if (!layouts.includes(own.layout)) layouts.push(own.layout);
    const key = JSON.stringify([layouts.indexOf(own.layout), own.host, kernel]);
    const group = groups.get(key);
    groups.set(
      key,
      group ? { ...group, stacks: [...group.stacks, stack] } : { analysis: own, kernel, stacks: [stack] },
    );
  }
  return [...groups.values()];
}

function seen({ analysis, kernel, stacks }: Group, view: ProjectView, settings: Settings): Seen {
  const effective = computeEffective(analysis.layout, kernel, analysis.host);
  const hosts = stacks.flatMap(({ host }) =>
    host ? [{ name: host.name, machine: machineOf(host, analysis, view) }] : [],
  );
  const asking = analysis.layout.btrfs.length === 0 ? [] : stacks.filter(({ toolstack }) => toolstack.tools.length > 0);
  // A plan has to settle for a kernel.
  const planned = asking.length === 0 || kernel !== undefined ? effective : effectiveForPlan(analysis, kernel);
  const advices = asking.map((stack): Advice => {
    const plan = planFor(stack, analysis, planned, choicesOf(stack, settings, view));
    return {
      host: stack.host?.name,
      toolstack: stack.toolstack,
      plan: plan.plan,
      fixFor: (decision) => fixFor(decision, analysis, plan),
    };
  });
  return { analysis, effective, kernel, hosts, advices };
}

/** Edits that add a mount or give something up are the user's to choose; what only stops needless writes is safe. */
function fixFor(decision: Decision, analysis: Analysis, planned: HostPlan): Fix | undefined {
  if (decision.addsMount && planned.plan.choices.target === "running") return undefined;
  const { edits, notWritten } = writeDecisions([decision], analysis, planned);
  if (edits.length === 0 || notWritten.length > 0) return undefined;
  return { title: decision.what, edits, safe: decision.kind === "access-time" && !decision.addsMount };
}

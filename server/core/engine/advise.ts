/** The plans for a file: one for each host that uses it, made from its toolstack and what the user says. */
import { computeEffective } from "../mounts/compute-effective.ts";
import type { Effective } from "../mounts/effective.ts";
import { MEASURED_KERNEL } from "../mounts/vocabulary.ts";
import type { NixosHost } from "../nixos/host.ts";
import { makePlan } from "../plan/make-plan.ts";
import type { Plan, PlanChoices, Surroundings } from "../plan/plan.ts";
import type { KernelVersion, Selection, Settings } from "../settings.ts";
import { detectToolstack } from "../stack/detect.ts";
import { mergeSelections } from "../stack/merge-selections.ts";
import { mergePlaces } from "../stack/places.ts";
import type { Toolstack } from "../stack/toolstack.ts";
import type { Analysis } from "./analysis.ts";
import type { InputProblem } from "./answers.ts";
import { hostsFor, type ProjectView } from "./hosts-of.ts";
import { surroundingsOf } from "./surroundings.ts";

/** What is known of one host for one file. */
export interface HostPlan {
  readonly host: NixosHost | undefined;
  readonly toolstack: Toolstack;
  readonly surroundings: Surroundings;
  readonly plan: Plan;
}

export interface HostStack {
  readonly host: NixosHost | undefined;
  readonly selection: Selection;
  readonly toolstack: Toolstack;
  readonly problems: readonly InputProblem[];
}

/** What was found for a host, and for which words of the user. */
interface KeptStack extends Pick<ProjectView, "index" | "file"> {
  readonly asked: Selection;
  readonly stack: HostStack;
}

/** Hosts that nothing was changed of are the same objects (hosts-of.ts), and run what they ran. */
const stacks = new WeakMap<NixosHost, KeptStack>();

/** The toolstack of one host, or of none: then it is what the user says. */
export function stackOf(host: NixosHost | undefined, view: ProjectView, settings: Settings): HostStack {
  const { index, file } = view;
  const asked = settings.selection;
  const kept = host && stacks.get(host);
  if (kept?.asked === asked && kept.index === index && kept.file === file) return kept.stack;
  const stack = findStack(host, view, settings);
  if (host) stacks.set(host, { asked, index, file, stack });
  return stack;
}

function findStack(host: NixosHost | undefined, view: ProjectView, settings: Settings): HostStack {
  const { all, hosts } = view.file;
  const own = host && hosts.get(host.name);
  const selection = mergeSelections(settings.selection, own?.selection, all.selection);
  const places = own ? mergePlaces(own.places, all.places) : all.places;
  const { toolstack, problems } = detectToolstack({ host, index: view.index, selection, places });
  return { host, selection, toolstack, problems };
}

/** More hosts than this share no file that anybody can reason about. */
const MOST_HOSTS = 16;

/**
 * The hosts that a file is for: those that it belongs to, or the one that the user names. Without any, one stack without a host.
 */
export function stacksFor(
  path: string,
  view: ProjectView,
  settings: Settings,
  reading: readonly NixosHost[] = hostsFor(path, view.hosts),
): HostStack[] {
  const wanted = settings.selection.host;
  const chosen =
    wanted === undefined
      ? reading
      : [...reading, ...view.hosts.hosts].filter(({ name }) => name === wanted).slice(0, 1);
  const hosts: (NixosHost | undefined)[] = chosen.length > 0 ? chosen.slice(0, MOST_HOSTS) : [undefined];
  return hosts.map((host) => stackOf(host, view, settings));
}

/** Development where somebody works on the machine with an editor; else it may serve others. */
function usualEnvironment({ tools }: Toolstack): PlanChoices["environment"] {
  return tools.some(({ pattern }) => pattern.category === "editor") ? "development" : "production";
}

/** What the user or the project file says; else balanced, what the tools suggest, and running. */
export function choicesOf(
  { host, selection, toolstack }: HostStack,
  settings: Settings,
  view: ProjectView,
): PlanChoices {
  const { priority, environment, target } = selection;
  return {
    priority: priority ?? "balanced",
    environment: environment ?? usualEnvironment(toolstack),
    // A machine of which nothing is known may hold data already.
    target: target ?? "running",
    chosen: { priority: priority !== undefined, environment: environment !== undefined, target: target !== undefined },
    kernel: settings.kernel ?? kernelFor(host, view),
  };
}

/** The kernel that the project file names for a host, else for all; else the one that its configuration names. */
export function kernelFor(host: NixosHost | undefined, { file }: ProjectView): KernelVersion | undefined {
  return file.hosts.get(host?.name ?? "")?.kernel ?? file.all.kernel ?? host?.facts.kernel?.value;
}

/** What is in effect, for a plan: where nobody knows the kernel, it is made for the one that everything was measured on. */
export function effectiveForPlan({ layout, host }: Analysis, kernel: KernelVersion | undefined): Effective {
  return computeEffective(layout, kernel ?? MEASURED_KERNEL, host);
}

/** The plan of one host for the layout of a file. */
export function planFor(stack: HostStack, analysis: Analysis, effective: Effective, choices: PlanChoices): HostPlan {
  const { host, toolstack, selection } = stack;
  const surroundings = surroundingsOf({ analysis, module: selection.module, host });
  const plan = makePlan({ layout: analysis.layout, effective, toolstack, choices, surroundings });
  return { host, toolstack, surroundings, plan };
}

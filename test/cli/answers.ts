// Answers of the engine as short as a test can have them.
import type { GenerateResult, HostProfile, ProfileResult } from "../../server/core/engine.ts";
import type { Decision, Plan } from "../../server/core/plan/plan.ts";
import type { StackTool, Toolstack } from "../../server/core/stack/toolstack.ts";
import type { FileEdit } from "../../server/core/text/edit.ts";
import type { Location } from "../../server/core/text/span.ts";

type Planned = Extract<GenerateResult, { kind: "plan" }>;

export const NO_TOOLS: Toolstack = {
  host: undefined,
  tools: [],
  system: [],
  projects: [],
  snapshots: { kind: "unknown" },
  workload: { intensity: {} },
  unknown: [],
};

export function place(path: string, start: number, end = start): Location {
  return { path, span: { start, end } };
}

/** The edit that puts `newText` in the place of `old`, which stands once in `text`. */
export function replacing(path: string, text: string, old: string, newText: string): FileEdit {
  const start = text.indexOf(old);
  return { path, span: { start, end: start + old.length }, newText };
}

const NOWHERE = place("/nowhere", 0);

export function decision(id: string, more: Partial<Decision> = {}): Decision {
  return {
    id,
    kind: "compression",
    what: `What ${id} does`,
    comment: undefined,
    why: [],
    cost: "Nothing.",
    tools: [],
    at: undefined,
    filesystem: {
      object: {
        type: "btrfs",
        name: undefined,
        path: [],
        at: NOWHERE,
        conditional: false,
        open: false,
        parent: undefined,
        attributes: new Map(),
        children: [],
      },
      name: "root",
      device: undefined,
      subvolumes: [],
      mountpoint: { kind: "absent" },
      options: { entries: [], complete: true, written: false, key: undefined, binding: undefined, list: undefined },
      complete: true,
    },
    path: undefined,
    changes: [],
    byDefault: true,
    addsMount: false,
    contradicted: false,
    steps: [],
    ...more,
  };
}

/** A change, where only their number counts. */
export const A_CHANGE = { kind: "comment", at: NOWHERE, lines: [] } as const;

export function planned(more: Partial<Planned> & { readonly plan?: Plan } = {}): Planned {
  return {
    kind: "plan",
    read: [],
    pending: [],
    problems: [],
    host: undefined,
    toolstack: NO_TOOLS,
    plan: plan([]),
    carriedOut: [],
    optional: [],
    edits: [],
    notWritten: [],
    text: "",
    ...more,
  };
}

export function plan(decisions: readonly Decision[], more: Partial<Plan> = {}): Plan {
  return {
    choices: {
      priority: "balanced",
      environment: "development",
      target: "running",
      chosen: { priority: false, environment: false, target: false },
      kernel: undefined,
    },
    decisions,
    notDone: [],
    refusals: [],
    promise: { filesystems: [], noCopyOnWrite: [] },
    ...more,
  };
}

export function profiled(hosts: readonly HostProfile[], more: Partial<ProfileResult> = {}): ProfileResult {
  const nothing = {
    read: [],
    pending: [],
    noSuchHost: undefined,
    unknown: [],
    known: [],
    categories: [],
    problems: [],
  };
  return { ...nothing, root: "/", hosts, ...more };
}

/** A host of which nothing is known but its name. */
export function hostProfile(
  more: Pick<HostProfile, "name" | "entry" | "toolstack"> & Partial<HostProfile>,
): HostProfile {
  const facts = {
    stateVersion: undefined,
    kernel: undefined,
    initrd: undefined,
    platform: undefined,
    hardware: undefined,
  };
  return { facts, likely: undefined, excluded: [], diskoFiles: [], ...more };
}

export function stackTool(id: string, name: string, category: string, more: Partial<StackTool> = {}): StackTool {
  return {
    pattern: {
      id,
      name,
      category,
      summary: "A tool.",
      detect: { options: [], homeOptions: [], packages: [], always: false },
      data: [],
      advice: [],
      sources: {},
    },
    certainty: "certain",
    via: "option",
    evidence: [],
    data: [],
    ...more,
  };
}

/** What a user may choose; the edges read it from VS Code settings or from CLI flags. */
import type { Severity } from "./text/finding.ts";

export interface KernelVersion {
  readonly major: number;
  readonly minor: number;
}

/** What a layout is made for, first of all. */
export const PRIORITIES = ["performance", "balanced", "durability", "space"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Picks defaults: a development machine can be made again, a production machine serves others. */
export const ENVIRONMENTS = ["development", "production"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** `install`: the disk is still to be formatted. `running`: data lies on it, and every new mount would hide some. */
export const TARGETS = ["install", "running"] as const;
export type Target = (typeof TARGETS)[number];

/** How hard a tool or a category works on this host. */
export const INTENSITIES = ["light", "normal", "heavy"] as const;
export type Intensity = (typeof INTENSITIES)[number];

/** What is known of the work, beside the tools. */
export interface Workload {
  /** Whether "/" and other subvolumes are snapshotted; undefined: look in the configuration. */
  readonly snapshots?: boolean | undefined;
  /** By tool or category id. */
  readonly intensity: Readonly<Record<string, Intensity>>;
}

/**
 * What a user says of the host that a layout is for. Where it says nothing the project file counts, then what is detected,
 * then the default.
 */
export interface Selection {
  /** Name of the host, where several use one file. */
  readonly host?: string | undefined;
  /** Ids of tools that are there, whatever the configuration shows. */
  readonly tools: readonly string[];
  /** Ids of tools that are to be passed over. */
  readonly exclude: readonly string[];
  /** Directories of source trees: absolute, or `~/…`. */
  readonly projects: readonly string[];
  readonly priority?: Priority | undefined;
  readonly environment?: Environment | undefined;
  readonly target?: Target | undefined;
  /** Whether the file is imported as a NixOS module; undefined: look in the workspace. */
  readonly module?: boolean | undefined;
  readonly workload: Workload;
}

export const NO_SELECTION: Selection = { tools: [], exclude: [], projects: [], workload: { intensity: {} } };

/** What a rule may be set to. */
export const RULE_LEVELS = ["error", "warning", "info", "hint", "off"] as const satisfies readonly (Severity | "off")[];
export type RuleLevel = (typeof RULE_LEVELS)[number];

export interface Settings {
  /** Kernel of the host; decides which options exist. Undefined: not known, so what is said holds on all that are supported. */
  readonly kernel: KernelVersion | undefined;
  /** Severity by rule name or code; `off` silences a rule. */
  readonly rules: Readonly<Record<string, RuleLevel>>;
  readonly selection: Selection;
}

export const DEFAULT_SETTINGS: Settings = { kernel: undefined, rules: {}, selection: NO_SELECTION };

/** `6.18` or `6.18.3`; undefined for anything else. */
export function parseKernelVersion(text: string): KernelVersion | undefined {
  const match = /^(\d{1,3})\.(\d{1,4})(?:\.\d+)?$/.exec(text.trim());
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : undefined;
}

/** `6.18` */
export function kernelText({ major, minor }: KernelVersion): string {
  return `${major}.${minor}`;
}

export function isAtLeast(kernel: KernelVersion, wanted: KernelVersion): boolean {
  return kernel.major > wanted.major || (kernel.major === wanted.major && kernel.minor >= wanted.minor);
}

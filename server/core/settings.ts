/** What a user may choose; the edges read it from VS Code settings or from CLI flags. */
import type { Severity } from "./text/finding.ts";

export interface KernelVersion {
  readonly major: number;
  readonly minor: number;
}

export interface Settings {
  /** Kernel of the host; decides which options exist. Undefined: the version all facts were measured on (6.18). */
  readonly kernel: KernelVersion | undefined;
  /** Severity by rule name or code; `off` silences a rule. */
  readonly rules: Readonly<Record<string, Severity | "off">>;
}

export const DEFAULT_SETTINGS: Settings = { kernel: undefined, rules: {} };

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

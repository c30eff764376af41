/** Words of the command line that must have a form: each parser says what the form is. */
import { InvalidArgumentError } from "commander";
import { unknownRule } from "../core/engine/rule-named.ts";
import { findRule } from "../core/rules/index.ts";
import { type KernelVersion, parseKernelVersion, RULE_LEVELS, type Settings } from "../core/settings.ts";
import { enumerate } from "../core/text/enumerate.ts";

/** For an option that may be repeated. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, parseName(text)];
}

/** Empty words come from variables of scripts that are not set. */
export function parseName(text: string): string {
  if (text.trim() === "") throw new InvalidArgumentError("It must not be empty.");
  return text;
}

export function parseKernel(text: string): KernelVersion {
  const kernel = parseKernelVersion(text);
  if (!kernel) throw new InvalidArgumentError("It must look like 6.12.");
  return kernel;
}

/** `DSK204=hint` or `ignored-mount-option=off`; of two for one rule the last counts. */
export function collectRule(text: string, before: Settings["rules"] = {}): Settings["rules"] {
  const [, name = "", word = ""] = /^([^=]*)=(.*)$/.exec(text) ?? [];
  const level = RULE_LEVELS.find((one) => one === word);
  if (level === undefined) {
    throw new InvalidArgumentError(
      `It must look like DSK204=hint, by code or name, with ${enumerate(RULE_LEVELS, "or")} behind it.`,
    );
  }
  const rule = findRule(name);
  if (rule) return { ...before, [rule.code]: level };
  const unknown = unknownRule(name);
  throw new InvalidArgumentError(`${unknown?.statement}. ${unknown?.guess}`.replaceAll("`", ""));
}

export function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It must be a whole number, 0 or more.");
  return Number(text);
}

export function parseDevice(text: string): string {
  if (!/^\/dev\/[\w/.:=@+,-]+$/.test(text) || text.includes("/../")) {
    throw new InvalidArgumentError("It must be a path below /dev, without blanks and quotes: /dev/disk/by-id/nvme-…");
  }
  return text;
}

/** As disko takes sizes: bytes in powers of 1024. */
export function parseSize(text: string): string {
  if (!/^[1-9]\d*[KMGTP]$/.test(text)) throw new InvalidArgumentError("It must look like 16G.");
  return text;
}

/**
 * How values of mount options are read, by the kernel's own rules: what it takes, what it refuses, what it bends into its
 * range without a word. Measured on Linux 6.18; older kernels differ only where a `since` says so.
 */
import { isAtLeast, type KernelVersion } from "../settings.ts";
import { enumerate } from "../text/enumerate.ts";
import { didYouMean } from "../text/similar.ts";

/** The grammar of one option's value. */
export type ValueKind =
  /** No value: `noatime`. */
  | { readonly kind: "flag" }
  /** Anything, or nothing: options whose values are not ours to judge. */
  | { readonly kind: "any" }
  /** Some text: `subvol=@home`. */
  | { readonly kind: "text" }
  /** Algorithm and level: `zstd:3`. */
  | { readonly kind: "compression" }
  /** A whole number, decimal, hexadecimal (`0x10`) or octal (`010`), as kstrtouint reads it. */
  | { readonly kind: "number"; readonly min: bigint; readonly max: bigint; readonly zero?: string }
  /** Bytes with an optional suffix K, M, G; what cannot be read becomes 0, what is above `max` becomes `max`. */
  | { readonly kind: "bytes"; readonly max: number }
  /** One of few words; each with its canonical form. `bare` is what the option means without a value. */
  | { readonly kind: "choice"; readonly choices: Readonly<Record<string, Choice>>; readonly bare?: string };

export interface Choice {
  readonly means: string;
  readonly since?: KernelVersion;
}

export type ReadValue =
  /** `value` is the canonical form: `zstd:3`, `30`, `async`. */
  | { readonly kind: "ok"; readonly value: string }
  /** Taken, but not as written. `written` is a value that says what the kernel makes of it; `why` completes "because …". */
  | { readonly kind: "clamped"; readonly value: string; readonly written: string; readonly why: string }
  /** `suggestion` is a value; `certain` when it says the same without doubt (`30s`, `ZSTD`). `since`: older kernels took it. */
  | {
      readonly kind: "bad";
      readonly suggestion: string | undefined;
      readonly certain: boolean;
      readonly since?: KernelVersion;
    }
  /** The value came with a later kernel; `effect` says what this kernel does with it. */
  | {
      readonly kind: "not-yet";
      readonly since: KernelVersion;
      readonly effect: "fails" | "default";
      readonly value: string;
    };

const BAD: ReadValue = { kind: "bad", suggestion: undefined, certain: false };

/** Reads `value` (undefined: none written) as `kind`. Never throws. */
export function readValue(kind: ValueKind, value: string | undefined, kernel: KernelVersion): ReadValue {
  switch (kind.kind) {
    case "flag":
      return value === undefined ? { kind: "ok", value: "on" } : BAD;
    case "any":
      return { kind: "ok", value: value ?? "" };
    case "text":
      return value ? { kind: "ok", value } : BAD;
    case "compression":
      return readCompression(value, kernel);
    case "number":
      return readNumber(kind, value);
    case "bytes":
      return readBytes(kind.max, value);
    case "choice":
      return readChoice(kind, value, kernel);
    default:
      return kind satisfies never;
  }
}

/** The kernel that began to refuse what follows the name of an algorithm and is no level. */
const STRICT_LEVELS: KernelVersion = { major: 6, minor: 18 };
const NEGATIVE_LEVELS: KernelVersion = { major: 6, minor: 15 };

const ALGORITHMS = ["zlib", "zstd", "lzo"] as const;
type Algorithm = (typeof ALGORITHMS)[number];
const LEVELS = { zlib: { min: 1, max: 9 }, zstd: { min: -15, max: 15 } } as const;
/** Both algorithms use level 3 when none, or 0, is asked for. */
const DEFAULT_LEVEL = 3;

function readCompression(value: string | undefined, kernel: KernelVersion): ReadValue {
  if (value === undefined) return { kind: "ok", value: `zlib:${DEFAULT_LEVEL}` };
  if (value === "no" || value === "none") return { kind: "ok", value: "no" };
  const name = ALGORITHMS.find((algorithm) => value.startsWith(algorithm));
  if (name === undefined) return { kind: "bad", ...nearestCompression(value) };
  const rest = value.slice(name.length);
  if (rest === "") return { kind: "ok", value: name === "lzo" ? "lzo" : `${name}:${DEFAULT_LEVEL}` };
  const level = /^:[+-]?\d+$/.test(rest) ? Number(rest.slice(1)) : undefined;
  if (level === undefined || Math.abs(level) > 2 ** 31 - 1) return readGarbageLevel(name, rest, kernel);
  if (name === "lzo") return { kind: "clamped", value: "lzo", written: "lzo", why: "lzo has no levels" };
  if (level < 0 && name === "zstd" && !isAtLeast(kernel, NEGATIVE_LEVELS)) {
    return { kind: "not-yet", since: NEGATIVE_LEVELS, effect: "default", value: `zstd:${DEFAULT_LEVEL}` };
  }
  if (level === 0) return { kind: "ok", value: `${name}:${DEFAULT_LEVEL}` };
  const { min, max } = LEVELS[name];
  const used = Math.min(Math.max(level, min), max);
  const canonical = `${name}:${used}`;
  if (used === level) return { kind: "ok", value: canonical };
  return { kind: "clamped", value: canonical, written: canonical, why: `${name} has the levels ${min} to ${max}` };
}

function readGarbageLevel(name: Algorithm, rest: string, kernel: KernelVersion): ReadValue {
  if (name === "lzo" && rest.startsWith(":")) {
    return { kind: "clamped", value: "lzo", written: "lzo", why: "lzo has no levels" };
  }
  if (!isAtLeast(kernel, STRICT_LEVELS)) {
    const value = name === "lzo" ? "lzo" : `${name}:${DEFAULT_LEVEL}`;
    return { kind: "clamped", value, written: value, why: `\`${rest}\` is no level` };
  }
  const digits = /^[-:= ]*(\d+)$/.exec(rest)?.[1];
  const { max } = name === "lzo" ? { max: 0 } : LEVELS[name];
  const meant = digits !== undefined && Number(digits) >= 1 && Number(digits) <= max;
  return { kind: "bad", suggestion: meant ? `${name}:${digits}` : name, certain: meant, since: STRICT_LEVELS };
}

/** What people write for compression elsewhere, and what btrfs calls it. */
const COMPRESSION_WORDS: Readonly<Record<string, string>> = {
  off: "no",
  false: "no",
  disable: "no",
  disabled: "no",
  n: "no",
  "0": "no",
  gzip: "zlib",
};

function nearestCompression(value: string): { suggestion: string | undefined; certain: boolean } {
  const lower = value.toLowerCase();
  if (lower !== value && /^(zlib|zstd)(:-?\d+)?$|^lzo$|^none?$/.test(lower))
    return { suggestion: lower, certain: true };
  const word = COMPRESSION_WORDS[lower];
  if (word !== undefined) return { suggestion: word, certain: word === "no" };
  const [name, ...level] = lower.split(":");
  const near = didYouMean(name ?? "", ["zstd", "zlib", "lzo", "none"]);
  if (near === undefined) return { suggestion: undefined, certain: false };
  return { suggestion: [near, ...level].join(":"), certain: false };
}

function readNumber(kind: ValueKind & { kind: "number" }, value: string | undefined): ReadValue {
  if (value === undefined) return BAD;
  if (!/^\+?(0x[0-9a-f]+|0[0-7]*|[1-9][0-9]*)$/i.test(value)) {
    const digits = /^([1-9]\d*) ?[a-z]+$/i.exec(value)?.[1];
    const seconds = /^\d+ ?(s|sec|secs|seconds?)$/i.test(value);
    return { kind: "bad", suggestion: seconds ? digits : undefined, certain: seconds && digits !== undefined };
  }
  const text = value.replace(/^\+/, "").replace(/^0(?=[0-7])/, "0o");
  const number = BigInt(text);
  if (number < kind.min || number > kind.max) return BAD;
  return { kind: "ok", value: number === 0n && kind.zero !== undefined ? kind.zero : number.toString() };
}

function readBytes(max: number, value: string | undefined): ReadValue {
  if (!value) return BAD;
  const match = /^(0x[0-9a-f]+|\d+)([kmgtpe]?)/i.exec(value);
  if (!match) {
    return { kind: "clamped", value: "0", written: "0", why: `\`${value}\` is no number of bytes` };
  }
  const [, digits = "0", suffix = ""] = match;
  const base = /^0x/i.test(digits) ? 16 : digits.startsWith("0") ? 8 : 10;
  const power = suffix === "" ? 0 : "kmgtpe".indexOf(suffix.toLowerCase()) + 1;
  const bytes = Number.parseInt(digits, base) * 1024 ** power;
  if (Number.isNaN(bytes)) return { kind: "ok", value: digits };
  if (bytes <= max) return { kind: "ok", value: String(bytes) };
  return { kind: "clamped", value: String(max), written: String(max), why: `a sector has ${max} bytes` };
}

function readChoice(kind: ValueKind & { kind: "choice" }, value: string | undefined, kernel: KernelVersion): ReadValue {
  if (value === undefined) return kind.bare === undefined ? BAD : { kind: "ok", value: kind.bare };
  const choice = Object.hasOwn(kind.choices, value) ? kind.choices[value] : undefined;
  if (choice === undefined) {
    const lower = value.toLowerCase();
    if (Object.hasOwn(kind.choices, lower)) return { kind: "bad", suggestion: lower, certain: true };
    return { kind: "bad", suggestion: didYouMean(value, Object.keys(kind.choices)), certain: false };
  }
  if (choice.since !== undefined && !isAtLeast(kernel, choice.since)) {
    return { kind: "not-yet", since: choice.since, effect: "fails", value: choice.means };
  }
  return { kind: "ok", value: choice.means };
}

/** The values an option takes, for messages: "`sync` or `async`". */
export function acceptedValues(kind: ValueKind): string {
  switch (kind.kind) {
    case "flag":
      return "no value";
    case "any":
      return "any value";
    case "text":
      return "a value";
    case "compression":
      return "`zstd`, `zlib` or `lzo`, with a level such as `zstd:3` (zstd -15 to 15, zlib 1 to 9), or `no`";
    case "number":
      return `a whole number from ${kind.min} to ${kind.max}`;
    case "bytes":
      return "a number of bytes, with K, M or G if you like";
    case "choice":
      return enumerate(
        Object.keys(kind.choices).map((word) => `\`${word}\``),
        "or",
      );
    default:
      return kind satisfies never;
  }
}

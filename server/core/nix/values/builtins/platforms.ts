/** `lib.systems.elaborate` on the platforms that NixOS runs on: what a platform's name says of it. */
import type { BuiltinDefinition } from "../context.ts";
import { attribute, attrsOf, bool, string } from "../make.ts";
import { attributeValue } from "../select.ts";
import { type AttrsValue, known, unknown, type Value } from "../value.ts";
import { unary } from "./define.ts";

/** Families of processors by name. Source: https://github.com/NixOS/nixpkgs/blob/master/lib/systems/parse.nix */
const PROCESSORS: Readonly<Record<string, { readonly family: string; readonly bits: 32 | 64 }>> = {
  x86_64: { family: "x86", bits: 64 },
  i686: { family: "x86", bits: 32 },
  aarch64: { family: "arm", bits: 64 },
  armv6l: { family: "arm", bits: 32 },
  armv7l: { family: "arm", bits: 32 },
  riscv64: { family: "riscv", bits: 64 },
};

const MORE = unknown("what a platform is beside its processor and kernel is not evaluated");

function isCpu(name: string, cpu: string, family: string, bits: number): boolean {
  switch (name) {
    case "isx86":
      return family === "x86";
    case "isx86_64":
      return cpu === "x86_64";
    case "isx86_32":
    case "isi686":
      return cpu === "i686";
    case "isAarch":
      return family === "arm";
    case "isAarch32":
      return family === "arm" && bits === 32;
    case "isAarch64":
      return cpu === "aarch64";
    case "isRiscV":
      return family === "riscv";
    case "is64bit":
      return bits === 64;
    default:
      return bits === 32;
  }
}

const CPU_TESTS = "isx86 isx86_64 isx86_32 isi686 isAarch isAarch32 isAarch64 isRiscV is64bit is32bit".split(" ");

/** A platform by its name, e.g. "x86_64-linux"; undefined for names that are not in the table. */
export function platformNamed(system: string): AttrsValue | undefined {
  const [, cpu = "", kernel = ""] = /^([^-]+)-(linux|darwin)$/.exec(system) ?? [];
  const processor = PROCESSORS[cpu];
  if (processor === undefined) return undefined;
  const facts: readonly (readonly [string, Value])[] = [
    ["system", string(system)],
    ["isLinux", bool(kernel === "linux")],
    ["isDarwin", bool(kernel === "darwin")],
    ["isUnix", bool(true)],
    ["isWindows", bool(false)],
    ...CPU_TESTS.map((name) => [name, bool(isCpu(name, cpu, processor.family, processor.bits))] as const),
  ];
  return attrsOf(new Map(facts.map(([name, value]) => [name, attribute(name, known(value))])), MORE);
}

/** A platform from its name, or from a set with nothing but its name: what else a set says may override that. */
function elaborate(value: Value): Value {
  if (value.kind === "unknown") return value;
  if (value.kind === "string") return platformNamed(value.value) ?? MORE;
  if (value.kind !== "attrs" || value.attributes.size !== 1 || value.open !== undefined) return MORE;
  const system = attributeValue(value, "system");
  return system.kind === "string" ? (platformNamed(system.value) ?? MORE) : MORE;
}

export const inSystems: readonly BuiltinDefinition[] = [unary("elaborate", (platform) => elaborate(platform.force()))];

/**
 * What packages are built for: `pkgs.stdenv.hostPlatform`. Sources: `lib.systems.inspect` in nixpkgs, and that NixOS runs Linux.
 */
import { attribute, attrsOf, bool } from "../nix/values/make.ts";
import { type Attribute, type AttrsValue, known, type Thunk, unknown, type Value } from "../nix/values/value.ts";

const OPEN = unknown("this part of a platform is not evaluated");

/** `system`: `x86_64-linux`, where it is known. `linux`: it is that in any case. */
export function platformValue(system: Thunk, linux: boolean): AttrsValue {
  const is = (
    name: string,
    answer: (processor: string, kernel: string) => boolean | undefined,
  ): [string, Attribute] => [name, attribute(name, { force: () => answerFor(system.force(), answer, linux) })];
  const processor =
    (...names: readonly string[]) =>
    (own: string) =>
      own === "" ? undefined : names.includes(own);
  return attrsOf(
    new Map([
      ["system", attribute("system", system)],
      is("isLinux", (_, kernel) => kernel === "linux"),
      is("isDarwin", (_, kernel) => kernel === "darwin"),
      is("isx86_64", processor("x86_64")),
      is("isx86_32", processor("i686")),
      is("isx86", processor("x86_64", "i686")),
      is("isAarch64", processor("aarch64")),
      is("isAarch32", processor("armv6l", "armv7l")),
      is("isAarch", processor("aarch64", "armv6l", "armv7l")),
      is("isRiscV64", processor("riscv64")),
      is("isRiscV", processor("riscv64", "riscv32")),
    ]),
    OPEN,
  );
}

function answerFor(
  system: Value,
  answer: (processor: string, kernel: string) => boolean | undefined,
  linux: boolean,
): Value {
  const [processor = "", kernel = ""] = system.kind === "string" ? system.value.split("-") : ["", linux ? "linux" : ""];
  const said = kernel === "" ? undefined : answer(processor, kernel);
  if (said !== undefined) return bool(said);
  return system.kind === "unknown" ? system : unknown("the platform is not known");
}

/** `pkgs.stdenv`: the platform, and the questions that were asked of it directly before. */
export function stdenvValue(system: Thunk, linux: boolean): AttrsValue {
  const platform = platformValue(system, linux);
  const attributes = new Map<string, Attribute>(platform.attributes);
  for (const name of ["hostPlatform", "targetPlatform", "buildPlatform"]) {
    attributes.set(name, attribute(name, known(platform)));
  }
  attributes.set("system", attribute("system", system));
  return attrsOf(attributes, OPEN);
}

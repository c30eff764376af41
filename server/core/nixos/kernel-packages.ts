/**
 * Kernels by their names in nixpkgs: `linuxPackages_6_12` is 6.12. Names without a number (`linuxPackages_latest`, `_zen`) say
 * nothing: what they are depends on the nixpkgs in use.
 * Source: <https://github.com/NixOS/nixpkgs/blob/master/pkgs/top-level/linux-kernels.nix>.
 */
import type { Value } from "../nix/values/value.ts";
import type { KernelVersion } from "../settings.ts";
import { packageName } from "./package-set.ts";

const NAME = /^(?:linuxPackages|linuxKernel\.packages\.linux)_(\d+)_(\d+)(?:_hardened)?$/;

/** Series that nixpkgs has had since 4.4; a name that it does not have does no harm. */
const SERIES: readonly (readonly [major: number, last: number])[] = [
  [4, 20],
  [5, 19],
  [6, 20],
  [7, 20],
];

/** The names, for a package set that knows only what is asked for. */
export const KERNEL_PACKAGES: readonly string[] = SERIES.flatMap(([major, last]) =>
  Array.from({ length: last + 1 }, (_, minor) => `${major}_${minor}`).flatMap((series) => [
    `linuxPackages_${series}`,
    `linuxPackages_${series}_hardened`,
    `linuxKernel.packages.linux_${series}`,
    `linuxKernel.packages.linux_${series}_hardened`,
  ]),
);

/** The kernel that a value of `boot.kernelPackages` is; undefined where its name does not tell. */
export function kernelOf(value: Value): KernelVersion | undefined {
  const match = NAME.exec(packageName(value) ?? "");
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : undefined;
}

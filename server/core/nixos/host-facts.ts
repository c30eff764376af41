/** What a host says of its machine and its boot, as far as a disk layout depends on it. What nobody says is undefined. */
import type { FileContent } from "../files.ts";
import type { Value } from "../nix/values/value.ts";
import type { KernelVersion } from "../settings.ts";
import { isAbsolutePath, normalizePath } from "../text/path.ts";
import type { Location } from "../text/span.ts";
import { type HardwareReport, readHardwareReport } from "./hardware-report.ts";
import type { Configuration } from "./host.ts";
import { kernelOf } from "./kernel-packages.ts";

/** Something said for certain, with the line that says it. */
export interface Said<T> {
  readonly value: T;
  readonly at: Location | undefined;
}

export interface HostFacts {
  /** `system.stateVersion`: the release it was installed with, like `25.05`. */
  readonly stateVersion: Said<string> | undefined;
  /** The series that `boot.kernelPackages` names. */
  readonly kernel: Said<KernelVersion> | undefined;
  /** What mounts the first filesystems: `boot.initrd.systemd.enable`. Its default depends on the release. */
  readonly initrd: Said<"systemd" | "scripted"> | undefined;
  /** `x86_64-linux` */
  readonly platform: Said<string> | undefined;
  /** What nixos-facter saw. */
  readonly hardware: Said<HardwareReport> | undefined;
}

/** Where the report is named: the module in nixpkgs, and the one of nixos-facter-modules before it. */
const REPORT_PATHS = [
  ["hardware", "facter", "reportPath"],
  ["facter", "reportPath"],
] as const;

export function hostFacts(configuration: Configuration, readFile: (path: string) => FileContent): HostFacts {
  const said = <T>(path: readonly string[], read: (value: Value) => T | undefined): Said<T> | undefined => {
    const state = configuration.option(path);
    if (state.kind !== "known" || !state.certain) return undefined;
    const value = read(state.value);
    return value === undefined ? undefined : { value, at: state.definitions[0] };
  };
  const report = (value: Value): HardwareReport | undefined => {
    const path = pathOf(value);
    const content = path === undefined ? undefined : readFile(path);
    return content?.kind === "text" ? readHardwareReport(content.text) : undefined;
  };
  const hardware = REPORT_PATHS.map((path) => said(path, report)).find((found) => found !== undefined);
  const fromReport = hardware?.value.platform;
  return {
    stateVersion: said(["system", "stateVersion"], textOf),
    kernel: said(["boot", "kernelPackages"], kernelOf),
    initrd: said(["boot", "initrd", "systemd", "enable"], (value) =>
      value.kind === "bool" ? (value.value ? "systemd" : "scripted") : undefined,
    ),
    platform:
      said(["nixpkgs", "hostPlatform"], platformOf) ??
      (fromReport === undefined ? undefined : { value: fromReport, at: hardware?.at }),
    hardware,
  };
}

function textOf(value: Value): string | undefined {
  return value.kind === "string" ? value.value : undefined;
}

/** `"x86_64-linux"`, or `{ system = "x86_64-linux"; }`. */
function platformOf(value: Value): string | undefined {
  const system = value.kind === "attrs" ? value.attributes.get("system") : undefined;
  return textOf(system?.certain ? system.thunk.force() : value);
}

function pathOf(value: Value): string | undefined {
  if (value.kind === "path") return value.path;
  return value.kind === "string" && isAbsolutePath(value.value) ? normalizePath(value.value) : undefined;
}

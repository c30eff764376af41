/**
 * What nixos-facter saw of a machine: `facter.json`. Only what a disk layout depends on is read; everything in it may be missing.
 * Source: <https://github.com/nix-community/nixos-facter> (report version 1).
 */
import * as z from "zod";

export interface HardwareReport {
  /** `x86_64-linux` */
  readonly platform: string | undefined;
  /** False on bare metal. */
  readonly virtual: boolean | undefined;
  /** Main memory, in bytes. */
  readonly memory: number | undefined;
  readonly disks: readonly ReportedDisk[];
}

export interface ReportedDisk {
  readonly model: string | undefined;
  /** `/dev/disk/by-id/…` where there is one, else as the kernel calls it. */
  readonly device: string | undefined;
  /** Every name that the disk has. */
  readonly names: readonly string[];
  /** Capacity, in bytes. */
  readonly size: number | undefined;
}

/** A report of a large server has some hundred kilobytes. */
const MAX_REPORT = 8 * 1024 * 1024;

const resource = z.looseObject({
  type: z.string(),
  unit: z.string().optional(),
  value_1: z.number().optional(),
  value_2: z.number().optional(),
  range: z.number().optional(),
});
const device = z.looseObject({
  model: z.string().optional(),
  unix_device_name: z.string().optional(),
  unix_device_names: z.array(z.string()).optional(),
  resources: z.array(resource).optional(),
});
const report = z.looseObject({
  system: z.string().optional(),
  virtualisation: z.string().optional(),
  hardware: z.looseObject({ disk: z.array(device).optional(), memory: z.array(device).optional() }).optional(),
});

/** Undefined where the text is no such report. */
export function readHardwareReport(text: string): HardwareReport | undefined {
  if (text.length > MAX_REPORT) return undefined;
  const parsed = report.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const { system, virtualisation, hardware } = parsed.data;
  const memory = sum(hardware?.memory?.flatMap(({ resources }) => resources ?? []).map(memoryIn) ?? []);
  return {
    platform: system,
    virtual: virtualisation === undefined ? undefined : virtualisation !== "none",
    memory: memory === 0 ? undefined : memory,
    disks: hardware?.disk?.map(diskOf) ?? [],
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function diskOf({ model, unix_device_name, unix_device_names, resources }: z.infer<typeof device>): ReportedDisk {
  const names = unix_device_names ?? (unix_device_name === undefined ? [] : [unix_device_name]);
  const size = resources?.find(({ type, unit }) => type === "size" && unit === "sectors");
  return {
    model,
    device: names.find((name) => name.startsWith("/dev/disk/by-id/")) ?? unix_device_name ?? names[0],
    names,
    size: size?.value_1 === undefined || size.value_2 === undefined ? undefined : size.value_1 * size.value_2,
  };
}

function memoryIn({ type, range }: z.infer<typeof resource>): number {
  return type === "phys_mem" ? (range ?? 0) : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

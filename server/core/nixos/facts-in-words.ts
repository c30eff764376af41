/** What a host says of its machine, in words for people: the same in the terminal and in the editor. */
import { kernelText } from "../settings.ts";
import type { Location } from "../text/span.ts";
import type { HardwareReport, ReportedDisk } from "./hardware-report.ts";
import type { HostFacts, Said } from "./host-facts.ts";

export interface FactInWords {
  /** `kernel` */
  readonly name: string;
  /** `6.12` */
  readonly text: string;
  readonly at: Location | undefined;
}

export function factsInWords({ stateVersion, kernel, initrd, platform, hardware }: HostFacts): readonly FactInWords[] {
  return [
    ...word("platform", platform, (text) => text),
    ...word("release", stateVersion, (text) => `installed with NixOS ${text}`),
    ...word("kernel", kernel, kernelText),
    ...word("initrd", initrd, (kind) => (kind === "systemd" ? "systemd" : "scripted")),
    ...word("hardware", hardware, hardwareInWords),
  ];
}

function word<T>(name: string, said: Said<T> | undefined, words: (value: T) => string): readonly FactInWords[] {
  const text = said === undefined ? "" : words(said.value);
  return said === undefined || text === "" ? [] : [{ name, text, at: said.at }];
}

function hardwareInWords({ virtual, memory, disks }: HardwareReport): string {
  return [
    ...(virtual === true ? ["a virtual machine"] : []),
    ...(memory === undefined ? [] : [`${Math.round(memory / 2 ** 30)} GiB of memory`]),
    ...disks.map(diskInWords),
  ].join(", ");
}

/** Makers count in powers of ten. */
function diskInWords({ model, device, size }: ReportedDisk): string {
  const bytes =
    size === undefined ? "" : ` (${size >= 1e12 ? `${(size / 1e12).toFixed(1)} TB` : `${Math.round(size / 1e9)} GB`})`;
  return `${model ?? device ?? "a disk"}${bytes}`;
}

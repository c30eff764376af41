/**
 * What disko and NixOS do with a layout, on a machine of ours: format, mount, set attributes. Told again in our words from
 * https://github.com/nix-community/disko/blob/v1.13.0/lib/types/btrfs.nix
 */
import { spawnSync } from "node:child_process";
import type { Mount } from "../../server/core/disko/layout.ts";
import type { ReadLayout } from "../support/generated.ts";
import { type Machine, quote } from "./machine.ts";

/** The devices of all btrfs filesystems, as disko computes them. */
export function devicesOf({ layout }: ReadLayout): string[] {
  return layout.btrfs.map(({ device, name }) => {
    if (device === undefined) throw new Error(`the device of ${name} is not known`);
    return device;
  });
}

/**
 * `disko --mode format` but for partitions: makes filesystems where there are none, subvolumes where they lack, and runs the
 * hooks. Gives what the hooks printed on standard error.
 */
export function format(machine: Machine, read: ReadLayout): string {
  return machine.run(
    read.layout.btrfs
      .map((filesystem) => {
        const device = filesystem.device ?? "";
        const create = filesystem.subvolumes.map(
          ({ name }) => `
            mkdir -p "$(dirname "$top"/${quote(name)})"
            [ -d "$top"/${quote(name)} ] || btrfs -q subvolume create "$top"/${quote(name)}`,
        );
        return `
          device=${quote(device)}
          blkid -p "$(readlink -f "$device")" > /dev/null || mkfs.btrfs -q "$device" > /dev/null 2>&1
          (
            top=$(mktemp -d)
            mount "$device" "$top" -o subvol=/
            trap 'umount "$top"; rmdir "$top"' EXIT
            ${create.join("\n")}
          )
          ( set -efu
            ${read.hook(filesystem) ?? ":"}
          ) 2>&1`;
      })
      .join("\n"),
  );
}

/** All mounts, as disko's script makes them or in another order that has parents first. What is no btrfs is a tmpfs. */
export function mount(machine: Machine, mounts: readonly Mount[]): void {
  machine.run(mounts.map((one) => mountCommand(machine.root, one)).join("\n"));
}

function mountCommand(root: string, { mountpoint, object, device, options, btrfs }: Mount): string {
  const target = quote(root + mountpoint.value);
  if (btrfs === undefined) return `mkdir -p ${target}; mount -t tmpfs tmpfs ${target}`;
  const subvolume = btrfs.subvolumes.find((one) => one.object === object);
  const all = options.entries.map(({ value }) => value);
  const flags = [...all, ...(subvolume ? [`subvol=${subvolume.name}`] : []), "X-mount.mkdir"];
  return `mount ${quote(device ?? "")} ${target} ${flags.map((flag) => `-o ${quote(flag)}`).join(" ")}`;
}

/** As systemd's boot may do: whatever has all that it lies below may come first, here always the last. */
export function otherOrder(mounts: readonly Mount[]): Mount[] {
  const left = [...mounts];
  const ordered: Mount[] = [];
  while (left.length > 0) {
    const free = left.findLastIndex((one) => !left.some((other) => other !== one && isBelow(one, other)));
    const [next] = left.splice(free, 1);
    if (next) ordered.push(next);
  }
  return ordered;
}

function isBelow(a: Mount, b: Mount): boolean {
  const above = b.mountpoint.value;
  return a.mountpoint.value.startsWith(above.endsWith("/") ? above : `${above}/`);
}

/** Whether the real systemd-tmpfiles carries the lines out; else chattr does, as tmpfiles.d(5) says of `h`. */
export const HAS_TMPFILES = spawnSync("systemd-tmpfiles", ["--version"]).status === 0;

/** What a boot does with `systemd.tmpfiles.rules` before services start. */
export function applyTmpfiles(machine: Machine, lines: readonly string[]): void {
  if (lines.length === 0) return;
  if (HAS_TMPFILES) {
    const file = `${machine.root}.conf`;
    machine.run(
      `printf '%s\\n' ${lines.map(quote).join(" ")} > ${file}; systemd-tmpfiles --create --root=${machine.root} ${file}`,
    );
    return;
  }
  for (const line of lines) {
    const [type, path = "", , , , attributes = ""] = line.split(/\s+/);
    if (type !== "h") continue;
    const target = quote(machine.root + path);
    machine.run(`if [ -e ${target} ]; then chattr ${attributes} ${target}; fi`);
  }
}

/** Commands that a user pastes into a root shell; `test/kernel/upgrade.test.ts` carries them out. */
import { expect, test } from "vitest";
import { convertingSteps, type Move, movingSteps } from "../../../server/core/plan/migration-steps.ts";

const MOVE: Move = {
  path: "/var/cache",
  subvolume: "@cache",
  from: "@/var/cache",
  device: "/dev/mapper/crypted",
  besides: "/",
  noCopyOnWrite: false,
  writers: "services",
};

/** What a shell runs. */
function commands(steps: readonly string[]): string[] {
  return steps.filter((step) => !step.startsWith("#"));
}

test("no command runs after one that fails", () => {
  for (const steps of [
    movingSteps(MOVE),
    movingSteps({ ...MOVE, path: "/nix", from: "@/nix" }),
    convertingSteps("/srv/db", "it"),
  ]) {
    const all = commands(steps);
    expect(all.length).toBeGreaterThan(3);
    expect(all.map((command) => command.endsWith(" &&"))).toEqual(all.map((_, index) => index < all.length - 1));
  }
});

test("what programs run from is never moved away", () => {
  const steps = movingSteps({ ...MOVE, path: "/nix", subvolume: "@nix", from: "@/nix" });
  expect(steps.join("\n")).not.toMatch(/\bmv\b|rm -rf/);
  expect(commands(steps).at(-1)).toBe("mount -o subvol=@nix /dev/mapper/crypted /nix");
});

test("the folder of a subvolume's name is made", () => {
  const lines = commands(movingSteps({ ...MOVE, subvolume: "/system/cache" }));
  expect(lines.slice(2, 4)).toEqual([
    "mkdir -p /mnt/btrfs-top/system &&",
    "btrfs subvolume create /mnt/btrfs-top/system/cache &&",
  ]);
});

test("where the device is not known, that of a mount which is there", () => {
  const [, , mount] = movingSteps({ ...MOVE, device: undefined });
  expect(mount).toBe('mount -o subvolid=5 "$(findmnt -no SOURCE --nofsroot /)" /mnt/btrfs-top &&');
});

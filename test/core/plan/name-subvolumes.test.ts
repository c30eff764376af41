/** New names follow those that are there. */
import { expect, test } from "vitest";
import { nameSubvolumes } from "../../../server/core/plan/name-subvolumes.ts";
import { btrfsFile, lowered } from "../disko/lowered.ts";

const PATHS = ["/var/lib/libvirt/images", "/var/log", "/srv/db"];

const CASES: readonly [Readonly<Record<string, string>>, string[]][] = [
  [{ "@": "/", "@home": "/home" }, ["@libvirt-images", "@log", "@srv-db"]],
  [{ "/rootfs": "/", "/home": "/home" }, ["/libvirt-images", "/log", "/srv-db"]],
  [{ root: "/", home: "/home" }, ["libvirt-images", "log", "srv-db"]],
  [{ "system/root": "/", "system/home": "/home" }, ["system/libvirt-images", "system/log", "system/srv-db"]],
  // Not inside the system's: a rollback of that would leave them behind.
  [{ root: "/", "root/home": "/home" }, ["libvirt-images", "log", "srv-db"]],
  [{ "@": "/", "@/home": "/home", "@/.snapshots": "/.snapshots" }, ["@libvirt-images", "@log", "@srv-db"]],
  [{ "@": "/", "@var-cache": "/var/cache" }, ["@var-lib-libvirt-images", "@var-log", "@srv-db"]],
  [{ "@": "/", "@var_cache": "/var/cache" }, ["@var_lib_libvirt_images", "@var_log", "@srv_db"]],
  [{ "@": "/", "@log": "/old" }, ["@libvirt-images", "@log-2", "@srv-db"]],
  [{ root: "/", nix: "/nix", "var/tmp": "/var/tmp" }, ["var/lib/libvirt/images", "var/log", "srv/db"]],
  // `var/log` would lie in the subvolume `var`, where the logs are that it is for.
  [{ root: "/", var: "/var", "var/tmp": "/var/tmp" }, ["libvirt-images", "log", "srv/db"]],
  [{}, ["@libvirt-images", "@log", "@srv-db"]],
];

test.each(CASES)("%j", async (names, expected) => {
  const subvolumes = Object.entries(names).map(([name, at]) => `"${name}" = { mountpoint = "${at}"; };`);
  const [filesystem] = (await lowered(btrfsFile(`subvolumes = { ${subvolumes.join(" ")} };`))).btrfs;
  expect(filesystem && nameSubvolumes(filesystem, PATHS)).toEqual(expected);
});

test("no name is the place of the data itself", async () => {
  const content = 'mountpoint = "/"; subvolumes."home" = { mountpoint = "/home"; };';
  const [filesystem] = (await lowered(btrfsFile(content))).btrfs;
  expect(filesystem && nameSubvolumes(filesystem, ["/nix", "/var/log"])).toEqual(["@nix", "log"]);
});

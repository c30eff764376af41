/** A layout as its hosts see it: their arguments, conditions, kernels and other mounts count. */
import { expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";

const flake = (hosts: string) => `{
  outputs = { nixpkgs, ... }: {
    nixosConfigurations = { ${hosts} };
  };
}`;
const host = (name: string, own = "{ }", special = "") =>
  `${name} = nixpkgs.lib.nixosSystem { ${special} modules = [ ./disko.nix ${own} ]; };`;

const layout = (subvolumes: string, more = "") => `{
  ${more}
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-main";
    content = {
      type = "gpt";
      partitions.root = {
        size = "100%";
        content = { type = "btrfs"; subvolumes = { ${subvolumes} }; };
      };
    };
  };
}`;

async function findings(texts: Readonly<Record<string, string>>): Promise<string[]> {
  const engine = await engineFor(texts);
  return engine.check("/w/disko.nix", DEFAULT_SETTINGS).findings.map(({ code, message }) => `${code} ${message}`);
}

const ROOT = `"@".mountpoint = "/";`;

test("a list that the host hands in is the list", async () => {
  const texts = {
    "/w/flake.nix": flake(host("atlas", "{ }", `specialArgs.options = [ "compres=zstd" ];`)),
    "/w/disko.nix": `{ options, ... }: ${layout(`"@" = { mountpoint = "/"; mountOptions = options; };`)}`,
  };
  expect((await findings(texts))[0]).toContain("DSK201 ");
  // Without the host nobody knows.
  expect(await findings({ "/w/disko.nix": texts["/w/disko.nix"] })).toEqual([]);
});

test("a condition on the host's configuration is settled", async () => {
  const disko = `{ config, lib, ... }: ${layout(`"@" = {
    mountpoint = "/";
    mountOptions = lib.mkIf config.my.server [ "compres=zstd" ];
  };`)}`;
  const server = (on: boolean) =>
    `({ lib, ... }: { options.my.server = lib.mkEnableOption "serving"; config.my.server = ${on}; })`;
  expect((await findings({ "/w/flake.nix": flake(host("on", server(true))), "/w/disko.nix": disko }))[0]).toContain(
    "DSK201 ",
  );
  expect(await findings({ "/w/flake.nix": flake(host("off", server(false))), "/w/disko.nix": disko })).toEqual([]);
});

test("what is so on one of several hosts says on which, and offers no fix", async () => {
  const engine = await engineFor({
    "/w/flake.nix": flake(
      host("atlas", "{ }", `specialArgs.wanted = "compres=zstd";`) +
        host("borealis", "{ }", `specialArgs.wanted = "compress=zstd";`),
    ),
    "/w/disko.nix": `{ wanted, ... }: ${layout(`"@" = { mountpoint = "/"; mountOptions = [ wanted ]; };`)}`,
  });
  const found = engine.check("/w/disko.nix", DEFAULT_SETTINGS).findings;
  expect(found.map(({ code }) => code)).toEqual(["DSK201"]);
  expect(found[0]?.message).toMatch(/ This is so on atlas only\.$/);
  expect(found[0]?.fixes).toEqual([]);
});

test("what the file says whoever reads it is said without hosts, and keeps its fix", async () => {
  const engine = await engineFor({
    "/w/flake.nix": flake(
      host("atlas", "{ }", `specialArgs.swap = true;`) + host("borealis", "{ }", `specialArgs.swap = false;`),
    ),
    "/w/disko.nix": `{ lib, swap, ... }: ${layout(`
      "@" = { mountpoint = "/"; };
      "@swap" = lib.mkIf swap { mountpoint = "/swap"; mountOptions = [ "subvol=@swap" ]; };
    `)}`,
  });
  const [found] = engine.check("/w/disko.nix", DEFAULT_SETTINGS).findings;
  expect([found?.code, found?.fixes.length]).toEqual(["DSK210", 1]);
  expect(found?.message).not.toContain("borealis");
  expect(found?.message).not.toContain("atlas");
});

test("the kernel that a host names decides which options there are", async () => {
  const texts = (kernel: string) => ({
    "/w/flake.nix": flake(host("atlas", `({ pkgs, ... }: { boot.kernelPackages = pkgs.${kernel}; })`)),
    "/w/disko.nix": layout(`"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd:-3" ]; };`),
  });
  const old = await findings(texts("linuxPackages_6_1"));
  expect(old).toHaveLength(1);
  expect(await findings(texts("linuxPackages_6_18"))).not.toEqual(old);
});

test("a device that another module of the host gives is not missing", async () => {
  const disko = layout(ROOT).replace(`device = "/dev/disk/by-id/nvme-main";`, "");
  const given = `{ disko.devices.disk.main.device = "/dev/disk/by-id/nvme-other"; }`;
  expect((await findings({ "/w/disko.nix": disko }))[0]).toContain("device");
  expect(await findings({ "/w/flake.nix": flake(host("atlas", given)), "/w/disko.nix": disko })).toEqual([]);
});

test("options that the host adds to a mount of disko's may come before or after its own", async () => {
  const two = layout(`
    "@" = { mountpoint = "/"; mountOptions = [ "compress=zstd:3" ]; };
    "@nix" = { mountpoint = "/nix"; mountOptions = [ "compress=zstd:6" ]; };
  `);
  const adding = (options: string) => ({
    "/w/flake.nix": flake(host("atlas", `{ fileSystems."/".options = [ ${options} ]; }`)),
    "/w/disko.nix": two,
  });
  expect((await findings(adding(`"compress=zstd:3" "thread_pool=8"`)))[0]).toContain("DSK204 `compress=zstd:6`");
  // Which of the two compressions counts depends on an order that nobody promises.
  expect(await findings(adding(`"compress=lzo"`))).toEqual([]);
});

/** "/" is a tmpfs of the host's own; /home and /nix lie on the btrfs and ask for different compression. */
const BESIDE = layout(`
  "@home" = { mountpoint = "/home"; mountOptions = [ "compress=zstd" ]; };
  "@nix" = { mountpoint = "/nix"; mountOptions = [ "compress=lzo" ]; };
`);
const TMPFS_ROOT = `{ fileSystems."/" = { device = "none"; fsType = "tmpfs"; }; }`;

test("mounts that the host defines outside disko enter the mount order", async () => {
  // Installed with /home first, booted with /nix first: what is in effect depends on the day, so nothing is certain.
  expect(await findings({ "/w/flake.nix": flake(host("atlas", TMPFS_ROOT)), "/w/disko.nix": BESIDE })).toEqual([
    expect.stringMatching(/^DSK\d+ /),
  ]);
  // Impermanence mounts more than anybody sees.
  const persistent = `{ environment.persistence."/persist".directories = [ "/var/log" ]; }`;
  const both = { "/w/flake.nix": flake(host("atlas", `${TMPFS_ROOT} ${persistent}`)), "/w/disko.nix": BESIDE };
  expect(await findings(both)).toEqual([]);
  // With the rest of the host unknown, nothing is said.
  expect(await findings({ "/w/disko.nix": BESIDE })).toEqual([]);
});

test("what other modules have disko mount counts where it may come first", async () => {
  const store = layout(
    `"@nix" = { mountpoint = "/nix"; mountOptions = [ "compress=zstd" ]; }; "@pool".mountpoint = "/btr_pool";`,
    `disko.devices.nodev."/".fsType = "tmpfs";`,
  );
  const beside = (module: string) =>
    findings({
      "/w/flake.nix": flake(host("atlas", `./rest.nix ./beside.nix`)),
      ...rest,
      "/w/disko.nix": store,
      "/w/beside.nix": module,
    });
  // What is not in the workspace may mount more, but not by disko.
  const rest = { "/w/rest.nix": `{ imports = [ "\${builtins.storePath "/nope"}/more.nix" ]; }` };
  const inVain = expect.stringContaining("DSK208 disko mounts @pool (`/btr_pool`) first");
  expect(await beside("{ }")).toContainEqual(inVain);
  const data = `{ disko.devices.disk.data = {
    device = "/dev/disk/by-id/nvme-data";
    content = { type = "filesystem"; format = "ext4"; mountpoint = "/a"; };
  }; }`;
  expect(await beside(data)).toContainEqual(inVain);
  const bind = `{ disko.devices.nodev."/a" = { fsType = "none"; device = "/nix/a"; mountOptions = [ "bind" ]; }; }`;
  expect(await beside(bind)).not.toContainEqual(expect.stringContaining("DSK208"));
});

/** What the rules of LUKS make of a host whose configuration stands in several files. */
import { expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";

const DISKO = `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "luks";
      name = "crypted";
      settings.keyFile = "/tmp/secret.key";
      content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; mountOptions = [ "discard" ]; };
    };
  };
}`;

/** Codes of the rules of LUKS with what comes of it, for DISKO on a host that says `configuration` beside it. */
async function found(configuration: string): Promise<string[]> {
  const engine = await engineFor({
    "/w/configuration.nix": `{ imports = [ ./disko.nix ]; system.stateVersion = "25.11"; ${configuration} }`,
    "/w/disko.nix": DISKO,
  });
  const { findings } = engine.check("/w/disko.nix", DEFAULT_SETTINGS);
  return findings.filter(({ code }) => /^DSK35/.test(code)).map(({ code, consequence }) => `${code} ${consequence}`);
}

test("what the host says of the device itself counts", async () => {
  expect(await found("")).toEqual(["DSK353 better", "DSK350 silent"]);
  expect(await found("boot.initrd.luks.devices.crypted.allowDiscards = true;")).toEqual([]);
  expect(await found("boot.initrd.luks.devices.other.allowDiscards = true;")).toEqual([
    "DSK353 better",
    "DSK350 silent",
  ]);
});

test("a key under /tmp stops the scripted initrd, unless something brings it along", async () => {
  expect(await found("boot.initrd.systemd.enable = false;")).toContain("DSK353 boot");
  expect(await found("boot.initrd.systemd.enable = true;")).toEqual(["DSK350 silent"]);
  const secrets = 'boot.initrd.secrets."/tmp/secret.key" = "/etc/secret.key";';
  expect(await found(`boot.initrd.systemd.enable = false; ${secrets}`)).toEqual(["DSK350 silent"]);
});

test("without the host the doubt is said", async () => {
  const engine = await engineFor({ "/w/disko.nix": DISKO });
  const { findings } = engine.check("/w/disko.nix", DEFAULT_SETTINGS);
  const discards = findings.find(({ code }) => code === "DSK350");
  expect(discards?.severity).toBe("info");
  expect(discards?.message).toContain("unless a module elsewhere sets `allowDiscards`");
});

import { expect, test } from "vitest";
import { DEFAULT_SETTINGS, parseKernelVersion } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";

/** What rules of mount options say of `option`, written on the root of a whole disk, for a host that runs `kernel`. */
async function findings(option: string, kernel: string | undefined): Promise<string[]> {
  const text = `{
    disko.devices.disk.main = {
      device = "/dev/sda";
      content = {
        type = "btrfs";
        subvolumes."@" = { mountpoint = "/"; mountOptions = [ "ro" "${option}" ]; };
      };
    };
  }`;
  const engine = await engineFor({ "/disko.nix": text });
  const settings = { ...DEFAULT_SETTINGS, kernel: kernel === undefined ? undefined : parseKernelVersion(kernel) };
  const { findings } = engine.check("/disko.nix", settings);
  return findings.filter(({ code }) => code.startsWith("DSK2")).map(({ code, severity }) => `${code} ${severity}`);
}

test.each([
  ["nologreplay", "6.15", ["DSK205 hint"]],
  ["nologreplay", "6.16", ["DSK205 error"]],
  ["compress=zstd:-3", "6.14", ["DSK202 warning"]],
  ["compress=zstd:-3", "6.15", []],
  ["compress=zstd:foo", "6.17", ["DSK203 warning"]],
  ["compress=zstd:foo", "6.18", ["DSK202 error"]],
  ["discard=async", "5.4", ["DSK202 error"]],
  ["nosymfollow", "5.4", ["DSK201 error"]],
  ["nosymfollow", "5.10", []],
  // Not known: it may be an old kernel or a new one.
  ["compress=zstd:-3", undefined, ["DSK202 info"]],
  ["compress=zstd:foo", undefined, ["DSK202 error"]],
  ["nologreplay", undefined, ["DSK205 error"]],
])("%s on Linux %s", async (option, kernel, expected) => {
  expect(await findings(option, kernel)).toEqual(expected);
});

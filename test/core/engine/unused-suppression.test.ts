/** Comments that silence nothing: when they are told, when not, and what is left of them. */
import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS, type Settings } from "../../../server/core/settings.ts";
import { applyEdits } from "../../../server/core/text/edit.ts";
import { engineFor } from "../../support/engine.ts";

/** A faultless layout but for `compress=zstd:19` (DSK203) in line 9. */
const layout = (options: string, subvolume = ""): string => `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      subvolumes = {
        "@" = {
          mountpoint = "/";
          mountOptions = [ ${options}
          ];
        };${subvolume}
      };
    };
  };
}
`;

async function unused(files: Readonly<Record<string, string>>, settings: Settings = DEFAULT_SETTINGS) {
  const { findings } = (await engineFor(files)).check("/disko.nix", settings);
  return findings.filter(({ rule }) => rule === "unused-suppression").map(({ message }) => message.split(":")[0]);
}

const FAULT = `"compress=zstd:19"`;
const GOOD = `"compress=zstd"`;

describe("a comment is told of", () => {
  test.each([
    ["where no finding is on its line", `${GOOD} # disko-ignore DSK203`, ["`DSK203` silences nothing"]],
    [
      "by the name that it has",
      `${GOOD} # disko-ignore bad-mount-option-value`,
      ["`bad-mount-option-value` silences nothing"],
    ],
    ["where another rule speaks there", `${FAULT} # disko-ignore DSK203 DSK201`, ["`DSK201` silences nothing"]],
    [
      "where no rule has the name",
      `${GOOD} # disko-ignore DSK999 for ever`,
      ["There is no rule `DSK999`, so nothing is silenced by it. RULES.md has all codes and names."],
    ],
    [
      "where the name is misspelt",
      `${FAULT} # disko-ignore clamped-mount-option-valu`,
      [
        "There is no rule `clamped-mount-option-valu`, so nothing is silenced by it. Did you mean `clamped-mount-option-value`?",
      ],
    ],
    [
      "where it names nothing",
      `${GOOD} # disko-ignore`,
      ["`disko-ignore` names no rule, so it silences nothing. Write the code of the finding behind it"],
    ],
  ])("%s", async (_, options, expected) => {
    expect(await unused({ "/disko.nix": layout(options) })).toEqual(expected);
  });

  test("for the whole file", async () => {
    expect(await unused({ "/disko.nix": `# disko-ignore-file DSK203\n${layout(GOOD)}` })).toHaveLength(1);
    expect(await unused({ "/disko.nix": `# disko-ignore-file DSK203\n${layout(FAULT)}` })).toEqual([]);
  });
});

describe("nothing is said", () => {
  const UNUSED = `${GOOD} # disko-ignore DSK203`;
  test.each([
    ["where it silences something", layout(`${FAULT} # disko-ignore DSK203`)],
    ["while there is a syntax error", layout(`${UNUSED}\n ( `)],
    ["where something cannot be known", `{ options, ... }: ${layout(UNUSED, '\n        "@x" = options;')}`],
    ["of advice, which comes and goes with the tools", layout(`${GOOD} # disko-ignore DSK404`)],
    ["where the comment says so itself", layout(`${GOOD} # disko-ignore DSK190 DSK203`)],
    ["where the file says so", `# disko-ignore-file unused-suppression\n${layout(UNUSED)}`],
    ["of a reason that looks like a name", layout(`${FAULT} # disko-ignore DSK203 copy-on-write is off`)],
    ["where there is no layout", `{ a = "disko"; } # disko-ignore DSK203\n`],
  ])("%s", async (_, nix) => {
    expect(await unused({ "/disko.nix": nix })).toEqual([]);
  });

  test.each(["DSK203", "clamped-mount-option-value", "DSK190"])("while %s is off", async (rule) => {
    const settings: Settings = { ...DEFAULT_SETTINGS, rules: { [rule]: "off" } };
    expect(await unused({ "/disko.nix": layout(UNUSED) }, settings)).toEqual([]);
    expect(await unused({ "/disko.nix": layout(UNUSED) })).toHaveLength(1);
  });
});

describe("with several hosts", () => {
  /** `old` mounts the file on a kernel that still knows the option. */
  const host = (name: string, kernel: string): string => `{ pkgs, ... }: {
  imports = [ ./disko.nix ];
  networking.hostName = "${name}";
  boot.kernelPackages = pkgs.linuxPackages_${kernel};
  system.stateVersion = "24.11";
}`;
  const files = (kernels: readonly string[]): Record<string, string> => ({
    "/flake.nix": `{
  outputs = { nixpkgs, disko, ... }: {
    nixosConfigurations = {
      ${kernels.map((_kernel, i) => `h${i} = nixpkgs.lib.nixosSystem { modules = [ disko.nixosModules.disko ./h${i}.nix ]; };`).join("\n      ")}
    };
  };
}`,
    ...Object.fromEntries(kernels.map((kernel, i) => [`/h${i}.nix`, host(`h${i}`, kernel)])),
    // Kernels before 6.15 have no negative levels, and say so by refusing the mount.
    "/disko.nix": layout(`"compress=zstd:-3" # disko-ignore-file DSK202\n`),
  });

  test("a comment that one of them needs is used", async () => {
    expect(await unused(files(["6_12", "6_18"]))).toEqual([]);
    expect(await unused(files(["6_18", "6_18"]))).toHaveLength(1);
  });

  test("nothing is said before all are looked at", async () => {
    const engine = await engineFor(files(["6_18", "6_18", "6_18"]));
    const first = engine.check("/disko.nix", DEFAULT_SETTINGS, () => false);
    expect(first.hosts).toEqual({ done: 1, of: 3 });
    expect(first.findings.filter(({ code }) => code === "DSK190")).toEqual([]);
    expect(engine.check("/disko.nix", DEFAULT_SETTINGS).findings.map(({ code }) => code)).toContain("DSK190");
  });

  test("nothing is said for one host that is asked for alone", async () => {
    const settings = { ...DEFAULT_SETTINGS, selection: { ...DEFAULT_SETTINGS.selection, host: "h0" } };
    expect(await unused(files(["6_18", "6_18"]), settings)).toEqual([]);
  });
});

describe("its fix", () => {
  test.each([
    ["takes the comment behind code", `${GOOD} # disko-ignore DSK203`, GOOD],
    ["takes the line of one that stands alone", `${GOOD}\n  # disko-ignore DSK203\n "ssd"`, `${GOOD}\n "ssd"`],
    ["with the line ends of the file", `${GOOD}\r\n  # disko-ignore DSK203\r\n "ssd"`, `${GOOD}\r\n "ssd"`],
    ["keeps the reason", `${GOOD} # disko-ignore DSK203: the guide wants it`, `${GOOD} # the guide wants it`],
    [
      "keeps the reason in a block",
      `${GOOD} /* disko-ignore DSK203 (see the guide) */`,
      `${GOOD} /* (see the guide) */`,
    ],
    ["takes a block in a line", `${GOOD} /* disko-ignore DSK203 */ "ssd"`, `${GOOD} "ssd"`],
    ["takes a block between two words", `${GOOD}/* disko-ignore DSK203 */"ssd"`, `${GOOD} "ssd"`],
    [
      "takes one code of several",
      `${FAULT} # disko-ignore DSK201, DSK203, DSK202 why`,
      `${FAULT} # disko-ignore DSK203 why`,
    ],
    [
      "takes two codes before one that is used",
      `${FAULT} # disko-ignore DSK201 DSK202 DSK203`,
      `${FAULT} # disko-ignore DSK203`,
    ],
    ["takes all codes", `${GOOD} # disko-ignore DSK201 DSK203`, GOOD],
  ])("%s", async (_, before, after) => {
    const nix = layout(before);
    const engine = await engineFor({ "/disko.nix": nix });
    const { edits } = engine.fixAll("/disko.nix", { ...DEFAULT_SETTINGS, rules: { DSK210: "off", DSK212: "off" } });
    expect(applyEdits(nix, edits)).toBe(layout(after));
  });
});

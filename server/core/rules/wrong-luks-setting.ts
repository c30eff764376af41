import { luksInWords } from "../disko/encryption-names.ts";
import { type LuksSettingProblem, luksSettingProblems } from "../disko/encryption-settings.ts";
import { everyObject } from "../disko/every-object.ts";
import type { Fix } from "../text/finding.ts";
import { defineRule } from "./rule.ts";
import { renameAttribute, replaceSource, type SyntaxOf } from "./source-fix.ts";

/** `settings` of a LUKS that NixOS does not take. */
export const wrongLuksSetting = defineRule({
  code: "DSK351",
  name: "wrong-luks-setting",
  consequence: "evaluation",
  docs: {
    what: "A misspelt name among the `settings` of a LUKS, or a value of another type than the option has.",
    why: "disko takes anything as `settings` and hands it to `boot.initrd.luks.devices`, whose options are fixed: NixOS refuses the configuration. Where disko formats without NixOS, a misspelt setting does nothing.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "luks";
      name = "crypted";
      settings.allowDiscard = true;
      content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "luks";
      name = "crypted";
      settings.allowDiscards = true;
      content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
    };
  };
}`,
    sources: [
      "https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/luksroot.nix",
      "https://github.com/nix-community/disko/blob/master/lib/types/luks.nix",
    ],
  },

  *check({ layout, syntax }) {
    if (layout.installsOnly) return;
    for (const luks of everyObject(layout.objects).filter(({ type }) => type === "luks")) {
      for (const problem of luksSettingProblems(luks)) {
        const path = `boot.initrd.luks.devices.NAME.${problem.name}`;
        yield {
          at: problem.at,
          message:
            problem.kind === "misspelt"
              ? `\`settings\` of ${luksInWords(luks)} has \`${problem.name}\`, and NixOS has no option \`${path}\`: it refuses the configuration. Did you mean \`${problem.meant}\`?`
              : `\`settings.${problem.name}\` of ${luksInWords(luks)} is ${problem.actual}, and NixOS wants ${problem.expected} for \`${path}\`: it refuses the configuration.`,
          fixes: fixesOf(problem, syntax),
        };
      }
    }
  },
});

function fixesOf(problem: LuksSettingProblem, syntax: SyntaxOf): Fix[] {
  if (problem.kind === "misspelt") {
    return problem.taken ? [] : renameAttribute(syntax, problem.at, [problem.name, problem.meant], false);
  }
  const { value, at, expected } = problem;
  const source = syntax(at.path)?.text.slice(at.span.start, at.span.end);
  if (value.kind !== "string" || source !== `"${value.value}"`) return [];
  const isMeant = expected.startsWith("`true`") ? /^(?:true|false)$/ : expected.startsWith("a whole") ? /^\d+$/ : /^$^/;
  return isMeant.test(value.value)
    ? [replaceSource(at, value.value, `Write \`${value.value}\` without quotes`, true)]
    : [];
}

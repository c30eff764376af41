import { certainString, stringOf } from "../disko/attribute-value.ts";
import { everyObject } from "../disko/every-object.ts";
import { holderName } from "../disko/filesystems.ts";
import type { DiskoObject } from "../disko/layout.ts";
import { defineRule, type RuleFinding } from "./rule.ts";
import { renameAttribute, type SyntaxOf } from "./source-fix.ts";
import { asGpt } from "./table-to-gpt.ts";

/** Forms that disko still takes, with a warning at every evaluation, and has a better one for. */
export const deprecatedForm = defineRule({
  code: "DSK110",
  name: "deprecated-form",
  consequence: "deprecated",
  docs: {
    what: 'A form that disko itself calls deprecated: a GPT as `type = "table"`, or `keyFile` of a LUKS beside `settings`.',
    why: "disko warns at every evaluation. Partitions of the old table are known by their number alone, so one more, or a disk with another name, changes what is mounted.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "table";
      format = "gpt";
      partitions = [
        { name = "root"; start = "1MiB"; end = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; }
      ];
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions = {
        root = { label = "root"; size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
      };
    };
  };
}`,
    sources: [
      "https://github.com/nix-community/disko/blob/master/docs/table-to-gpt.md",
      "https://github.com/nix-community/disko/blob/master/lib/types/table.nix",
      "https://github.com/nix-community/disko/blob/master/lib/types/luks.nix",
    ],
  },

  *check({ layout, syntax }) {
    for (const object of everyObject(layout.objects)) {
      if (object.type === "table") yield* oldTable(object, syntax);
      if (object.type === "luks") yield* oldKeyFile(object, syntax);
    }
  },
});

/** For an MBR there is no other form. */
function* oldTable(table: DiskoObject, syntax: SyntaxOf): Iterable<RuleFinding> {
  const type = certainString(table, "type");
  const format = stringOf(table, "format");
  if (type === undefined || format.kind === "unknown" || (format.kind === "known" && format.value !== "gpt")) return;
  // A set of partitions is refused, and says what to write.
  if (table.attributes.get("partitions")?.definitions.some(({ value }) => value.kind === "attrs")) return;
  yield {
    at: type.at,
    message: `\`type = "table"\` of \`${holderName(table)}\` is disko's old form of a GPT: it works, with a warning at every evaluation, and partitions are found by their number alone. Write \`type = "gpt"\` with \`partitions\` as a set. Where the disk is in use, give each partition the \`label\` that \`lsblk -o NAME,PARTLABEL\` shows, so that it is found again.`,
    tags: ["deprecated"],
    fixes: asGpt(syntax, table),
  };
}

function* oldKeyFile(luks: DiskoObject, syntax: SyntaxOf): Iterable<RuleFinding> {
  const file = certainString(luks, "keyFile");
  const key = luks.attributes.get("keyFile")?.key;
  if (file === undefined || key === undefined) return;
  const alone = !luks.open && !["settings", "passwordFile", "askPassword"].some((name) => luks.attributes.has(name));
  const fixes = ["passwordFile", "settings.keyFile"].flatMap((name) =>
    renameAttribute(syntax, key, ["keyFile", name], false),
  );
  yield {
    at: key,
    message: `\`keyFile\` of \`${holderName(luks)}\` is deprecated, and disko warns at every evaluation. Write \`passwordFile\` where the file holds a passphrase that is typed at boot, or \`settings.keyFile\` where the machine unlocks itself with the file.`,
    tags: ["deprecated"],
    fixes: alone ? fixes : [],
  };
}

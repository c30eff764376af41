/** The edit that makes compression independent of which mount comes first: what some of them ask for, asked on others too. */
import type { Mount } from "../disko/layout.ts";
import type { EffectiveFilesystem } from "../mounts/effective.ts";
import { askedBy, STORAGE_SETTINGS } from "../mounts/fold.ts";
import { optionsOf } from "../mounts/mount-option.ts";
import { namesOf, placeKey } from "../mounts/written-options.ts";
import type { Fix } from "../text/finding.ts";
import { addOption } from "./option-edits.ts";
import type { RuleContext } from "./rule.ts";

/**
 * Writes on all of `silent`, which say nothing of how data is stored, the compression that the other mounts of `filesystem`
 * ask for. Nothing where these do not agree on one, or an edit would reach further.
 */
export function askForCompression(
  context: RuleContext,
  filesystem: EffectiveFilesystem,
  silent: readonly Mount[],
): Fix[] {
  const asked = filesystem.mounts.flatMap(({ options }) =>
    options.filter((option) => STORAGE_SETTINGS.includes(askedBy(option)?.setting ?? "")),
  );
  const [wanted] = asked;
  if (wanted === undefined || askedBy(wanted)?.setting !== "compress" || askedBy(wanted)?.value === "no") return [];
  if (asked.some(({ text, certain }) => text !== wanted.text || !certain)) return [];
  const fixes = silent.map((mount) =>
    sharesList(context, mount) || !mount.options.complete || says(mount)
      ? []
      : addOption(context, mount, wanted.text, ""),
  );
  if (fixes.length === 0 || fixes.some((fix) => fix.length === 0)) return [];
  const title = `Ask for \`${wanted.text}\` on ${namesOf(silent)} too`;
  return [{ title, edits: fixes.flat().flatMap(({ edits }) => edits), safe: false }];
}

function says(mount: Mount): boolean {
  return optionsOf(mount).some((option) => STORAGE_SETTINGS.includes(askedBy(option)?.setting ?? ""));
}

/** Whether the mount's list, or the set it would be written into, serves other mounts too. */
export function sharesList({ layout }: Pick<RuleContext, "layout">, one: Mount): boolean {
  const place = ({ options, object }: Mount) => placeKey(options.list ?? object.at);
  return layout.mounts.some((mount) => mount !== one && place(mount) === place(one));
}

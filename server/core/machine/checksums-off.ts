/** Lines of `systemd.tmpfiles` that take copy-on-write, and with it checksums, off a directory: `h PATH - - - - +C`. */
import { definitionsOf } from "../disko/definitions.ts";
import type { Value } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";
import { type Machine, said } from "./machine.ts";

export interface TmpfilesLine {
  /** As systemd-tmpfiles reads it. https://man7.org/linux/man-pages/man5/tmpfiles.d.5.html */
  readonly text: string;
  readonly at: Location;
}

const NOWHERE: Location = { path: "", span: { start: 0, end: 0 } };

/** Every line that is certainly there: of `rules`, and of `settings` as the lines that NixOS makes of them. */
export function tmpfilesLines(machine: Machine | undefined): readonly TmpfilesLine[] {
  const rules = said(machine, "systemd", "tmpfiles", "rules");
  const settings = said(machine, "systemd", "tmpfiles", "settings");
  const lines = rules?.kind === "list" ? rules.items : [];
  return [
    ...lines.flatMap((item): TmpfilesLine[] => {
      if (item.kind === "gap" || !item.certain) return [];
      const value = item.thunk.force();
      return value.kind === "string" && value.at !== undefined ? [{ text: value.value, at: value.at }] : [];
    }),
    ...members(settings).flatMap(([, file]) =>
      members(file).flatMap(([path, types]) =>
        members(types).flatMap(([type, line]) => attributesLine(type, path, line)),
      ),
    ),
  ];
}

/** `settings.NAME."/srv".h.argument = "+C"`. */
function attributesLine(type: string, path: string, line: Value): TmpfilesLine[] {
  const argument = members(line).find(([name]) => name === "argument")?.[1];
  if (argument?.kind !== "string" || argument.at === undefined) return [];
  return [{ text: `${type} "${path}" - - - - ${argument.value}`, at: argument.at }];
}

function members(value: Value | undefined): readonly (readonly [string, Value])[] {
  if (value?.kind !== "attrs") return [];
  return [...value.attributes.values()].flatMap(({ name, thunk, key, certain }) => {
    if (!certain) return [];
    const [only, ...others] = definitionsOf(thunk, key ?? NOWHERE, { certain, firm: true });
    return only === undefined || others.length > 0 || !only.certain ? [] : [[name, only.value] as const];
  });
}

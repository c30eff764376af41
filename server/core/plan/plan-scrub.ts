/** The decision on regular scrubs: reading everything once in a while, so that damage is noticed while a copy is good. */
import type { Mount } from "../disko/layout.ts";
import { attrs, binding, texts } from "../nix/write/expression.ts";
import { decision, type FilesystemContext } from "./filesystem-context.ts";
import type { Decision } from "./plan.ts";
import { AUTO_SCRUB, reason, SCRUB } from "./sources.ts";

/** `hostKnown`: the configuration was seen, so what is not set in it is not set. */
export function planScrub(planned: readonly FilesystemContext[], hostKnown: boolean): Decision[] {
  const [first] = planned;
  if (first === undefined) return [];
  const { surroundings, choices, filesystem } = first;
  if (surroundings.module !== "yes" || choices.priority === "space" || surroundings.autoScrub === false) return [];
  const mountpoints = planned.map(({ mounts }) => scrubbedAt(mounts));
  const on = surroundings.autoScrub === true;
  return [
    decision(filesystem, {
      id: "scrub",
      kind: "scrub",
      what: `A regular scrub of ${mountpoints.join(" and ")}`,
      why: [
        reason(
          "A scrub reads all data and metadata and compares them with their checksums: damage is found before it is needed, and repaired where there is a second copy.",
          SCRUB,
        ),
        reason("One mountpoint for each filesystem is enough: a scrub covers the whole filesystem.", AUTO_SCRUB),
      ],
      cost: "The disk is read through once a month. Files without copy-on-write have no checksums, so they are not checked.",
      changes: on
        ? []
        : [
            {
              kind: "setting",
              binding: binding(
                ["services", "btrfs", "autoScrub"],
                attrs([binding("enable", { kind: "bool", value: true }), binding("fileSystems", texts(mountpoints))]),
              ),
            },
          ],
      byDefault: on || hostKnown,
    }),
  ];
}

function scrubbedAt(mounts: readonly Mount[]): string {
  const points = mounts.map(({ mountpoint }) => mountpoint.value);
  return points.includes("/") ? "/" : (points[0] ?? "/");
}

/** Over random layouts, tools and choices: what is planned, once carried out, holds, and nothing is left to do. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Priority, Target } from "../../../server/core/settings.ts";
import { carryOut } from "./carried-out.ts";
import { decisionLines } from "./plan-of.ts";

const MOUNTPOINTS = ["/", "/home", "/nix", "/var", "/var/log", "/var/lib/postgresql", "/srv", "/var/lib/libvirt"];
const OPTIONS = [
  ...[
    "compress=zstd",
    "compress=zstd:3",
    "compress=zstd:1",
    "compress=zstd:9",
    "compress-force=zstd:2",
    "compress=lzo",
  ],
  ...["compress=no", "nodatacow", "nodatasum", "datacow", "autodefrag", "noautodefrag", "commit=60", "commit=30"],
  ...["ssd", "nossd", "discard=async", "discard", "nodiscard", "space_cache=v2", "noatime", "relatime", "nodev"],
  ...["x-systemd.automount", "defaults", "flushoncommit", "noacl", "max_inline=0", "ssd_spread", "strictatime"],
];
const TOOLS = ["postgresql", "mariadb", "vaultwarden", "libvirt", "podman", "docker", "ccache", "vscode", "firefox"];

interface Subvolume {
  readonly mountpoint: string;
  readonly options: readonly string[];
  readonly shared: boolean;
  readonly written: boolean;
}

const subvolumes = fc.uniqueArray(
  fc.record({
    mountpoint: fc.constantFrom(...MOUNTPOINTS),
    options: fc.uniqueArray(fc.constantFrom(...OPTIONS), { maxLength: 4 }),
    shared: fc.boolean(),
    written: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6, selector: ({ mountpoint }) => mountpoint },
);

function fileOf(list: readonly Subvolume[], common: readonly string[], prefix: string, tmpfsRoot: boolean): string {
  const texts = (options: readonly string[]): string => `[ ${options.map((one) => `"${one}"`).join(" ")} ]`;
  const one = ({ mountpoint, options, shared, written }: Subvolume): string => {
    const own = shared ? `common ++ ${texts(options)}` : texts(options);
    const name = prefix + (mountpoint === "/" ? "root" : mountpoint.slice(1).replaceAll("/", "-"));
    return `      "${name}" = {\n        mountpoint = "${mountpoint}";\n${written ? `        mountOptions = ${own};\n` : ""}      };`;
  };
  const nodev = tmpfsRoot ? `\n  disko.devices.nodev."/" = { fsType = "tmpfs"; };` : "";
  const mounted = tmpfsRoot ? list.filter(({ mountpoint }) => mountpoint !== "/") : list;
  return `{ ... }:
let
  common = ${texts(common)};
in
{${nodev}
  disko.devices.disk.main.device = "/dev/vda";
  disko.devices.disk.main.content = {
    type = "btrfs";
    subvolumes = {
${mounted.map(one).join("\n")}
    };
  };
}
`;
}

test("promises hold, and a second plan has nothing to do", () => {
  let written = 0;
  fc.assert(
    fc.property(
      subvolumes,
      fc.uniqueArray(fc.constantFrom(...OPTIONS), { maxLength: 2 }),
      fc.constantFrom("@", "/", "", "system/"),
      fc.boolean(),
      fc.record({
        tools: fc.subarray(TOOLS),
        priority: fc.constantFrom<Priority>("performance", "balanced", "durability", "space"),
        target: fc.constantFrom<Target>("install", "running"),
        module: fc.constantFrom("yes" as const, "no" as const, "unknown" as const),
        snapshots: fc.constantFrom(true, false),
        optional: fc.boolean(),
      }),
      (list, common, prefix, tmpfsRoot, { module, optional, ...spec }) => {
        const text = fileOf(list, common, prefix, tmpfsRoot);
        const { plan, again, broken, notWritten } = carryOut(
          text,
          { ...spec, surroundings: { module } },
          () => optional,
        );
        const told = () => `${decisionLines(plan).join("\n")}\n${JSON.stringify(notWritten)}`;
        if (spec.target === "running") {
          expect(plan.decisions.filter(({ addsMount, byDefault }) => addsMount && byDefault)).toEqual([]);
        }
        if (notWritten.length > 0) return;
        written += 1;
        expect(broken, told()).toEqual([]);
        // In a subvolume of its own a path is no longer snapshotted with "/": then its copy-on-write may go.
        const moved = plan.decisions.filter(({ kind, byDefault }) => kind === "subvolume" && !byDefault && optional);
        const left = again.decisions.filter(({ byDefault, changes }) => byDefault && changes.length > 0);
        const unexpected = left.filter(
          ({ kind, path }) => kind !== "no-copy-on-write" || !moved.some((one) => one.path === path),
        );
        expect(
          unexpected.map(({ id }) => id),
          told(),
        ).toEqual([]);
        if (optional) expect(decisionLines(again).filter((line) => line.startsWith("?"))).toEqual([]);
      },
    ),
    { numRuns: 200 },
  );
  expect(written).toBeGreaterThan(150);
}, 120_000);

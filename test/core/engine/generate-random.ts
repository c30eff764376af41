/** Random hosts: a layout in the ways people write one, with comments in odd places, and a configuration around it. */
import fc from "fast-check";
import type { Environment, Priority, Selection, Target } from "../../../server/core/settings.ts";
import { ENVIRONMENTS, NO_SELECTION, PRIORITIES, TARGETS } from "../../../server/core/settings.ts";

export const DISKO = "/w/disko.nix";
export const CONFIGURATION = "/w/configuration.nix";

export interface RandomHost {
  readonly files: Readonly<Record<string, string>>;
  readonly selection: Selection;
}

const MOUNTPOINTS = [
  ...["/", "/home", "/nix", "/var", "/var/log", "/var/lib", "/var/cache", "/srv", "/persist"],
  ...["/var/lib/postgresql", "/var/lib/mysql", "/var/lib/libvirt/images", "/var/lib/containers", "/home/alice"],
];

const OPTIONS = [
  ...["compress=zstd", "compress=zstd:1", "compress=zstd:3", "compress=zstd:9", "compress-force=zstd", "compress=lzo"],
  ...["compress=no", "compress", "nodatacow", "nodatasum", "datacow", "autodefrag", "noautodefrag", "commit=60"],
  ...["commit=30", "discard", "discard=async", "nodiscard", "ssd", "nossd", "space_cache=v2", "relatime", "noatime"],
  ...["strictatime", "nodev", "noexec", "defaults", "x-systemd.automount", "flushoncommit", "noacl", "max_inline=0"],
  ...["compress=zstd,noatime", "ssd,discard=async", "noatime,compress=lzo,nodatacow", "subvolid=5"],
];

/** A line of the configuration that switches a tool on. */
const SERVICES = [
  "services.postgresql.enable = true;",
  "services.mysql = { enable = true; package = pkgs.mariadb; };",
  "services.vaultwarden.enable = true;",
  "virtualisation.docker.enable = true;",
  "virtualisation.podman.enable = true;",
  "virtualisation.libvirtd.enable = true;",
  "programs.firefox.enable = true;",
  "programs.ccache.enable = true;",
  "environment.systemPackages = [ pkgs.vscode pkgs.cargo ];",
  'services.snapper.configs.root.SUBVOLUME = "/";',
  "services.btrfs.autoScrub.enable = true;",
  "services.postgresql.enable = false;",
  'services.postgresql.dataDir = "/srv/db";',
];

const TOOLS = ["postgresql", "mariadb", "vaultwarden", "libvirt", "podman", "docker", "ccache", "vscode", "neovim"];

/** How the list of one mount is written. */
const STYLES = ["line", "lines", "shared", "shared-and-own", "helper", "one-line-set", "inherit", "none"] as const;
type Style = (typeof STYLES)[number];

interface RandomMount {
  readonly mountpoint: string;
  readonly options: readonly string[];
  readonly style: Style;
  readonly comments: readonly boolean[];
}

const mounts = fc.uniqueArray(
  fc.record({
    mountpoint: fc.constantFrom(...MOUNTPOINTS),
    options: fc.uniqueArray(fc.constantFrom(...OPTIONS), { maxLength: 4 }),
    style: fc.constantFrom(...STYLES),
    comments: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  }),
  { minLength: 1, maxLength: 7, selector: ({ mountpoint }) => mountpoint },
);

const shape = fc.record({
  mounts,
  shared: fc.uniqueArray(fc.constantFrom(...OPTIONS), { maxLength: 3 }),
  prefix: fc.constantFrom("@", "/", "", "system/"),
  /** Mounts from here on lie in a second filesystem. */
  second: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  luks: fc.boolean(),
  mirrored: fc.boolean(),
  tmpfsRoot: fc.boolean(),
  swap: fc.boolean(),
  bare: fc.boolean(),
  dotted: fc.boolean(),
  header: fc.constantFrom("", "{ ... }:\n", "{ lib, pkgs, ... }:\n", "{ pkgs, ... }:\n\n"),
  crlf: fc.boolean(),
  tmpfiles: fc.constantFrom("", '"d /srv 0755 root root -"', '"h /var/lib/mysql - - - - +C"'),
  comments: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
});
type Shape = typeof shape extends fc.Arbitrary<infer T> ? Omit<T, "header"> & { readonly header: string } : never;

const surroundings = fc.record({
  services: fc.subarray(SERVICES, { maxLength: 6 }),
  /** Where the services stand, and so whether the layout is a module of the host. */
  where: fc.constantFrom("own-file", "imported", "devices-only", "nowhere"),
  tools: fc.subarray(TOOLS, { maxLength: 4 }),
  projects: fc.constantFrom<readonly string[]>([], ["/srv/src"], ["/home/alice/src"]),
  priority: fc.constantFrom<Priority>(...PRIORITIES),
  environment: fc.constantFrom<Environment | undefined>(undefined, ...ENVIRONMENTS),
  target: fc.constantFrom<Target>(...TARGETS),
  module: fc.constantFrom<boolean | undefined>(undefined, undefined, true, false),
  snapshots: fc.constantFrom<boolean | undefined>(undefined, true, false),
});

export const randomHost: fc.Arbitrary<RandomHost> = fc.tuple(shape, surroundings).map(([layout, around]) => {
  const { services, where, tools, projects, priority, environment, target, module, snapshots } = around;
  const own = where === "own-file" ? services : [];
  // `pkgs` has to come from somewhere.
  const header = own.some((line) => line.includes("pkgs")) ? "{ pkgs, ... }:\n" : layout.header;
  const files: Record<string, string> = { [DISKO]: diskoFile({ ...layout, header }, own) };
  if (where === "imported" || where === "devices-only") {
    files[CONFIGURATION] = configuration(services, where === "imported", header.includes("lib"));
  }
  return {
    files,
    selection: {
      ...NO_SELECTION,
      tools,
      projects,
      priority,
      environment,
      target,
      module,
      workload: { snapshots, intensity: {} },
    },
  };
});

function configuration(services: readonly string[], imported: boolean, lib: boolean): string {
  const file = imported
    ? "imports = [ ./disko.nix ];"
    : `disko.devices = (import ./disko.nix { inherit pkgs${lib ? " lib" : ""}; }).disko.devices;`;
  return `{ pkgs, lib, ... }:\n{\n  ${[file, ...services].join("\n  ")}\n  system.stateVersion = "25.11";\n}\n`;
}

/** Comments are numbered, so that none can be lost, doubled or swapped unnoticed. */
function diskoFile(layout: Shape, services: readonly string[]): string {
  let comments = 0;
  const note = (wanted: boolean | undefined, before: string, after: string): string => {
    if (!wanted) return "";
    comments += 1;
    return `${before}${comments % 3 === 0 && after === "\n" ? `/* note ${comments} */` : `# note ${comments}`}${after}`;
  };
  const { prefix, shared, luks, mirrored, tmpfsRoot, second, swap, bare, dotted, tmpfiles, header, crlf } = layout;
  const [onTop, atDevices, atContent, behindContent, inShared, atEnd] = layout.comments;
  const mounted = tmpfsRoot ? layout.mounts.filter(({ mountpoint }) => mountpoint !== "/") : layout.mounts;
  const groups = second === undefined ? [mounted] : [mounted.slice(0, second), mounted.slice(second)];

  const subvolume = (mount: RandomMount): string => {
    const { mountpoint, options, style } = mount;
    const [above, beside, atList, inList, behind] = mount.comments;
    const name = `"${prefix}${mountpoint === "/" ? "root" : mountpoint.slice(1).replaceAll("/", "-")}"`;
    const line = `[ ${quoted(options).join(" ")} ]`.replace("[  ]", "[ ]");
    const key = dotted ? `subvolumes.${name}` : name;
    const top = note(above, "      ", "\n");
    const end = (): string => `${note(behind, " ", "")}\n`;
    const body = (list: string | undefined): string =>
      `      ${key} = {\n        mountpoint = "${mountpoint}";${note(beside, " ", "")}\n${
        list === undefined ? "" : `${note(atList, "        ", "\n")}        mountOptions = ${list};\n`
      }      };${end()}`;
    switch (style) {
      case "line":
        return top + body(line);
      case "lines": {
        const items = quoted(options).map(
          (item, index) => `          ${item}${note(inList && index === 0, " ", "")}\n`,
        );
        return top + body(items.length === 0 ? "[ ]" : `[\n${items.join("")}        ]`);
      }
      case "shared":
        return top + body("common");
      case "shared-and-own":
        return top + body(`common ++ ${line}`);
      case "helper":
        return `${top}      ${key} = at "${mountpoint}" ${line};${end()}`;
      case "one-line-set":
        return `${top}      ${key} = { mountpoint = "${mountpoint}"; mountOptions = ${line}; };${end()}`;
      case "inherit":
        return `${top}      ${key} = {\n        mountpoint = "${mountpoint}";\n        inherit mountOptions;\n      };${end()}`;
      case "none":
        return top + body(undefined);
      default:
        return style satisfies never;
    }
  };

  const disk = (group: readonly RandomMount[], index: number): string => {
    const swapFile =
      swap && index === 0
        ? `      ${dotted ? "subvolumes." : ""}"${prefix}swap" = { mountpoint = "/.swap"; swap.swapfile.size = "8G"; };\n`
        : "";
    const [only] = group;
    const isBare = bare && group.length === 1 && only !== undefined && swapFile === "";
    const inside = isBare
      ? `    mountpoint = "${only.mountpoint}";\n    mountOptions = [ ${quoted(only.options).join(" ")} ];\n`
      : dotted
        ? `${group.map(subvolume).join("")}${swapFile}`
        : `    subvolumes = {\n${group.map(subvolume).join("")}${swapFile}    };\n`;
    const raid = mirrored && index === 0 ? '    extraArgs = [ "--data raid1" "/dev/vdz" ];\n' : "";
    const btrfs = `{${note(atContent && index === 0, " ", "")}\n    type = "btrfs";\n${raid}${inside}  }`;
    const content =
      luks && index === 0
        ? `{\n    type = "luks";\n    name = "crypted";\n    content = ${btrfs.replaceAll("\n", "\n  ")};\n  }`
        : btrfs;
    const name = index === 0 ? "main" : "data";
    return `  disko.devices.disk.${name}.device = "/dev/vd${index === 0 ? "a" : "b"}";\n  disko.devices.disk.${name}.content = ${content};${note(behindContent && index === 0, " ", "")}\n`;
  };

  // In the order of the text, because comments are numbered as they are written.
  const text = [
    note(onTop, "", "\n"),
    header,
    `let\n  common = [ ${quoted(shared).join(" ")} ];${note(inShared, " ", "")}\n  mountOptions = [ "compress=zstd" ];\n`,
    "  at = mountpoint: own: { inherit mountpoint; mountOptions = common ++ own; };\nin\n{\n",
    note(atDevices, "  ", "\n"),
    ...groups.filter((group, index) => index === 0 || group.length > 0).map(disk),
    tmpfsRoot ? '  disko.devices.nodev."/" = { fsType = "tmpfs"; };\n' : "",
    tmpfiles === "" ? "" : `  systemd.tmpfiles.rules = [ ${tmpfiles} ];\n`,
    ...services.map((line) => `  ${line}\n`),
    note(atEnd, "  ", "\n"),
    "}\n",
  ].join("");
  return crlf ? text.replaceAll("\n", "\r\n") : text;
}

function quoted(options: readonly string[]): string[] {
  return options.map((option) => `"${option}"`);
}

/** Where a path inside a machine lies on its host: below the machine's root, or where a folder of the host is mounted. */
import { attributeValue } from "../nix/values/select.ts";
import type { InnerMachine, NixosHost, NotKnown } from "../nixos/host.ts";
import { normalizePath } from "../text/path.ts";
import type { Location } from "../text/span.ts";
import type { DataPlace } from "./data-places.ts";

interface Mounted {
  /** Path inside the machine. */
  readonly inside: string;
  readonly host: string;
  readonly at: Location | undefined;
}

/** The place itself, and what the host mounts below it. Nothing where the machine's files lie in an image: that is told. */
export function placesOnHost(
  place: DataPlace,
  machine: InnerMachine,
  host: NixosHost | undefined,
  told: (note: NotKnown) => void,
): DataPlace[] {
  const mounts = machine.kind === "container" && host ? bindMounts(machine, host, told) : [];
  const around = mounts
    .filter(({ inside }) => place.path === inside || place.path.startsWith(`${inside}/`))
    .sort((a, b) => b.inside.length - a.inside.length)[0];
  const below = mounts.filter(({ inside }) => inside.startsWith(`${place.path}/`));
  const inner = below.map((mount): DataPlace => ({ path: mount.host, at: mount.at, user: undefined }));
  if (around) {
    return [
      { path: normalizePath(around.host + place.path.slice(around.inside.length)), at: around.at, user: undefined },
      ...inner,
    ];
  }
  if (machine.root === undefined) {
    told({
      at: machine.at,
      why: `the files of the ${machine.kind} \`${machine.name}\` have no known place on the host`,
    });
    return inner;
  }
  return [{ path: normalizePath(machine.root + place.path), at: place.at, user: undefined }, ...inner];
}

/**
 * `containers.NAME.bindMounts`: the name is the place inside, and also outside where `hostPath` is not set.
 * https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/virtualisation/nixos-containers.nix
 */
function bindMounts(machine: InnerMachine, host: NixosHost, told: (note: NotKnown) => void): Mounted[] {
  const state = host.configuration.option(["containers", machine.name, "bindMounts"]);
  if (state.kind !== "known" || state.value.kind !== "attrs") return [];
  return [...state.value.attributes.values()].flatMap(({ name, thunk, certain, binding }): Mounted[] => {
    const mount = thunk.force();
    const inside = textOf(attributeValue(mount, "mountPoint")) ?? name;
    const said = mount.kind === "attrs" ? mount.attributes.get("hostPath") : undefined;
    const outside = said ? textOf(said.thunk.force()) : inside;
    if (!certain || outside === undefined || !outside.startsWith("/") || !inside.startsWith("/")) {
      if (said && outside === undefined) {
        told({ at: said.binding ?? binding, why: `what is mounted at \`${name}\` of the container is not known` });
      }
      return [];
    }
    return [{ inside: normalizePath(inside), host: normalizePath(outside), at: said?.binding ?? binding }];
  });
}

function textOf(value: ReturnType<typeof attributeValue>): string | undefined {
  return value.kind === "string" ? value.value : value.kind === "path" ? value.path : undefined;
}

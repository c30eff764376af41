/** Containers that are declared with an image: a container of `postgres:16` runs PostgreSQL, with its data in the volumes. */
import type { Configuration, NotKnown, OptionState } from "../nixos/host.ts";
import type { PatternIndex } from "../patterns/pattern.ts";
import { normalizePath } from "../text/path.ts";
import { addFound, type ContainerMounts, evidenceIn, type Findings, type Scope } from "./found.ts";

/**
 * Where containers stand in a configuration: the option with one entry for each, and where in it image and volumes are.
 * https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/virtualisation/oci-containers.nix
 * https://github.com/SEIAROTg/quadlet-nix/blob/main/container.nix
 * https://github.com/nix-community/home-manager/blob/master/modules/services/podman/containers.nix
 * https://github.com/hercules-ci/arion/blob/main/src/nix/modules/service/docker-compose-service.nix
 */
const DECLARED: readonly Declared[] = [
  { containers: ["virtualisation", "oci-containers", "containers"], image: ["image"], volumes: ["volumes"] },
  {
    containers: ["virtualisation", "quadlet", "containers"],
    image: ["containerConfig", "image"],
    volumes: ["containerConfig", "volumes"],
  },
  { containers: ["services", "podman", "containers"], image: ["image"], volumes: ["volumes"] },
  {
    containers: ["virtualisation", "arion", "projects", "*", "settings", "services"],
    image: ["service", "image"],
    volumes: ["service", "volumes"],
  },
];

interface Declared {
  readonly containers: readonly string[];
  readonly image: readonly string[];
  readonly volumes: readonly string[];
}

/** Adds to `findings` the tools whose images a configuration runs. An image that is not known is returned. */
export function findContainers(scope: Scope, index: PatternIndex, findings: Findings): readonly NotKnown[] {
  const { configuration, user, machine } = scope;
  const notes: NotKnown[] = [];
  for (const declared of DECLARED) {
    for (const path of below(configuration, declared.containers)) {
      const enable = configuration.option([...path, "enable"]);
      const off = enable.kind === "known" && enable.value.kind === "bool" && !enable.value.value;
      if (off && enable.certain) continue;
      const image = configuration.option([...path, ...declared.image]);
      const said = image.kind === "known" && image.value.kind === "string" ? image.value.value : undefined;
      if (said === undefined) {
        notes.push(...notKnown(image, `which image the container \`${path.at(-1)}\` runs`));
        continue;
      }
      const name = [...path, ...declared.image].join(".");
      for (const pattern of index.byImage(imageName(said))) {
        const volumes = configuration.option([...path, ...declared.volumes]);
        notes.push(...notKnown(volumes, `where the container \`${path.at(-1)}\` keeps its data`));
        addFound(findings, pattern, {
          evidence: evidenceIn(scope, image.kind === "known" ? image.definitions[0] : undefined, name),
          certain: image.kind === "known" && image.certain && !off,
          via: "option",
          user,
          machine,
          container: mountsOf(volumes),
          instance: undefined,
        });
      }
    }
  }
  return notes;
}

/** Paths of all entries below an option, `*` for any name on the way. */
function below(configuration: Configuration, option: readonly string[]): readonly (readonly string[])[] {
  const star = option.indexOf("*");
  const prefix = star < 0 ? option : option.slice(0, star);
  const state = configuration.option(prefix);
  if (state.kind !== "known" || state.value.kind !== "attrs") return [];
  const names = [...state.value.attributes.values()].filter(({ certain }) => certain).map(({ name }) => name);
  const entries = names.map((name) => [...prefix, name]);
  return star < 0 ? entries : entries.flatMap((entry) => below(configuration, [...entry, ...option.slice(star + 1)]));
}

function notKnown(state: OptionState, what: string): readonly NotKnown[] {
  if (state.kind === "unknown") return [{ at: state.at ?? state.unknown.at, why: `${what}: ${state.unknown.why}` }];
  if (state.kind !== "known") return [];
  const { value, definitions } = state;
  if (value.kind === "unknown") return [{ at: definitions[0] ?? value.at, why: `${what}: ${value.why}` }];
  if (value.kind !== "list") return [];
  return value.items.flatMap((item): readonly NotKnown[] => {
    if (item.kind === "gap") return [{ at: item.unknown.at ?? definitions[0], why: `${what}: ${item.unknown.why}` }];
    const inner = item.thunk.force();
    return inner.kind === "unknown" ? [{ at: inner.at ?? definitions[0], why: `${what}: ${inner.why}` }] : [];
  });
}

/** `docker.io/library/redis:7@sha256:…` is `redis`. https://docs.docker.com/reference/cli/docker/image/tag/#description */
export function imageName(image: string): string {
  const bare = image
    .replace(/^docker:\/\//, "")
    .replace(/@.*$/, "")
    .replace(/:[^/]*$/, "");
  const [, hub] = /^(?:(?:index\.|registry-1\.)?docker\.io|registry\.hub\.docker\.com)\/(.*)$/.exec(bare) ?? [];
  const [, linuxserver] = /^(?:lscr\.io|ghcr\.io)\/(linuxserver\/.*)$/.exec(bare) ?? [];
  return (linuxserver ?? hub ?? bare).replace(/^library\//, "").toLowerCase();
}

/**
 * Volumes that are a path of the host: `/srv/db:/var/lib/postgresql/data:rw`. One with a name lies where the engine keeps
 * its own. https://docs.podman.io/en/latest/markdown/podman-run.1.html#volume-v-source-volume-host-dir-container-dir-options
 */
function mountsOf(volumes: OptionState): ContainerMounts {
  if (volumes.kind !== "known" || volumes.value.kind !== "list") return { volumes: [] };
  const { value, definitions } = volumes;
  return {
    volumes: value.items.flatMap((item) => {
      const inner = item.kind === "item" && item.certain ? item.thunk.force() : undefined;
      if (inner?.kind !== "string") return [];
      const [host = "", inside = ""] = inner.value.split(":");
      if (!host.startsWith("/") || !inside.startsWith("/")) return [];
      return [{ host: normalizePath(host), inside: normalizePath(inside), at: inner.at ?? definitions[0] }];
    }),
  };
}

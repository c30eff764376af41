/**
 * home-manager beside NixOS: `homeConfigurations."ada@atlas"` is ada's home on atlas, `homeConfigurations.ada` that on any
 * machine where she has an account. Source: <https://nix-community.github.io/home-manager/index.xhtml#sec-flakes-standalone>.
 */
import { selectAttribute } from "../nix/values/select.ts";
import type { Value } from "../nix/values/value.ts";
import { homeArgument } from "./home-configuration.ts";

export interface StandaloneHome {
  readonly user: string;
  /** Undefined: whatever machine has the user. */
  readonly host: string | undefined;
  /** What `homeManagerConfiguration` was called with. */
  readonly argument: Value;
}

/** `flake`: its outputs. */
export function standaloneHomes(flake: Value): readonly StandaloneHome[] {
  const selection = selectAttribute(flake, "homeConfigurations");
  const homes = selection.kind === "found" ? selection.attribute.thunk.force() : undefined;
  if (homes?.kind !== "attrs") return [];
  return [...homes.attributes.values()].flatMap(({ name, thunk }) => {
    const argument = homeArgument(thunk.force());
    const [user = "", host] = name.split("@");
    return argument && user !== "" ? [{ user, host, argument }] : [];
  });
}

/** A home as it is on one host. */
export interface HomeHere {
  readonly user: string;
  readonly argument: Value;
  /** False: which of several hosts it is for is not said. */
  readonly certain: boolean;
}

export interface HostUsers {
  readonly name: string;
  readonly users: readonly { readonly name: string }[];
}

/** The homes of one host. One named for it wins over one that names no host. The users of hosts are asked only for the latter. */
export function homesHere(
  homes: readonly StandaloneHome[],
  name: string,
  hosts: readonly HostUsers[],
): readonly HomeHere[] {
  const named = homes.filter(({ host }) => host === name);
  const others = homes.filter(({ user, host }) => host === undefined && !named.some((one) => one.user === user));
  const having = (user: string): readonly HostUsers[] =>
    hosts.filter(({ users }) => users.some((one) => one.name === user));
  return [
    ...named.map(({ user, argument }) => ({ user, argument, certain: true })),
    ...others.flatMap(({ user, argument }) => {
      const where = having(user);
      if (!where.some((host) => host.name === name)) return [];
      return [{ user, argument, certain: where.length === 1 }];
    }),
  ];
}

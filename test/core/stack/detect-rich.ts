/** One host against the richer patterns, as lines: `id certainty: evidence, evidence path path`. */
import { expect } from "vitest";
import type { InnerMachine, NixosHost, NotKnown } from "../../../server/core/nixos/host.ts";
import { createPatternIndex } from "../../../server/core/patterns/pattern-index.ts";
import { NO_SELECTION, type Selection } from "../../../server/core/settings.ts";
import { detectToolstack } from "../../../server/core/stack/detect.ts";
import { NO_PLACES } from "../../../server/core/stack/places.ts";
import { evidenceNote, type Toolstack } from "../../../server/core/stack/toolstack.ts";
import { hostOf } from "../nixos/support.ts";
import { RICHER } from "./richer-patterns.ts";

const index = createPatternIndex(RICHER);

/** What stands beside the configuration itself. */
export interface Beside {
  readonly selection?: Partial<Selection>;
  /** Machines inside, as their own configurations. */
  readonly machines?: readonly (Omit<InnerMachine, "configuration" | "at"> & { readonly text: string })[];
  readonly likely?: NotKnown;
}

export function stackOf(configuration: string, { selection, machines = [], likely }: Beside = {}): Toolstack {
  const host: NixosHost = hostOf(configuration, {}, index.packageNames);
  const inside = machines.map(
    ({ text, ...machine }): InnerMachine => ({
      ...machine,
      at: undefined,
      configuration: hostOf(text, {}, index.packageNames).configuration,
    }),
  );
  const seen: NixosHost = {
    ...host,
    get configuration() {
      return host.configuration;
    },
    machines: inside,
    likely,
  };
  return detectToolstack({ host: seen, index, selection: { ...NO_SELECTION, ...selection }, places: NO_PLACES })
    .toolstack;
}

export function expectTools(configuration: string, expected: readonly unknown[], beside: Beside = {}): void {
  const { tools } = stackOf(configuration, beside);
  const lines = tools.map(({ pattern, certainty, evidence, data }) => {
    const shown = evidence.map((one) => [one.name, evidenceNote(one)].filter((part) => part !== "").join(" "));
    return [`${pattern.id} ${certainty}: ${shown.join(", ")}`, ...data.map(({ path }) => path)].join(" ");
  });
  expect(lines).toEqual(expected);
}

export function notes(configuration: string, beside: Beside = {}): string[] {
  return stackOf(configuration, beside).unknown.map(({ why }) => why);
}

/**
 * What a user chose for one file in a dialog of the client, which remembers it: the host where several use the file, and
 * the answers under which its layout was generated last. A host is chosen for the file, so it counts more than the
 * setting; of everything else a setting, being written down, counts more.
 */

import { type Connection, NotificationType } from "vscode-languageserver";
import * as z from "zod";
import { ENVIRONMENTS, PRIORITIES, type Selection, type Settings, TARGETS } from "../core/settings.ts";
import { toPath } from "./convert.ts";

export const choice = z.object({
  host: z.string().optional(),
  priority: z.enum(PRIORITIES).optional(),
  environment: z.enum(ENVIRONMENTS).optional(),
  target: z.enum(TARGETS).optional(),
  exclude: z.array(z.string()).optional(),
  tools: z.array(z.string()).optional(),
});
export type Choice = z.infer<typeof choice>;

/** By the address of the file. What is not understood of a client's memory is left out. */
const choices = z.record(z.string(), choice.catch({}));

/** Replaces everything that was chosen before. */
export const ChoicesNotification = new NotificationType<unknown>("disko/choices");

export interface Choices {
  /** The settings as they hold for a file; the same object as long as nothing changed. */
  settingsFor(path: string): Settings;
  /** The same where a request says some of it: what is `asked` for counts most. */
  settingsWith(path: string, asked: Choice): Settings;
}

export interface ChoicesContext {
  readonly connection: Connection;
  readonly settings: () => Settings;
  /** What came with `initialize`, if anything. */
  readonly initial: unknown;
  readonly changed: () => void;
}

export function followChoices({ connection, settings, initial, changed }: ChoicesContext): Choices {
  let chosen = read(initial);
  const kept = new Map<string, { readonly base: Settings; readonly settings: Settings }>();

  connection.onNotification(ChoicesNotification, (value) => {
    chosen = read(value);
    kept.clear();
    changed();
  });

  return {
    settingsFor(path) {
      const base = settings();
      const choice = chosen.get(path);
      if (!choice) return base;
      const known = kept.get(path);
      if (known?.base === base) return known.settings;
      const own = { ...base, selection: withChoice(base.selection, choice) };
      kept.set(path, { base, settings: own });
      return own;
    },
    settingsWith(path, asked) {
      const base = settings();
      const selection = withChoice(base.selection, { ...chosen.get(path), ...said(asked) });
      return {
        ...base,
        selection: {
          ...selection,
          ...said({ priority: asked.priority, environment: asked.environment, target: asked.target }),
          exclude: selection.exclude.filter((id) => !asked.tools?.includes(id)),
        },
      };
    },
  };
}

function read(value: unknown): ReadonlyMap<string, Choice> {
  const parsed = choices.safeParse(value ?? {});
  return new Map(Object.entries(parsed.data ?? {}).map(([uri, choice]) => [toPath(uri), choice]));
}

function withChoice(selection: Selection, choice: Choice): Selection {
  return {
    ...selection,
    // The empty name asks for all hosts, whichever was chosen.
    host: (choice.host ?? selection.host) || undefined,
    priority: selection.priority ?? choice.priority,
    environment: selection.environment ?? choice.environment,
    target: selection.target ?? choice.target,
    tools: union(selection.tools, choice.tools),
    exclude: union(selection.exclude, choice.exclude),
  };
}

/** Without what is undefined, so that it replaces nothing when it is spread. */
function said<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function union(some: readonly string[], more: readonly string[] | undefined): readonly string[] {
  return [...new Set([...some, ...(more ?? [])])];
}

/** `disko/profile`: the hosts of a file or a folder with their toolstacks, as data for lists and as one page. */
import {
  type CancellationToken,
  type Connection,
  type Location,
  RequestType,
  type ResponseError,
} from "vscode-languageserver";
import * as z from "zod";
import type { Engine, HostProfile, ProfileResult } from "../core/engine.ts";
import { factsInWords } from "../core/nixos/facts-in-words.ts";
import type { NotKnown } from "../core/nixos/host.ts";
import { needsOf } from "../core/stack/needs.ts";
import type { Checks } from "./checks.ts";
import type { Choices } from "./choices.ts";
import { toLocation, toPath } from "./convert.ts";
import { type Guard, requestCancelled } from "./guard.ts";
import type { HostProgress } from "./host-progress.ts";
import type { Pages } from "./pages.ts";
import { invalidParams } from "./params.ts";
import { type ProblemItem, problemItem, type ToolItem, toolItem } from "./places.ts";
import { settledWithHosts } from "./settled.ts";
import { toolstackPage } from "./toolstack-page.ts";
import type { Workspace } from "./workspace.ts";

const params = z.object({
  /** A file, or a folder. */
  uri: z.string(),
  host: z.string().optional(),
  /** Ask nothing of a document that has no disko devices: the answer is null. */
  onlyLayouts: z.boolean().default(false),
});

export interface ProfileAnswer {
  readonly hosts: readonly HostItem[];
  /** Nothing is there by the name that was asked for: the names that are. */
  readonly noSuchHost?: readonly string[];
  readonly problems: readonly ProblemItem[];
  /** Why there may be more hosts. */
  readonly unknown: readonly ProblemItem[];
  /** Names of the categories that the tools are in, by id. */
  readonly categories: Readonly<Record<string, string>>;
  /** Every tool that the project can name. */
  readonly known: readonly ToolName[];
  /** All of it as a page of markdown. */
  readonly page: string;
}

interface ToolName {
  readonly id: string;
  readonly name: string;
  readonly category: string;
}

export interface HostItem {
  readonly name: string;
  /** Address of the file that defines it. */
  readonly entry: string;
  /** Why it may not be a whole host. */
  readonly likely?: ProblemItem;
  readonly tools: readonly ToolItem[];
  /** Release, kernel, hardware and the like. */
  readonly facts: readonly { readonly name: string; readonly text: string; readonly location?: Location }[];
  /** Tools that the user passes over. */
  readonly excluded: readonly { readonly id: string; readonly name: string }[];
  /** What could not be read. */
  readonly unknown: readonly ProblemItem[];
}

export const ProfileRequest = new RequestType<unknown, ProfileAnswer | null, void>("disko/profile");

export interface ProfileContext {
  readonly connection: Connection;
  readonly engine: Engine;
  readonly workspace: Workspace;
  readonly checks: Checks;
  readonly choices: Choices;
  readonly guard: Guard;
  readonly progress: () => HostProgress;
  readonly pages: Pages;
  /** Resolves when the settings are known. */
  readonly ready: Promise<void>;
}

export function registerProfile(context: ProfileContext): void {
  const { connection, engine, workspace, checks, choices, guard, pages } = context;

  async function profile(
    { uri, host, onlyLayouts }: z.infer<typeof params>,
    token: CancellationToken,
  ): Promise<ProfileAnswer | ResponseError<void> | null> {
    const path = toPath(uri);
    await context.ready;
    if (onlyLayouts) {
      await checks.settle(path);
      if (checks.rootsOf(path).length === 0) return null;
    }
    const found = await settledWithHosts(context, path, token, () =>
      engine.profile(path, host === undefined ? choices.settingsFor(path) : choices.settingsWith(path, { host })),
    );
    if (!found) return requestCancelled();
    return answer(found);
  }

  function answer(found: ProfileResult): ProfileAnswer {
    return {
      hosts: found.hosts.map(hostItem),
      ...(found.noSuchHost && { noSuchHost: found.noSuchHost }),
      problems: found.problems.map((problem) => problemItem(workspace, problem)),
      unknown: found.unknown.map(notKnownItem),
      known: found.known,
      categories: Object.fromEntries(found.categories.map(({ id, name }) => [id, name])),
      page: toolstackPage(found, needsOf, pages.context(found.root)),
    };
  }

  function hostItem({ name, entry, toolstack, facts, likely, excluded }: HostProfile): HostItem {
    return {
      name,
      entry: workspace.uri(entry),
      ...(likely && { likely: notKnownItem(likely) }),
      tools: toolstack.tools.map((tool) => toolItem(workspace, tool)),
      facts: factsInWords(facts).map(({ at, ...words }) => ({
        ...words,
        ...(at && { location: toLocation(workspace, at) }),
      })),
      excluded: excluded.map((id) => ({ id, name: engine.tools.find((tool) => tool.id === id)?.name ?? id })),
      unknown: toolstack.unknown.map(notKnownItem),
    };
  }

  function notKnownItem({ at, why }: NotKnown): ProblemItem {
    return problemItem(workspace, { at, message: why });
  }

  connection.onRequest(ProfileRequest, (given, token) => {
    const parsed = params.safeParse(given);
    if (!parsed.success) return invalidParams(parsed.error);
    return guard.runAsync<ProfileAnswer | ResponseError<void> | null>(`Profiling ${parsed.data.uri}`, null, () =>
      profile(parsed.data, token),
    );
  });
}

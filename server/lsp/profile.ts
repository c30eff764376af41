/** `disko/profile`: the hosts of a file or a folder with their toolstacks, as data for lists and as one page. */
import { type CancellationToken, type Connection, RequestType, type ResponseError } from "vscode-languageserver";
import * as z from "zod";
import type { Engine, HostProfile, ProfileResult } from "../core/engine.ts";
import { needsOf } from "../core/stack/needs.ts";
import type { Checks } from "./checks.ts";
import type { Choices } from "./choices.ts";
import { toPath } from "./convert.ts";
import { type Guard, requestCancelled } from "./guard.ts";
import type { Pages } from "./pages.ts";
import { invalidParams } from "./params.ts";
import { type ProblemItem, problemItem, type ToolItem, toolItem } from "./places.ts";
import { settled } from "./settled.ts";
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
  /** All of it as a page of markdown. */
  readonly page: string;
}

export interface HostItem {
  readonly name: string;
  /** Address of the file that defines it. */
  readonly entry: string;
  readonly tools: readonly ToolItem[];
}

export const ProfileRequest = new RequestType<unknown, ProfileAnswer | null, void>("disko/profile");

export interface ProfileContext {
  readonly connection: Connection;
  readonly engine: Engine;
  readonly workspace: Workspace;
  readonly checks: Checks;
  readonly choices: Choices;
  readonly guard: Guard;
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
    const found = await settled(workspace, token, () =>
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
      page: toolstackPage(found, needsOf, pages.context(found.root)),
    };
  }

  function hostItem({ name, entry, toolstack }: HostProfile): HostItem {
    return { name, entry: workspace.uri(entry), tools: toolstack.tools.map((tool) => toolItem(workspace, tool)) };
  }

  connection.onRequest(ProfileRequest, (given, token) => {
    const parsed = params.safeParse(given);
    if (!parsed.success) return invalidParams(parsed.error);
    return guard.runAsync<ProfileAnswer | ResponseError<void> | null>(`Profiling ${parsed.data.uri}`, null, () =>
      profile(parsed.data, token),
    );
  });
}

/** What pages of markdown need to know of the client and the workspace: where links lead, and what categories are called. */
import * as z from "zod";
import type { Engine } from "../core/engine.ts";
import { toLink, toPath, toRange } from "./convert.ts";
import type { PageContext } from "./toolstack-page.ts";
import type { Workspace } from "./workspace.ts";

export interface Pages {
  /** `root`: the folder that paths are shown from. */
  context(root: string): PageContext;
  /** The folder of the workspace that a file lies in. */
  folderOf(path: string): string | undefined;
}

/**
 * In `initializationOptions`. `base`: the folder that links with a `/` at their start are counted from. `folders`: links
 * lead into these alone. A client that says neither gets whole addresses.
 */
export const pageOptions = z.object({ base: z.string(), folders: z.array(z.string()) });

export function createPages(
  engine: Engine,
  workspace: Workspace,
  options: z.infer<typeof pageOptions> | undefined,
): Pages {
  const folders = options?.folders.map(toPath);
  const folderOf = (path: string): string | undefined =>
    folders?.find((folder) => path === folder || path.startsWith(`${folder.replace(/\/$/, "")}/`));
  const categories = new Set(engine.tools.map(({ category }) => category));
  return {
    folderOf,
    context: (root) => ({
      root,
      line: (at) => toRange(workspace.document(at.path), at.span).start.line + 1,
      address: (at) => (!folders || folderOf(at.path) ? toLink(workspace, at, options?.base) : undefined),
      // A category of the project's own is called by its id.
      category: (id) => (categories.has(id) ? engine.explain(id)?.title : undefined) ?? id,
    }),
  };
}

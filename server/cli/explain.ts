/** `disko-toolstack explain`: the page of a rule, a mount option, a tool or a category of tools, in the terminal. */
import type { Engine } from "../core/engine.ts";
import { optionNames } from "../core/mounts/vocabulary.ts";
import { enumerate } from "../core/text/enumerate.ts";
import { editDistance } from "../core/text/similar.ts";
import { printable } from "./cells.ts";
import { paintFor } from "./paint.ts";
import { renderMarkdown } from "./render-markdown.ts";
import { complain, type ExitCode, type World } from "./world.ts";

/** Longer lines are hard to read, however wide the terminal. */
const MAX_WIDTH = 100;
/** Topics that are offered in place of one that nobody knows. */
const OFFERED = 3;

export async function explain(topic: string, world: World): Promise<ExitCode> {
  const engine = await world.openEngine();
  const page = engine.explain(topic);
  if (!page) {
    const near = nearTopics(topic, engine);
    const advice =
      near.length > 0
        ? `did you mean ${enumerate(near, "or")}?`
        : "give a code (DSK204), a rule's name, a btrfs mount option, a tool or a category of tools";
    complain(world, `nothing is known of "${printable(topic)}": ${advice}`);
    return 2;
  }
  const paint = paintFor(world.stdout, world.environment);
  const titled = page.markdown.trimStart().startsWith("# ") ? page.markdown : `# ${page.title}\n\n${page.markdown}`;
  world.stdout.write(renderMarkdown(titled, paint, Math.min(MAX_WIDTH, world.stdout.columns ?? MAX_WIDTH)));
  return 0;
}

/** The topics that look most like it: a letter or two apart, or beginning like it (`postgres`). */
function nearTopics(topic: string, { rules, tools }: Engine): string[] {
  const [wanted = ""] = topic.toLowerCase().split("=");
  if (wanted.length < 3) return [];
  const topics = new Set([
    ...rules.map(({ name }) => name),
    ...tools.flatMap(({ id, category }) => [id, category]),
    ...optionNames(),
  ]);
  const limit = wanted.length < 6 ? 1 : wanted.length < 10 ? 2 : 3;
  return [...topics]
    .map((name) => ({ name, distance: name.toLowerCase().startsWith(wanted) ? 0.5 : editDistance(wanted, name) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, OFFERED)
    .map(({ name }) => name);
}

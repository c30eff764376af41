/** `disko-toolstack explain`: the page of a rule or a mount option, in the terminal. */
import { paintFor } from "./paint.ts";
import { renderMarkdown } from "./render-markdown.ts";
import { complain, type ExitCode, type World } from "./world.ts";

/** Longer lines are hard to read, however wide the terminal. */
const MAX_WIDTH = 100;

export async function explain(topic: string, world: World): Promise<ExitCode> {
  const engine = await world.openEngine();
  const page = engine.explain(topic);
  if (!page) {
    complain(world, `nothing is known of "${topic}": give a code (DSK204), a rule's name or a btrfs mount option`);
    return 2;
  }
  const paint = paintFor(world.stdout, world.environment);
  const titled = page.markdown.trimStart().startsWith("# ") ? page.markdown : `# ${page.title}\n\n${page.markdown}`;
  world.stdout.write(renderMarkdown(titled, paint, Math.min(MAX_WIDTH, world.stdout.columns ?? MAX_WIDTH)));
  return 0;
}

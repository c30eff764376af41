/** The last lines of a plan's report: what the whole comes to, and what is left to do. */
import type { Decision, Plan } from "../core/plan/plan.ts";
import { enumerate } from "../core/text/enumerate.ts";
import { printable } from "./cells.ts";
import type { Paint, Style } from "./paint.ts";
import { shownPath } from "./paths.ts";
import type { Delivery, Planned } from "./plan-outcome.ts";
import type { RewrittenFile } from "./rewrite.ts";
import { baseOfDiff } from "./unified-diff.ts";
import type { World } from "./world.ts";

/** `changed`: the decisions that are carried out. `files`: all that change. */
export function verdict(
  path: string,
  { plan, optional, notWritten }: Planned,
  changed: readonly Decision[],
  files: readonly RewrittenFile[],
  output: Delivery,
  world: Pick<World, "cwd">,
  paint: Paint,
): string[] {
  const names = files.map((file) => printable(shownPath(world.cwd, file.path)));
  const others = files.filter((file) => file.path !== path).map((file) => printable(shownPath(world.cwd, file.path)));
  const base = shownPath(world.cwd, baseOfDiff(files, world.cwd));
  const choices = optional.filter(({ byDefault }) => !byDefault).length;
  const sentences = [
    files.length === 0
      ? nothing(plan, printable(shownPath(world.cwd, path)))
      : deeds(changed.length, enumerate(names, "and"), output),
    ...(choices > 0 ? [`${choices} more with --accept.`] : []),
    ...(plan.refusals.length > 0 && plan.decisions.length > 0
      ? [`Nothing is planned for ${count(plan.refusals.length, "filesystem")}.`]
      : []),
    ...(notWritten.length > 0 ? [`${notWritten.length} could not be written.`] : []),
    ...(files.length > 0 && output !== "write" ? ["--write writes it."] : []),
  ];
  const colour: readonly Style[] =
    notWritten.length + plan.refusals.length > 0 ? ["red"] : files.length === 0 ? ["green"] : [];
  return [
    paint(sentences.join(" "), "bold", ...colour),
    ...(output === "text" && others.length > 0
      ? [
          `The text above is ${printable(shownPath(world.cwd, path))} alone; --diff shows ${enumerate(others, "and")} too.`,
        ]
      : []),
    ...(output === "diff" && files.length > 0 && base !== "."
      ? [`The paths of the diff begin in ${printable(base)}: apply it there.`]
      : []),
  ];
}

function nothing({ decisions, refusals }: Plan, shown: string): string {
  if (decisions.length > 0) return "Nothing to change.";
  if (refusals.length > 0) return "Nothing can be planned, for the reasons above.";
  return `Nothing to plan: no btrfs filesystem in ${shown} is known.`;
}

function deeds(number: number, names: string, output: Delivery): string {
  const decisions = count(number, "decision");
  return output === "write" ? `${decisions} written to ${names}.` : `${decisions} would change ${names}.`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

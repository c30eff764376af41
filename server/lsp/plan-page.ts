/**
 * The decisions behind an optimized layout as a page of markdown, beside the diff: what is done, why and at what cost, what
 * could be done besides, what is not done, and what a user has to do by hand.
 */
import type { GenerateResult } from "../core/engine.ts";
import type { Decision, NotDone } from "../core/plan/plan.ts";
import { block, code, link, list, page, sentence, text } from "./markdown.ts";
import { type PageContext, placeLink } from "./toolstack-page.ts";

type Planned = Extract<GenerateResult, { kind: "plan" }>;

export function planPage(planned: Planned, name: string, context: PageContext): string {
  const { plan, host, carriedOut, optional, notWritten, problems } = planned;
  const { priority, environment, target } = plan.choices;
  const written = new Set([...carriedOut, ...optional].map(({ id }) => id));
  const already = plan.decisions.filter(({ id, changes }) => !written.has(id) && changes.length === 0);
  const besides = optional.filter(({ byDefault }) => !byDefault);
  const leftOut = optional.filter(({ byDefault }) => byDefault);
  const steps = carriedOut.filter((decision) => decision.steps.length > 0);
  const forHost = host === undefined ? "" : ` on ${text(host)}`;
  return page([
    `# ${text(name)} for ${priority}`,
    `Made for **${priority}** in **${environment}**${forHost}, ${TARGET[target]}.`,
    carriedOut.length === 0 && "Nothing is to be changed: the file is so already.",
    carriedOut.length > 0 && "## What is done",
    ...carriedOut.map((decision) => decisionPart(decision, context)),
    besides.length > 0 && "## What can be done besides",
    besides.length > 0 &&
      "Not done unless you choose it: each of these needs your word, most often because it adds a mount.",
    ...besides.map((decision) =>
      page([
        decisionPart(decision, context),
        decision.steps.length > 0 && "If you choose it, before `nixos-rebuild`:",
        decision.steps.length > 0 && block(decision.steps.join("\n"), "sh"),
      ]).trimEnd(),
    ),
    leftOut.length > 0 && "## What you left out",
    list(leftOut.map(({ what }) => sentence(what))),
    steps.length > 0 && "## To do by hand",
    steps.length > 0 && "Data lies there already. Run these before `nixos-rebuild`; read them first.",
    ...steps.flatMap((decision) => [`For: ${sentence(decision.what)}`, block(decision.steps.join("\n"), "sh")]),
    notWritten.length > 0 && "## Could not be written",
    ...notWritten.flatMap(({ why, at, snippet }) => [
      at ? `${sentence(why)} (${placeLink(at, context)})` : sentence(why),
      snippet !== "" && block(snippet, "nix"),
    ]),
    plan.refusals.length > 0 && "## Left alone",
    ...plan.refusals.flatMap(({ why, at, snippet }) => [
      at ? `${sentence(why)} (${placeLink(at, context)})` : sentence(why),
      snippet !== undefined && block(snippet, "nix"),
    ]),
    already.length > 0 && "## As it should be",
    list(already.map(({ what }) => sentence(what))),
    plan.notDone.length > 0 && "## Not done, because",
    ...plan.notDone.map(notDonePart),
    problems.length > 0 && "## To be mended",
    list(
      problems.map(({ at, message }) => (at ? `${sentence(message)} (${placeLink(at, context)})` : sentence(message))),
    ),
  ]);
}

const TARGET = {
  install: "a machine that is still to be installed",
  running: "a machine that is running: mounts are added only where you say so",
} as const;

function decisionPart({ what, why, cost, tools, at }: Decision, context: PageContext): string {
  const evidence = tools.map(({ name, evidence }) => {
    const [first] = evidence;
    if (!first) return text(name);
    return `${text(name)} (${code(first.name)}${first.at ? ` in ${placeLink(first.at, context)}` : ", from the settings"})`;
  });
  return page([
    `### ${sentence(what)}`,
    list(why.map(({ text: reason, source }) => `${sentence(reason)} (${link(text(source.title), source.url)})`)),
    `**Cost:** ${sentence(cost)}`,
    evidence.length > 0 && `**For:** ${evidence.join(", ")}`,
    at && `**Today:** ${placeLink(at, context)}`,
  ]).trimEnd();
}

function notDonePart({ what, because, sources, snippet }: NotDone): string {
  const cited = sources.map((url, index) => link(`source ${index + 1}`, url)).join(", ");
  const shown = what.includes("`") ? sentence(what) : text(what);
  return page([
    `**${shown}**: ${sentence(because)}${cited === "" ? "" : ` (${cited})`}`,
    snippet !== undefined && block(snippet, "nix"),
  ]).trimEnd();
}

/**
 * The decisions for people, on stderr beside the text, the diff or the written files: what changes, why, what it costs,
 * for which tools and where these were found; then what is left to the user.
 */
import type { NotWritten } from "../core/engine.ts";
import type { Decision, NotDone, Plan, PlanChoices, Refusal } from "../core/plan/plan.ts";
import type { Evidence } from "../core/stack/toolstack.ts";
import { enumerate } from "../core/text/enumerate.ts";
import { shellWord } from "../core/text/shell-word.ts";
import type { Location } from "../core/text/span.ts";
import { printable, printableText } from "./cells.ts";
import { type Paint, paintFor, type Style } from "./paint.ts";
import { shownInText, shownPath } from "./paths.ts";
import { openPlaces, type Places } from "./places.ts";
import { type Delivery, type Planned, writtenOf } from "./plan-outcome.ts";
import { verdict } from "./plan-verdict.ts";
import type { RewrittenFile } from "./rewrite.ts";
import type { World } from "./world.ts";
import { wrapWords } from "./wrap.ts";

/** Longer lines are hard to read, however wide the terminal. */
const MAX_WIDTH = 110;
const MIN_WIDTH = 40;
const LABEL = 6;
/** A tool may be named in many places; the strongest are enough here, JSON has them all. */
const SHOWN_EVIDENCE = 2;

interface Page {
  /** The number of a source, which stands in the list at the end. */
  readonly cite: (url: string) => string;
  readonly paint: Paint;
  readonly places: Places;
  readonly width: number;
  /** A sentence of the engine with paths as the user sees them. */
  readonly sentence: (text: string) => string;
}

export function planText(
  path: string,
  result: Planned,
  files: readonly RewrittenFile[],
  output: Delivery,
  world: Pick<World, "files" | "cwd" | "stderr" | "environment">,
): string {
  const sources: string[] = [];
  const page: Page = {
    cite: (url) => {
      if (!sources.includes(url)) sources.push(url);
      return `[${sources.indexOf(url) + 1}]`;
    },
    paint: paintFor(world.stderr, world.environment),
    places: openPlaces(world),
    sentence: (text) => shownInText(world.cwd, text),
    width: Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, world.stderr.columns ?? MAX_WIDTH)),
  };
  const { plan, optional, notWritten } = result;
  const changed = writtenOf(result);
  const standing = plan.decisions.filter(({ changes }) => changes.length === 0);

  const sections = [
    section("Changes", changed, (one) => changeBlock(one, page), page),
    section(
      "Only if you ask for it",
      optional.filter(({ byDefault }) => !byDefault),
      (one) => optionalBlock(one, page),
      page,
    ),
    section("Could not be written", notWritten, (one) => notWrittenBlock(one, plan, page), page),
    section("Nothing is planned for", plan.refusals, (one) => refusalBlock(one, page), page),
    section(
      "Left out",
      optional.filter(({ byDefault }) => byDefault),
      (one) => [line("-", "yellow", one.what, page)],
      page,
    ),
    section("As it should be already", standing, (one) => [line("=", "dim", one.what, page)], page),
    section("Not done, because", plan.notDone, (one) => notDoneBlock(one, page), page),
  ];
  const shown = printable(shownPath(world.cwd, path));
  const title = page.paint(
    `Plan for ${shown}${result.host === undefined ? "" : ` on ${printable(result.host)}`}`,
    "bold",
  );
  return [
    "",
    title,
    ...wrapWords(choicesInWords(plan.choices), page.width - 2).map((one) => `  ${one}`),
    ...sections.flat(),
    ...section("Sources", sources, (url) => [`  ${page.paint(`${page.cite(url)} ${printable(url)}`, "dim")}`], page),
    "",
    ...verdict(path, result, changed, files, output, world, page.paint),
    "",
  ].join("\n");
}

function choicesInWords({ priority, environment, target, chosen }: PlanChoices): string {
  const defaults = (["priority", "environment", "target"] as const).filter((name) => !chosen[name]);
  const flags = enumerate(
    defaults.map((name) => `--${name}`),
    "and",
  );
  const offer = defaults.length === 0 ? "" : ` (${flags} ${defaults.length === 1 ? "chooses" : "choose"} otherwise)`;
  return `priority ${priority}, environment ${environment}, target ${target}${offer}`;
}

function section<T>(
  title: string,
  items: readonly T[],
  draw: (item: T) => readonly string[],
  { paint }: Page,
): string[] {
  return items.length === 0 ? [] : ["", paint(title, "bold"), ...items.flatMap(draw)];
}

function decisionBlock(decision: Decision, sign: string, style: Style, page: Page): string[] {
  return [
    line(sign, style, decision.what, page),
    ...decision.why.flatMap(({ text, source }, index) =>
      labelled(index === 0 ? "why" : "", `${text} ${page.cite(source.url)}`, page),
    ),
    ...labelled("cost", decision.cost, page),
    ...decision.tools.flatMap(({ name, evidence }, index) =>
      labelled(index === 0 ? "for" : "", `${name}${found(evidence, page.places)}`, page),
    ),
    ...stepLines(decision.steps, page),
  ];
}

function changeBlock(decision: Decision, page: Page): string[] {
  return [...decisionBlock(decision, "+", "green", page), ...labelled("id", decision.id, page, "dim")];
}

function optionalBlock(decision: Decision, page: Page): string[] {
  const effect = decision.addsMount ? ["It adds a mount, which a running machine does not have yet."] : [];
  return [
    ...decisionBlock(decision, "?", "yellow", page),
    ...effect.flatMap((text) => labelled("note", text, page)),
    ...labelled("with", `--accept ${shellWord(decision.id)}`, page, "cyan"),
  ];
}

function stepLines(steps: readonly string[], page: Page): string[] {
  if (steps.length === 0) return [];
  return [...labelled("steps", "before nixos-rebuild:", page), ...steps.flatMap((step) => codeLines(step, page))];
}

function notWrittenBlock({ decision, at, why, snippet }: NotWritten, { decisions }: Plan, page: Page): string[] {
  const what = decisions.find(({ id }) => id === decision)?.what ?? decision;
  return [
    line("!", "red", what, page),
    ...labelled("why", `${placeWords(at, page)}${page.sentence(why)}`, page),
    ...snippetLines("write", "by hand:", snippet, page),
  ];
}

function refusalBlock({ at, why, snippet }: Refusal, page: Page): string[] {
  return [
    line("!", "red", `${placeWords(at, page)}${page.sentence(why)}`, page),
    ...snippetLines("write", "by hand:", snippet, page),
  ];
}

function notDoneBlock({ what, because, sources, snippet }: NotDone, page: Page): string[] {
  return [
    line("-", "dim", [`${what}: ${because}`, ...sources.map(page.cite)].join(" "), page),
    ...snippetLines("still", "wanted:", snippet, page),
  ];
}

function snippetLines(label: string, words: string, snippet: string | undefined, page: Page): string[] {
  if (snippet === undefined || snippet === "") return [];
  return [...labelled(label, words, page), ...codeLines(snippet, page)];
}

/** Kept as it is, only indented, so it can be copied. */
function codeLines(text: string, { paint }: Page): string[] {
  return printableText(text.trimEnd())
    .split(/\r?\n/)
    .map((one) => (one === "" ? "" : `${" ".repeat(LABEL + 4)}${paint(one, "cyan")}`));
}

function line(sign: string, style: Style, text: string, { paint, width }: Page): string {
  const lines = wrapWords(printable(text), width - 4);
  return lines.map((one, index) => (index === 0 ? `  ${paint(sign, style, "bold")} ${one}` : `    ${one}`)).join("\n");
}

function labelled(label: string, text: string, { paint, width }: Page, style?: Style): string[] {
  return wrapWords(printable(text), width - LABEL - 4).map((one, index) => {
    const margin = index === 0 ? label.padEnd(LABEL) : " ".repeat(LABEL);
    return `    ${paint(margin, "dim")}${style ? paint(one, style) : one}`;
  });
}

function found(evidence: readonly Evidence[], places: Places): string {
  const words = evidence.slice(0, SHOWN_EVIDENCE).map((one) => {
    const place = one.at && places.of(one.at);
    const through = one.through === undefined ? "" : ` through ${one.through}`;
    return `${place ? `${place.path}:${place.start.line} ` : ""}${one.name}${through}`;
  });
  const more = evidence.length - words.length;
  if (words.length === 0) return "";
  return ` (${words.join(", ")}${more > 0 ? `, ${more} more` : ""})`;
}

function placeWords(at: Location | undefined, { places }: Page): string {
  if (!at) return "";
  const { path, start } = places.of(at);
  return `${path}:${start.line}:${start.column}: `;
}

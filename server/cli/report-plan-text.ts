/**
 * The decisions for people, on stderr beside the text, the diff or the written files: what changes, why, what it costs,
 * for which tools and where these were found; then what is left to the user.
 */
import type { NotWritten } from "../core/engine.ts";
import type { Decision, NotDone, PlanChoices, Refusal } from "../core/plan/plan.ts";
import type { Evidence } from "../core/stack/toolstack.ts";
import { enumerate } from "../core/text/enumerate.ts";
import type { Location } from "../core/text/span.ts";
import { printable, printableText } from "./cells.ts";
import type { GenerateCommand, Planned } from "./generate.ts";
import { type Paint, paintFor, type Style } from "./paint.ts";
import { shownPath } from "./paths.ts";
import { openPlaces, type Places } from "./places.ts";
import type { RewrittenFile } from "./rewrite.ts";
import { baseOfDiff } from "./unified-diff.ts";
import type { World } from "./world.ts";
import { wrapWords } from "./wrap.ts";

/** Longer lines are hard to read, however wide the terminal. */
const MAX_WIDTH = 110;
const MIN_WIDTH = 40;
const LABEL = 6;
/** A tool may be named in many places; the strongest are enough here, JSON has them all. */
const SHOWN_EVIDENCE = 2;

type Output = GenerateCommand["output"];
interface Page {
  readonly paint: Paint;
  readonly places: Places;
  readonly width: number;
}

export function planText(
  path: string,
  result: Planned,
  files: readonly RewrittenFile[],
  output: Output,
  world: Pick<World, "files" | "cwd" | "stderr" | "environment">,
): string {
  const page: Page = {
    paint: paintFor(world.stderr, world.environment),
    places: openPlaces(world),
    width: Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, world.stderr.columns ?? MAX_WIDTH)),
  };
  const { plan, carriedOut, optional, notWritten } = result;
  const isNamed = (decisions: readonly Decision[], id: string): boolean => decisions.some((one) => one.id === id);
  const rest = plan.decisions.filter(({ id }) => !isNamed(carriedOut, id) && !isNamed(optional, id));
  const changed = carriedOut.filter(({ changes }) => changes.length > 0);
  const standing = plan.decisions.filter(({ changes, id }) => changes.length === 0 && !isNamed(optional, id));
  const left = rest.filter(({ changes, id }) => changes.length > 0 && !notWritten.some((one) => one.decision === id));

  const sections = [
    section("Changes", changed, (one) => changeBlock(one, page), page),
    section("Only if you ask for it", optional, (one) => optionalBlock(one, page), page),
    section("Could not be written", notWritten, (one) => notWrittenBlock(one, page), page),
    section("Nothing is planned for", plan.refusals, (one) => refusalBlock(one, page), page),
    section("Left out", left, (one) => [line("-", "yellow", one.what, page)], page),
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
    "",
    ...verdict(path, result, changed, files, output, world, page),
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
    ...decision.why.flatMap(({ text, source }, index) => [
      ...labelled(index === 0 ? "why" : "", text, page),
      ...labelled("", source.url, page, "dim"),
    ]),
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

function notWrittenBlock({ at, why, snippet }: NotWritten, page: Page): string[] {
  return [line("!", "red", `${placeWords(at, page)}${why}`, page), ...snippetLines(snippet, page)];
}

function refusalBlock({ at, why, snippet }: Refusal, page: Page): string[] {
  return [line("!", "red", `${placeWords(at, page)}${why}`, page), ...snippetLines(snippet, page)];
}

function notDoneBlock({ what, because, sources, snippet }: NotDone, page: Page): string[] {
  return [
    line("-", "dim", `${what}: ${because}`, page),
    ...sources.map((source) => `    ${page.paint(printable(source), "dim")}`),
    ...snippetLines(snippet, page),
  ];
}

function snippetLines(snippet: string | undefined, page: Page): string[] {
  if (snippet === undefined || snippet === "") return [];
  return [...labelled("write", "by hand:", page), ...codeLines(snippet, page)];
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
  const words = evidence.slice(0, SHOWN_EVIDENCE).map(({ at, name }) => {
    const place = at && places.of(at);
    return place ? `${place.path}:${place.start.line} ${name}` : name;
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

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function verdict(
  path: string,
  { optional, notWritten }: Planned,
  changed: readonly Decision[],
  files: readonly RewrittenFile[],
  output: Output,
  world: Pick<World, "cwd">,
  { paint }: Page,
): string[] {
  const names = files.map((file) => printable(shownPath(world.cwd, file.path)));
  const others = files.filter((file) => file.path !== path).map((file) => printable(shownPath(world.cwd, file.path)));
  const base = shownPath(world.cwd, baseOfDiff(files, world.cwd));
  const sentences = [
    files.length === 0 ? "Nothing to change." : deeds(changed.length, enumerate(names, "and"), output),
    ...(optional.length > 0 ? [`${optional.length} more with --accept.`] : []),
    ...(notWritten.length > 0 ? [`${notWritten.length} could not be written.`] : []),
    ...(files.length > 0 && output !== "write" ? ["--write writes it."] : []),
  ];
  const colour: readonly Style[] = notWritten.length > 0 ? ["red"] : files.length === 0 ? ["green"] : [];
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

function deeds(number: number, names: string, output: Output): string {
  const decisions = count(number, "decision");
  return output === "write" ? `${decisions} written to ${names}.` : `${decisions} would change ${names}.`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

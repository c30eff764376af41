/**
 * Comments `# disko-ignore …` of a file that left nothing out, on any host that sees the file. Says nothing where a rule may
 * be silent only because something is not known: then the comment may be needed tomorrow.
 */

import type { SyntaxTree } from "../nix/syntax/ast.ts";
import { isBlank, lineEnd, lineStart } from "../nix/syntax/lines.ts";
import type { Rule, RuleFinding } from "../rules/rule.ts";
import { TOOLSTACK_RULES } from "../rules/toolstack-rules.ts";
import { unusedSuppression } from "../rules/unused-suppression.ts";
import type { Settings } from "../settings.ts";
import type { Finding, Fix } from "../text/finding.ts";
import type { Location, Span } from "../text/span.ts";
import type { Advised } from "./advices.ts";
import type { Analysis } from "./analysis.ts";
import { asFinding } from "./findings.ts";
import { nearestRule, unknownRule } from "./rule-named.ts";
import { type Directive, directivesOf, type Topic, topicsSilencing } from "./suppression.ts";

/** `silenced`: what comments left out, on all hosts together. */
export function unusedSuppressions(
  analysis: Analysis,
  silenced: readonly Finding[],
  advised: Advised,
  settings: Settings,
): Finding[] {
  const wanted = settings.rules[unusedSuppression.code] ?? settings.rules[unusedSuppression.name];
  const tree = analysis.syntax(analysis.path);
  if (wanted === "off" || !tree || directivesOf(tree).length === 0 || !isKnownAsWhole(analysis, advised, settings)) {
    return [];
  }
  const used = new Set(
    silenced.filter(({ at }) => at.path === analysis.path).flatMap((finding) => topicsSilencing(tree, finding)),
  );
  const isJudged = (rule: Rule): boolean => mayBeJudged(rule, advised, settings);
  return directivesOf(tree)
    .flatMap((directive) => [...unusedIn(directive, used, isJudged, analysis.path, tree)])
    .map((found) => asFinding(unusedSuppression, found, wanted))
    .filter((finding) => topicsSilencing(tree, finding).length === 0);
}

/** Whether what is not found is certainly not there. */
function isKnownAsWhole(analysis: Analysis, { seen, hosts, pending }: Advised, { selection }: Settings): boolean {
  if (hosts.done < hosts.of || pending.length > 0 || analysis.pending.length > 0) return false;
  // Other hosts than the one that was asked for may need the comment.
  if (selection.host !== undefined && hosts.of > 1) return false;
  return [analysis, ...seen.map((one) => one.analysis)].every(
    ({ layout, imports, trees }) =>
      layout.complete &&
      layout.unknowns.length === 0 &&
      imports.length === 0 &&
      [...trees.values()].every(({ errors }) => errors.length === 0),
  );
}

/** Advice comes and goes with the tools of the host and with what the user asks for; rules of machines need one. */
function mayBeJudged(rule: Rule, { seen }: Advised, { rules }: Settings): boolean {
  if (rule.code === unusedSuppression.code || TOOLSTACK_RULES.includes(rule)) return false;
  if ((rules[rule.code] ?? rules[rule.name]) === "off") return false;
  if (!rule.ofMachine) return true;
  const machines = seen.flatMap(({ hosts }) => hosts.map(({ machine }) => machine));
  return machines.length > 0 && machines.every((machine) => machine?.whole === true);
}

function* unusedIn(
  directive: Directive,
  used: ReadonlySet<Topic>,
  isJudged: (rule: Rule) => boolean,
  path: string,
  tree: SyntaxTree,
): Iterable<RuleFinding> {
  const { topics, word, lines } = directive;
  const at = (span: Span): Location => ({ path, span });
  const name = tree.text.slice(word.start, word.end);
  if (topics.length === 0) {
    yield {
      at: at(word),
      message: `\`${name}\` names no rule, so it silences nothing. Write the code of the finding behind it: \`${name} DSK204\`.`,
      tags: ["unnecessary"],
    };
  }
  const unused = topics.filter((topic) => topic.rule && !used.has(topic) && isJudged(topic.rule));
  for (const topic of topics) {
    if (topic.rule === undefined) yield noSuchRule(topic, at(topic.span));
    else if (unused.includes(topic)) {
      yield {
        at: at(topic.span),
        message: `\`${topic.text}\` silences nothing: ${nameBeside(topic)}has nothing to say ${lines ? "on this line" : "in this file"}. Left there, it would hide the next finding of that rule.`,
        tags: ["unnecessary"],
        fixes: [removal(topic, directive, unused, path, tree)],
      };
    }
  }
}

function nameBeside({ text, rule }: Topic): string {
  return rule && text !== rule.name ? `${rule.name} ` : "the rule ";
}

function noSuchRule({ text }: Topic, at: Location): RuleFinding {
  const { statement, guess } = unknownRule(text) ?? { statement: "", guess: "" };
  const meant = nearestRule(text);
  return {
    at,
    message: `${statement}, so nothing is silenced by it. ${guess}`,
    tags: ["unnecessary"],
    fixes:
      meant === undefined ? [] : [{ title: `Write \`${meant}\``, edits: [{ ...at, newText: meant }], safe: false }],
  };
}

/** The topic goes; the whole comment where nothing is left of it. What people wrote behind the topics stays a comment. */
function removal(topic: Topic, directive: Directive, unused: readonly Topic[], path: string, tree: SyntaxTree): Fix {
  const { topics, reason, word } = directive;
  const remove = (title: string, start: number, end: number, newText = ""): Fix => ({
    title,
    edits: [{ path, span: { start, end }, newText }],
    safe: true,
  });
  if (unused.length < topics.length) {
    // Those before the last that stays go with the blank behind them, the others with the one before: no two edits touch.
    const index = topics.indexOf(topic);
    const last = topics.findLastIndex((other) => !unused.includes(other));
    const [before, behind] = [topics[index - 1], topics[index + 1]];
    const title = `Remove \`${topic.text}\` from the comment`;
    return index < last
      ? remove(title, topic.span.start, behind?.span.start ?? topic.span.end)
      : remove(title, before?.span.end ?? topic.span.start, topic.span.end);
  }
  if (reason.end > reason.start) return remove("Remove `disko-ignore` and keep the comment", word.start, reason.start);
  const { start, end, newText } = withItsBlanks(directive, tree);
  return remove("Remove the comment", start, end, newText);
}

/** A comment with the blanks that only it needs: its line where it stands alone. */
function withItsBlanks({ comment: { span } }: Directive, { text }: SyntaxTree): Span & { readonly newText?: string } {
  const line = lineStart(text, span.start);
  const { content, next } = lineEnd(text, span.end);
  const isLast = isBlank(text, span.end, content);
  if (isBlank(text, line, span.start)) {
    return isLast ? { start: line, end: next } : { start: span.start, end: span.end + blanksAt(text, span.end) };
  }
  const before = text.slice(line, span.start).trimEnd().length + line;
  if (isLast || blanksAt(text, span.end) > 0) return { start: before, end: span.end };
  return before < span.start ? { start: span.start, end: span.end } : { ...span, newText: " " };
}

function blanksAt(text: string, offset: number): number {
  return /^[ \t]*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0;
}

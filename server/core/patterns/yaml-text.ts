/**
 * Text to a YAML tree that knows its places. The library trusts its input: deep nesting ends the process and aliases
 * multiply without end, so both are limited before anything walks the tree. JSON is YAML.
 */
import { Composer, type CST, type Document, isAlias, Lexer, Parser, visit, type YAMLError } from "yaml";
import type { Span } from "../text/span.ts";

/** Largest text that is read, in UTF-16 units: ours are below 10 kB. */
const MAX_SIZE = 256 * 1024;
/** A pattern in a project file nests nine levels deep. */
const MAX_NESTING = 40;
/** How many nodes aliases may stand for, as the library counts them. */
const MAX_ALIASES = 100;

export interface YamlText {
  /** Undefined where the text cannot be used at all. */
  readonly tree: Document.Parsed | undefined;
  readonly plain: unknown;
  readonly errors: readonly YamlError[];
}

export interface YamlError {
  readonly span: Span;
  /** A sentence. */
  readonly message: string;
}

/** Never throws. Where there are errors nothing is to be taken from `plain`. */
export function parseYaml(text: string): YamlText {
  if (text.length > MAX_SIZE) {
    return broken({ start: 0, end: 0 }, `The file is larger than ${MAX_SIZE / 1024} KiB: nothing of it is read.`);
  }
  const tokens = tokensOf(text);
  if (!Array.isArray(tokens))
    return broken(tokens, `More than ${MAX_NESTING} levels of nesting: nothing of the file is read.`);

  const trees = [...new Composer({ prettyErrors: false, logLevel: "silent" }).compose(tokens, true, text.length)];
  const [tree, second] = trees;
  if (!tree) return broken({ start: 0, end: 0 }, "The file is empty.");
  if (second) return broken(dashesOf(second), "A second document begins here: one file holds one.");

  const errors = [...firstOf(tree.errors), ...tree.warnings].map((error) => syntaxError(error, text));
  const alias = unresolvedAlias(tree);
  if (alias) errors.push(alias);
  if (errors.length > 0) return { tree, plain: undefined, errors };
  try {
    return { tree, plain: tree.toJS({ maxAliasCount: MAX_ALIASES }), errors: [] };
  } catch {
    return broken(firstAlias(tree), `Aliases stand for more than ${MAX_ALIASES} values: write them out.`);
  }
}

function dashesOf(tree: Document.Parsed): Span {
  const { start } = spanOf(tree.range);
  return { start, end: start + "---".length };
}

/** The tokens, or the place where they nest too deep. */
function tokensOf(text: string): CST.Token[] | Span {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    // A level is a collection and, in a block mapping or sequence, nothing else on the stack.
    if (parser.stack.length > MAX_NESTING) return { start: offset, end: Math.min(offset + 1, text.length) };
    offset = parser.offset;
  }
  tokens.push(...parser.end());
  return tokens;
}

/** One slip makes many errors behind it: the first is the one to mend. Names that stand twice are slips of their own. */
function firstOf(errors: readonly YAMLError[]): YAMLError[] {
  const doubled = errors.filter(({ code }) => code === "DUPLICATE_KEY");
  const [first] = errors.filter(({ code }) => code !== "DUPLICATE_KEY");
  return first ? [first] : doubled;
}

function syntaxError({ code, message, pos }: YAMLError, text: string): YamlError {
  const [start, end] = pos;
  switch (code) {
    case "DUPLICATE_KEY": {
      const name = /^[^\s:"']+/.exec(text.slice(start))?.[0] ?? "";
      return { span: { start, end: start + Math.max(name.length, 1) }, message: `${quoted(name)} stands here twice.` };
    }
    case "TAB_AS_INDENT":
      return { span: { start, end }, message: "A tab cannot indent YAML: use blanks." };
    case "TAG_RESOLVE_FAILED":
      return { span: { start, end }, message: "Tags (`!…`) mean nothing here: write the value alone." };
    default:
      return { span: { start, end }, message: `This is not YAML: ${lowerFirst(message)}.` };
  }
}

function unresolvedAlias(tree: Document.Parsed): YamlError | undefined {
  let found: YamlError | undefined;
  visit(tree, {
    Alias(_, alias) {
      if (alias.resolve(tree)) return undefined;
      found = {
        span: spanOf(alias.range),
        message: `\`*${alias.source}\` stands for nothing: no \`&${alias.source}\` is above.`,
      };
      return visit.BREAK;
    },
  });
  return found;
}

function firstAlias(tree: Document.Parsed): Span {
  let span: Span = { start: 0, end: 0 };
  visit(tree, {
    Node(_, node) {
      if (!isAlias(node)) return undefined;
      span = spanOf(node.range);
      return visit.BREAK;
    },
  });
  return span;
}

/** Of the value itself, without what follows it. */
export function spanOf(range: readonly number[] | null | undefined): Span {
  const [start = 0, end = start] = range ?? [];
  return { start, end };
}

function broken(span: Span, message: string): YamlText {
  return { tree: undefined, plain: undefined, errors: [{ span, message }] };
}

function quoted(name: string): string {
  return name === "" ? "A name" : `\`${name}\``;
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
}

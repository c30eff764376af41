/**
 * Lowers the grammar's concrete tree to ours. Only this, convert-string.ts and concrete-tree.ts know the node types of
 * tree-sitter-nix. Where recovery left a hole, the expression around it is `unsupported`, and its neighbours are lowered all the same.
 */
import type {
  AttrName,
  AttrPath,
  AttrSetExpr,
  BinaryOperator,
  Binding,
  Expr,
  Formal,
  Formals,
  IdentifierExpr,
  UnsupportedExpr,
} from "./ast.ts";
import { type ConcreteNode, field, fields, hasError, isError, spanOf } from "./concrete-tree.ts";
import { convertPathPart, convertString } from "./convert-string.ts";
import { BROKEN, type Hole } from "./grammar/state.ts";

/** Deeper nesting is not lowered: no hand writes it, and everything that walks the tree may recurse. */
const MAX_DEPTH = 500;

const TOO_DEEP = "the nesting is too deep";

const IDENTIFIER = /^[a-zA-Z_][a-zA-Z0-9_'-]*$/;

const LARGEST_INT = 2n ** 63n - 1n;

const BINARY_OPERATORS: ReadonlySet<string> = new Set<BinaryOperator>([
  "+",
  "-",
  "*",
  "/",
  "++",
  "//",
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "&&",
  "||",
  "->",
]);

interface Context {
  /** As written; the tree may be of a mended text. */
  readonly text: string;
  /** By where they start. */
  readonly holes: ReadonlyMap<number, Hole>;
  /** Nesting of expressions above the one being lowered. */
  depth: number;
}

/** `holes` are the names in the tree that stand for text no expression can be made of. */
export function convertTree(root: ConcreteNode, text: string, holes: readonly Hole[]): Expr | undefined {
  const expr = root.children.find((child) => child.field === "expression");
  if (expr) return convertExpr(expr, { text, holes: new Map(holes.map((hole) => [hole.span.start, hole])), depth: 0 });
  return isError(root) || root.children.length > 0 ? broken(root) : undefined;
}

function convertExpr(node: ConcreteNode, context: Context): Expr {
  if (context.depth >= MAX_DEPTH) return unsupported(node, TOO_DEEP);
  context.depth++;
  const expr = convertByType(node, context);
  context.depth--;
  return expr;
}

function convertByType(node: ConcreteNode, context: Context): Expr {
  const span = spanOf(node);
  const { text } = context;
  const written = (): string => text.slice(node.start, node.end);
  switch (node.type) {
    case "variable_expression":
      return convertVariable(node, context);
    case "integer_expression": {
      const value = BigInt(written());
      return value > LARGEST_INT
        ? unsupported(node, "the integer does not fit in 64 bits")
        : { kind: "int", span, value };
    }
    case "float_expression":
      return { kind: "float", span, value: Number(written()) };
    case "string_expression":
    case "indented_string_expression":
      return convertString(node, text, interpolatedIn(context));
    case "uri_expression":
      return { kind: "string", span, style: "uri", parts: [{ kind: "text", text: written(), span }] };
    case "path_expression":
    case "hpath_expression":
      return {
        kind: "path",
        span,
        parts: node.children.map((child) => convertPathPart(child, text, interpolatedIn(context))),
      };
    case "spath_expression":
      return { kind: "search-path", span, name: text.slice(node.start + 1, node.end - 1) };
    case "list_expression":
      return { kind: "list", span, elements: fields(node, "element").map((element) => convertExpr(element, context)) };
    case "attrset_expression":
    case "rec_attrset_expression":
      return convertAttrSet(node, context);
    case "let_attrset_expression":
      return convertOldLet(node, context);
    case "let_expression": {
      const body = field(node, "body");
      if (!body) return broken(node);
      return { kind: "let", span, bindings: convertBindings(node, context), body: convertExpr(body, context) };
    }
    case "with_expression": {
      const environment = field(node, "environment");
      const body = field(node, "body");
      if (!environment || !body) return broken(node);
      return { kind: "with", span, environment: convertExpr(environment, context), body: convertExpr(body, context) };
    }
    case "assert_expression": {
      const condition = field(node, "condition");
      const body = field(node, "body");
      if (!condition || !body) return broken(node);
      return { kind: "assert", span, condition: convertExpr(condition, context), body: convertExpr(body, context) };
    }
    case "if_expression": {
      const condition = field(node, "condition");
      const consequence = field(node, "consequence");
      const alternative = field(node, "alternative");
      if (!condition || !consequence || !alternative || hasError(node)) return broken(node);
      return {
        kind: "if",
        span,
        condition: convertExpr(condition, context),
        consequence: convertExpr(consequence, context),
        alternative: convertExpr(alternative, context),
      };
    }
    case "function_expression": {
      const universal = field(node, "universal");
      const formals = field(node, "formals");
      const body = field(node, "body");
      if (!body) return broken(node);
      return {
        kind: "lambda",
        span,
        parameter: universal && convertIdentifier(universal, context),
        formals: formals && convertFormals(formals, context),
        body: convertExpr(body, context),
      };
    }
    case "apply_expression": {
      const callee = field(node, "function");
      const argument = field(node, "argument");
      if (!callee || !argument || hasError(node)) return broken(node);
      return { kind: "apply", span, function: convertExpr(callee, context), argument: convertExpr(argument, context) };
    }
    case "select_expression": {
      const subject = field(node, "expression");
      const path = field(node, "attrpath");
      const fallback = field(node, "default");
      if (!subject || !path || hasError(node)) return broken(node);
      return {
        kind: "select",
        span,
        subject: convertExpr(subject, context),
        path: convertAttrPath(path, context),
        default: fallback && convertExpr(fallback, context),
      };
    }
    case "has_attr_expression": {
      const subject = field(node, "expression");
      const path = field(node, "attrpath");
      if (!subject || !path || hasError(node)) return broken(node);
      return { kind: "has-attr", span, subject: convertExpr(subject, context), path: convertAttrPath(path, context) };
    }
    case "unary_expression": {
      const operator = field(node, "operator")?.type;
      const operand = field(node, "argument");
      if (!operand || (operator !== "!" && operator !== "-") || hasError(node)) return broken(node);
      return { kind: "unary", span, operator, operand: convertExpr(operand, context) };
    }
    case "binary_expression": {
      const operator = field(node, "operator")?.type;
      const left = field(node, "left");
      const right = field(node, "right");
      if (!left || !right || !isBinaryOperator(operator) || hasError(node)) return broken(node);
      return { kind: "binary", span, operator, left: convertExpr(left, context), right: convertExpr(right, context) };
    }
    case "parenthesized_expression": {
      const inner = field(node, "expression");
      if (!inner || hasError(node)) return broken(node);
      return { kind: "parenthesized", span, inner: convertExpr(inner, context) };
    }
    default:
      return broken(node);
  }
}

function convertVariable(node: ConcreteNode, context: Context): Expr {
  const hole = context.holes.get(node.start);
  if (hole?.span.end === node.end) return unsupported(node, hole.why);
  const name = context.text.slice(node.start, node.end);
  return IDENTIFIER.test(name) ? { kind: "identifier", span: spanOf(node), name } : broken(node);
}

function convertAttrSet(node: ConcreteNode, context: Context): AttrSetExpr {
  const recursive = node.type === "rec_attrset_expression";
  return { kind: "attrset", span: spanOf(node), recursive, bindings: convertBindings(node, context) };
}

/** `let { body = …; }`, an old form that Nix still has: the attribute `body` of a recursive set. */
function convertOldLet(node: ConcreteNode, context: Context): Expr {
  const span = spanOf(node);
  const end = { start: span.end, end: span.end };
  return {
    kind: "select",
    span,
    subject: { kind: "attrset", span, recursive: true, bindings: convertBindings(node, context) },
    path: [{ kind: "identifier", name: "body", span: end }],
    default: undefined,
  };
}

function convertBindings(node: ConcreteNode, context: Context): Binding[] {
  const bindings: Binding[] = [];
  for (const set of node.children) {
    if (set.type !== "binding_set") continue;
    for (const child of set.children) {
      const binding = convertBinding(child, context);
      if (binding) bindings.push(binding);
    }
  }
  return bindings;
}

function convertBinding(node: ConcreteNode, context: Context): Binding | undefined {
  const span = spanOf(node);
  switch (node.type) {
    case "binding": {
      const path = field(node, "attrpath");
      const value = field(node, "expression");
      if (!path || !value) return undefined;
      const names = convertAttrPath(path, context);
      if (names.length === 0) return undefined;
      // A `;` that was thought in does no harm.
      if (node.children.some(isError)) return { kind: "binding", span, path: names, value: broken(value) };
      return { kind: "binding", span, ...convertBelow(names, value, context) };
    }
    case "inherit":
    case "inherit_from": {
      const from = field(node, "expression");
      const names = field(node, "attrs");
      return {
        kind: "inherit",
        span,
        from: from && convertExpr(from, context),
        names: names ? convertAttrPath(names, context) : [],
      };
    }
    default:
      return undefined;
  }
}

/** `a.b.c = value`: each name is a set around the next, so a path counts as nesting too. */
function convertBelow(
  names: readonly AttrName[],
  value: ConcreteNode,
  context: Context,
): { path: AttrPath; value: Expr } {
  const room = Math.max(1, MAX_DEPTH - context.depth);
  if (names.length > room) return { path: names.slice(0, room), value: unsupported(value, TOO_DEEP) };
  context.depth += names.length - 1;
  const expr = convertExpr(value, context);
  context.depth -= names.length - 1;
  return { path: names, value: expr };
}

/** Of `attrpath` and of `inherited_attrs` alike. */
function convertAttrPath(node: ConcreteNode, context: Context): AttrName[] {
  return fields(node, "attr")
    .filter((name) => !name.missing)
    .map((name): AttrName => {
      const span = spanOf(name);
      if (name.type === "string_expression") {
        return { kind: "string", span, string: convertString(name, context.text, interpolatedIn(context)) };
      }
      if (name.type === "interpolation") return { kind: "dynamic", span, expr: convertInterpolated(name, context) };
      return { kind: "identifier", span, name: context.text.slice(name.start, name.end) };
    });
}

function convertIdentifier(node: ConcreteNode, context: Context): IdentifierExpr {
  return { kind: "identifier", span: spanOf(node), name: context.text.slice(node.start, node.end) };
}

function convertFormals(node: ConcreteNode, context: Context): Formals {
  const formals = fields(node, "formal").flatMap((formal): Formal[] => {
    const name = field(formal, "name");
    const fallback = field(formal, "default");
    if (!name || name.missing) return [];
    return [
      {
        span: spanOf(formal),
        name: convertIdentifier(name, context),
        default: fallback && convertExpr(fallback, context),
      },
    ];
  });
  return { span: spanOf(node), formals, ellipsis: field(node, "ellipses") !== undefined };
}

function interpolatedIn(context: Context): (node: ConcreteNode) => Expr {
  return (node) => convertInterpolated(node, context);
}

function convertInterpolated(node: ConcreteNode, context: Context): Expr {
  const expr = field(node, "expression");
  return expr && !hasError(node) ? convertExpr(expr, context) : broken(node);
}

function broken(node: ConcreteNode): UnsupportedExpr {
  return unsupported(node, BROKEN);
}

function unsupported(node: ConcreteNode, why: string): UnsupportedExpr {
  return { kind: "unsupported", span: spanOf(node), why };
}

function isBinaryOperator(operator: string | undefined): operator is BinaryOperator {
  return operator !== undefined && BINARY_OPERATORS.has(operator);
}

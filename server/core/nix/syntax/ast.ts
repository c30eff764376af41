/**
 * The Nix expression tree that the rest of the core reads. It is made from the tokens by `build/`, or from tree-sitter's
 * tree by `convert.ts`, so nobody else knows node types of the grammar. Terms are those of the Nix manual.
 * What the grammar cannot parse but Nix may accept is `unsupported`: unknown to the evaluator, never a finding.
 */
import type { Span } from "../../text/span.ts";

export interface Node {
  readonly span: Span;
}

export type Expr =
  | IdentifierExpr
  | IntExpr
  | FloatExpr
  | StringExpr
  | PathExpr
  | SearchPathExpr
  | ListExpr
  | AttrSetExpr
  | LetExpr
  | WithExpr
  | AssertExpr
  | IfExpr
  | LambdaExpr
  | ApplyExpr
  | SelectExpr
  | HasAttrExpr
  | UnaryExpr
  | BinaryExpr
  | ParenthesizedExpr
  | UnsupportedExpr;

export interface IdentifierExpr extends Node {
  readonly kind: "identifier";
  readonly name: string;
}
export interface IntExpr extends Node {
  readonly kind: "int";
  readonly value: bigint;
}
export interface FloatExpr extends Node {
  readonly kind: "float";
  readonly value: number;
}
/** `"…"`, `''…''`, and bare URIs (style `uri`). Text parts are already unescaped and, for `''`, without the common indentation. */
export interface StringExpr extends Node {
  readonly kind: "string";
  readonly style: "quoted" | "indented" | "uri";
  readonly parts: readonly StringPart[];
}
export type StringPart =
  | { readonly kind: "text"; readonly text: string; readonly span: Span }
  | { readonly kind: "interpolation"; readonly expr: Expr; readonly span: Span };
/** `./x`, `/x`, `~/x`; may be interpolated. Text parts are verbatim. */
export interface PathExpr extends Node {
  readonly kind: "path";
  readonly parts: readonly StringPart[];
}
/** `<nixpkgs>`; `name` without the brackets. */
export interface SearchPathExpr extends Node {
  readonly kind: "search-path";
  readonly name: string;
}
export interface ListExpr extends Node {
  readonly kind: "list";
  readonly elements: readonly Expr[];
}
export interface AttrSetExpr extends Node {
  readonly kind: "attrset";
  readonly recursive: boolean;
  readonly bindings: readonly Binding[];
}
export interface LetExpr extends Node {
  readonly kind: "let";
  readonly bindings: readonly Binding[];
  readonly body: Expr;
}
export interface WithExpr extends Node {
  readonly kind: "with";
  readonly environment: Expr;
  readonly body: Expr;
}
export interface AssertExpr extends Node {
  readonly kind: "assert";
  readonly condition: Expr;
  readonly body: Expr;
}
export interface IfExpr extends Node {
  readonly kind: "if";
  readonly condition: Expr;
  readonly consequence: Expr;
  readonly alternative: Expr;
}
export interface LambdaExpr extends Node {
  readonly kind: "lambda";
  /** `x: …`, or the name of `{ … } @ x` / `x @ { … }`. */
  readonly parameter: IdentifierExpr | undefined;
  readonly formals: Formals | undefined;
  readonly body: Expr;
}
export interface Formals extends Node {
  readonly formals: readonly Formal[];
  /** Has `...`. */
  readonly ellipsis: boolean;
}
export interface Formal extends Node {
  readonly name: IdentifierExpr;
  readonly default: Expr | undefined;
}
export interface ApplyExpr extends Node {
  readonly kind: "apply";
  readonly function: Expr;
  readonly argument: Expr;
}
export interface SelectExpr extends Node {
  readonly kind: "select";
  readonly subject: Expr;
  readonly path: AttrPath;
  /** The expression after `or`. */
  readonly default: Expr | undefined;
}
export interface HasAttrExpr extends Node {
  readonly kind: "has-attr";
  readonly subject: Expr;
  readonly path: AttrPath;
}
export interface UnaryExpr extends Node {
  readonly kind: "unary";
  readonly operator: "!" | "-";
  readonly operand: Expr;
}
export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "++"
  | "//"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "&&"
  | "||"
  | "->";
export interface BinaryExpr extends Node {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
}
export interface ParenthesizedExpr extends Node {
  readonly kind: "parenthesized";
  readonly inner: Expr;
}
export interface UnsupportedExpr extends Node {
  readonly kind: "unsupported";
  /** Completes "cannot be known: …". */
  readonly why: string;
}

export type AttrPath = readonly AttrName[];
export type AttrName =
  | { readonly kind: "identifier"; readonly name: string; readonly span: Span }
  | { readonly kind: "string"; readonly string: StringExpr; readonly span: Span }
  | { readonly kind: "dynamic"; readonly expr: Expr; readonly span: Span };

export type Binding = AttrBinding | InheritBinding;
/** `a.b.c = value;` The span covers the semicolon. */
export interface AttrBinding extends Node {
  readonly kind: "binding";
  readonly path: AttrPath;
  readonly value: Expr;
}
/** `inherit a b;` or `inherit (from) a b;` The span covers the semicolon. */
export interface InheritBinding extends Node {
  readonly kind: "inherit";
  readonly from: Expr | undefined;
  readonly names: AttrPath;
}

/** A line comment or a block comment; the text includes the marks. */
export interface Comment extends Node {
  readonly text: string;
}

/** A place where the text is not Nix. Known gaps of the grammar are not among them. */
export interface SyntaxError extends Node {
  readonly message: string;
}

/** One parsed file. */
export interface SyntaxTree {
  readonly text: string;
  /** Undefined for an empty file. */
  readonly root: Expr | undefined;
  readonly comments: readonly Comment[];
  readonly errors: readonly SyntaxError[];
}

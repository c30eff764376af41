import type { AttrPath, Binding, Expr, StringPart } from "../../server/core/nix/syntax/ast.ts";

/** The tree as an s-expression, so that a test can say what it expects on one line. */
export function printAst(expr: Expr): string {
  switch (expr.kind) {
    case "identifier":
      return expr.name;
    case "int":
    case "float":
      return String(expr.value);
    case "string":
      return expr.style === "quoted" ? printParts(expr.parts) : `(${expr.style} ${printParts(expr.parts)})`;
    case "path":
      return `(path ${printParts(expr.parts)})`;
    case "search-path":
      return `<${expr.name}>`;
    case "list":
      return `[${expr.elements.map(printAst).join(" ")}]`;
    case "attrset":
      return `${expr.recursive ? "rec" : ""}{${expr.bindings.map(printBinding).join(" ")}}`;
    case "let":
      return `(let {${expr.bindings.map(printBinding).join(" ")}} ${printAst(expr.body)})`;
    case "with":
      return `(with ${printAst(expr.environment)} ${printAst(expr.body)})`;
    case "assert":
      return `(assert ${printAst(expr.condition)} ${printAst(expr.body)})`;
    case "if":
      return `(if ${printAst(expr.condition)} ${printAst(expr.consequence)} ${printAst(expr.alternative)})`;
    case "lambda": {
      const formals = expr.formals?.formals.map((formal) =>
        formal.default ? `(? ${formal.name.name} ${printAst(formal.default)})` : formal.name.name,
      );
      if (formals && expr.formals?.ellipsis) formals.push("...");
      const head = [expr.parameter?.name, formals && `{${formals.join(" ")}}`].filter((part) => part !== undefined);
      return `(\\ ${head.join("@")} ${printAst(expr.body)})`;
    }
    case "apply":
      return `(${printAst(expr.function)} ${printAst(expr.argument)})`;
    case "select":
      return `(. ${printAst(expr.subject)} ${printPath(expr.path)}${expr.default ? ` or ${printAst(expr.default)}` : ""})`;
    case "has-attr":
      return `(? ${printAst(expr.subject)} ${printPath(expr.path)})`;
    case "unary":
      return `(${expr.operator} ${printAst(expr.operand)})`;
    case "binary":
      return `(${expr.operator} ${printAst(expr.left)} ${printAst(expr.right)})`;
    case "parenthesized":
      return `(${printAst(expr.inner)})`;
    case "unsupported":
      return "(unsupported)";
  }
}

function printBinding(binding: Binding): string {
  if (binding.kind === "binding") return `${printPath(binding.path)}=${printAst(binding.value)};`;
  const names = binding.names.map((name) => ` ${printPath([name])}`).join("");
  return `inherit${binding.from ? ` (${printAst(binding.from)})` : ""}${names};`;
}

function printPath(path: AttrPath): string {
  return path
    .map((name) => {
      if (name.kind === "identifier") return name.name;
      return name.kind === "string" ? printAst(name.string) : `\${${printAst(name.expr)}}`;
    })
    .join(".");
}

function printParts(parts: readonly StringPart[]): string {
  if (parts.length === 0) return '""';
  return parts
    .map((part) => (part.kind === "text" ? JSON.stringify(part.text) : `\${${printAst(part.expr)}}`))
    .join("+");
}

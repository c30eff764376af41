/** Nix text that we write, as a tree; `print.ts` lays it out in nixfmt's style. */

export type WriteExpr =
  | { readonly kind: "string"; readonly value: string }
  /** A `''…''` string; lines without indentation. `${…}` in it is Nix and stays as it is, `''${` is a plain `${` (`literalLine`). */
  | { readonly kind: "lines"; readonly lines: readonly string[] }
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "list"; readonly items: readonly WriteItem[] }
  | { readonly kind: "attrs"; readonly bindings: readonly WriteBinding[] };

export interface WriteItem {
  readonly value: WriteExpr;
  /** Lines of a comment above it, without `#`. */
  readonly comment?: readonly string[];
}

/** `path = value;` A path of several names is written with dots. */
export interface WriteBinding {
  readonly path: readonly string[];
  readonly value: WriteExpr;
  /** Lines of a comment above it, without `#`. */
  readonly comment?: readonly string[];
}

export function text(value: string): WriteExpr {
  return { kind: "string", value };
}

export function texts(values: readonly string[]): WriteExpr {
  return { kind: "list", items: values.map((value) => ({ value: text(value) })) };
}

export function attrs(bindings: readonly WriteBinding[]): WriteExpr {
  return { kind: "attrs", bindings };
}

export function binding(path: string | readonly string[], value: WriteExpr, comment?: readonly string[]): WriteBinding {
  return { path: typeof path === "string" ? [path] : path, value, ...(comment && { comment }) };
}

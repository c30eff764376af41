/**
 * The one file that knows both worlds: the core's paths, offsets and findings, and the protocol's URIs, positions and
 * diagnostics. Whoever converts needs the texts, so they come in as `Texts`; nothing here reads or decides.
 */
import {
  type CodeDescription,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Location as LspLocation,
  type TextEdit as LspTextEdit,
  type Range,
  TextDocumentEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { URI } from "vscode-uri";
import type { FileEdit } from "../core/text/edit.ts";
import type { Finding, Severity } from "../core/text/finding.ts";
import { relativePath } from "../core/text/path.ts";
import type { Location, Span } from "../core/text/span.ts";

/** What the client can take; the rest is left out or said another way. */
export interface Abilities {
  readonly relatedInformation: boolean;
  readonly tags: boolean;
  readonly versionedEdits: boolean;
}

/** The texts that offsets are counted in. */
export interface Texts {
  /** The text at a path as the editor counts it; undefined where there is none. */
  document(path: string): TextDocument | undefined;
  /** The address the client knows a path by. */
  uri(path: string): string;
  /** The version of an open document; null for a file that is not open. */
  version(path: string): number | null;
}

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What a diagnostic carries for the client: the rule's name, and the sign that it is one of ours. */
export interface DiagnosticData {
  readonly rule: string;
}

/**
 * A path of the core. `file:` addresses become the plain path (with `/` before a drive letter), all others keep scheme
 * and authority, decoded, so that relative imports can be resolved on them. A query or fragment (an old version shown
 * beside the new one) stays part of the name.
 */
export function toPath(uri: string): string {
  const { scheme, authority, path, query, fragment } = URI.parse(uri);
  const suffix = (query && `?${encodeURIComponent(query)}`) + (fragment && `#${encodeURIComponent(fragment)}`);
  const absolute = path.startsWith("/") ? path : `/${path}`;
  if (scheme === "file" && authority === "" && suffix === "") return absolute;
  return `${scheme}://${authority}${absolute}${suffix}`;
}

/** The address of a path that no open document has told us of. */
export function toUri(path: string): string {
  const parts = /^([a-zA-Z][a-zA-Z0-9+.-]*):\/\/([^/]*)(\/.*)$/s.exec(path);
  if (!parts) return URI.from({ scheme: "file", path }).toString();
  const [, scheme = "", authority = "", rest = ""] = parts;
  return URI.from({ scheme, authority, path: rest }).toString();
}

export function toRange(document: TextDocument | undefined, span: Span): Range {
  const start = document?.positionAt(span.start) ?? { line: 0, character: 0 };
  return { start, end: document?.positionAt(span.end) ?? start };
}

export function toSpan(document: TextDocument, range: Range): Span {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

export function toLocation(texts: Texts, at: Location): LspLocation {
  return { uri: texts.uri(at.path), range: toRange(texts.document(at.path), at.span) };
}

/**
 * A link for a page of markdown. `base`: the address of the folder that a path with `/` at its start is counted from in
 * the client's pages, as VS Code's markdown preview does with the first folder of the workspace. Undefined: the whole address.
 */
export function toLink(texts: Texts, at: Location, base: string | undefined): string {
  const line = toRange(texts.document(at.path), at.span).start.line + 1;
  if (base === undefined) return `${texts.uri(at.path)}#L${line}`;
  const way = relativePath(toPath(base), at.path).replace(/^\.\//, "");
  return `/${way.split("/").map(encodeURIComponent).join("/")}#L${line}`;
}

export function toDiagnostic(texts: Texts, finding: Finding, abilities: Abilities): Diagnostic {
  const data: DiagnosticData = { rule: finding.rule };
  const diagnostic: Diagnostic & { codeDescription?: CodeDescription } = {
    range: toRange(texts.document(finding.at.path), finding.at.span),
    severity: SEVERITY[finding.severity],
    code: finding.code,
    source: "disko",
    message: finding.message,
    data,
  };
  if (abilities.tags && finding.tags.length > 0) {
    diagnostic.tags = finding.tags.map((tag) =>
      tag === "unnecessary" ? DiagnosticTag.Unnecessary : DiagnosticTag.Deprecated,
    );
  }
  if (abilities.relatedInformation && finding.related.length > 0) {
    diagnostic.relatedInformation = finding.related.map((related) => ({
      location: toLocation(texts, related.at),
      message: related.message,
    }));
  }
  return diagnostic;
}

/** Edits of one change, grouped by file. Files that vanished in the meantime are left out. */
export function toWorkspaceEdit(texts: Texts, edits: readonly FileEdit[], abilities: Abilities): WorkspaceEdit {
  const byPath = new Map<string, LspTextEdit[]>();
  for (const edit of edits) {
    const document = texts.document(edit.path);
    if (!document) continue;
    const group = byPath.get(edit.path) ?? [];
    group.push({ range: toRange(document, edit.span), newText: edit.newText });
    byPath.set(edit.path, group);
  }
  if (!abilities.versionedEdits) {
    return { changes: Object.fromEntries([...byPath].map(([path, group]) => [texts.uri(path), group])) };
  }
  return {
    documentChanges: [...byPath].map(([path, group]) =>
      TextDocumentEdit.create({ uri: texts.uri(path), version: texts.version(path) }, group),
    ),
  };
}

/** Makes the code of each finding a link to the page of its rule. */
import type * as vscode from "vscode";
import type { Middleware, vsdiag } from "vscode-languageclient";
import { SOURCE } from "./protocol.ts";
import { rulePageUri } from "./rule-pages.ts";

function link(diagnostics: readonly vscode.Diagnostic[]): void {
  for (const diagnostic of diagnostics)
    if (diagnostic.source === SOURCE && typeof diagnostic.code === "string")
      diagnostic.code = { value: diagnostic.code, target: rulePageUri(diagnostic.code) };
}

/** Both ways in which a server delivers diagnostics: asked for and pushed. */
export const linkRules: Required<Pick<Middleware, "provideDiagnostics" | "handleDiagnostics">> = {
  async provideDiagnostics(document, previousResultId, token, next) {
    const report = await next(document, previousResultId, token);
    if (report) for (const part of [report, ...Object.values(report.relatedDocuments ?? {})]) linkReport(part);
    return report;
  },
  handleDiagnostics(uri, diagnostics, next) {
    link(diagnostics);
    next(uri, diagnostics);
  },
};

function linkReport(report: vsdiag.FullDocumentDiagnosticReport | vsdiag.UnchangedDocumentDiagnosticReport): void {
  if ("items" in report) link(report.items);
}

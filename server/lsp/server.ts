/**
 * A language server out of its parts, for any runtime: what differs between Node and a web worker comes in as an `Edge`.
 * This file only wires; each feature has a file of its own.
 */
import {
  type ClientCapabilities,
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  MarkupKind,
  PositionEncodingKind,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import * as z from "zod";
import { createEngine, type EngineOptions } from "../core/engine.ts";
import { MAX_FILE_SIZE } from "../core/files.ts";
import type { PatternData } from "../core/patterns/pattern.ts";
import { createChecks } from "./checks.ts";
import { clientFiles } from "./client-files.ts";
import { FIX_ALL_KIND, registerCodeActions } from "./code-actions.ts";
import { type Configuration, followConfiguration } from "./configuration.ts";
import { type Abilities, toPath } from "./convert.ts";
import { type Diagnostics, registerDiagnostics } from "./diagnostics.ts";
import { registerExplain } from "./explain.ts";
import { createGuard } from "./guard.ts";
import { registerHover } from "./hover.ts";
import { createWorkspace, type Source } from "./workspace.ts";

export type Grammar = EngineOptions["grammar"];

/** What a runtime offers. */
export interface Edge {
  /** The grammar's bytes. A worker finds them in what the client sent with `initialize`. Throws one clear line. */
  loadGrammar(initializationOptions: unknown): Grammar;
  /** Local files, where there is a disk; everything else is asked of the client. */
  readonly disk?: Pick<Source, "read" | "invalidate">;
  readonly patterns: PatternData;
}

/** Files that a check may read: layouts, and data they import. */
const WATCHED = "**/*.{nix,json,toml}";

const initializationOptions = z.object({ settings: z.unknown() }).partial();

/** Serves one client until it hangs up. */
export function startServer(connection: Connection, edge: Edge): void {
  const documents = new TextDocuments(TextDocument);
  const workspace = createWorkspace(documents, joinSources(edge.disk, clientFiles(connection)));
  const initialized = new Promise<void>((resolve) => connection.onInitialized(() => resolve()));

  connection.onInitialize(async (params) => {
    try {
      const engine = await createEngine({
        grammar: edge.loadGrammar(params.initializationOptions),
        files: workspace.files,
        patterns: edge.patterns,
      });
      return serve(engine, params);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return new ResponseError(ErrorCodes.InternalError, `disko-toolstack cannot start: ${why}`);
    }
  });
  documents.listen(connection);
  connection.listen();

  function serve(engine: Awaited<ReturnType<typeof createEngine>>, params: InitializeParams): InitializeResult {
    const { capabilities } = params;
    const abilities = abilitiesOf(capabilities);
    const guard = createGuard(connection);
    const topics = new Set(engine.rules.flatMap((rule) => [rule.code, rule.name]));
    const configuration: Configuration = followConfiguration({
      connection,
      capabilities,
      isRule: (topic) => topics.has(topic),
      initialized,
      initial: initializationOptions.safeParse(params.initializationOptions).data?.settings,
      changed: () => diagnostics.outdated(),
    });
    const settings = () => configuration.settings();
    const validate = () => configuration.validate();
    const checks = createChecks(engine, workspace, settings);
    const pulls = capabilities.textDocument?.diagnostic !== undefined;
    const diagnostics: Diagnostics = registerDiagnostics({
      connection,
      workspace,
      checks,
      configuration,
      guard,
      abilities,
      client: {
        pulls,
        takesRelatedDocuments: capabilities.textDocument?.diagnostic?.relatedDocumentSupport === true,
        refreshes: capabilities.workspace?.diagnostics?.refreshSupport === true,
      },
    });
    const formats = capabilities.textDocument?.hover?.contentFormat;
    const markdown = formats === undefined || formats.includes(MarkupKind.Markdown);
    registerCodeActions({ connection, engine, workspace, checks, guard, settings, validate, abilities });
    registerHover({ connection, engine, workspace, checks, guard, settings, markdown });
    registerExplain(connection, engine, guard);

    documents.onDidOpen(({ document }) => {
      if (document.getText().length > MAX_FILE_SIZE) {
        connection.console.info(`${document.uri} is too large to be a disk layout; it is not checked.`);
      }
      diagnostics.opened(toPath(document.uri));
    });
    documents.onDidChangeContent(({ document }) => diagnostics.changed(toPath(document.uri)));
    documents.onDidClose(({ document }) => diagnostics.closed(toPath(document.uri)));
    connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { uri } of changes) workspace.invalidate(toPath(uri));
      diagnostics.outdated();
    });
    if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      initialized
        .then(() =>
          connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: WATCHED }] }),
        )
        .catch((error) => connection.console.warn(`The client does not tell of changed files: ${error}`));
    }

    return {
      serverInfo: { name: "disko-toolstack" },
      capabilities: {
        positionEncoding: PositionEncodingKind.UTF16,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND] },
        ...(pulls && {
          diagnosticProvider: { identifier: "disko", interFileDependencies: true, workspaceDiagnostics: false },
        }),
      },
    };
  }
}

function abilitiesOf({ textDocument, workspace }: ClientCapabilities): Abilities {
  // Pull and push each have their own list; a client that pulls may fill in either.
  const lists = [textDocument?.diagnostic, textDocument?.publishDiagnostics];
  return {
    relatedInformation: lists.some((list) => list?.relatedInformation === true),
    tags: lists.some((list) => list?.tagSupport !== undefined),
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
  };
}

/** Plain paths lie on the disk, if there is one; all others are the client's. */
function joinSources(disk: Edge["disk"], client: Source): Source {
  const isLocal = (path: string): boolean => disk !== undefined && path.startsWith("/");
  return {
    read: (path) => (disk && isLocal(path) ? disk.read(path) : client.read(path)),
    invalidate: (path) => (disk && isLocal(path) ? disk.invalidate(path) : client.invalidate(path)),
    fetch: (paths) => client.fetch(paths.filter((path) => !isLocal(path))),
  };
}

/**
 * A language server out of its parts, for any runtime: what differs between Node and a web worker comes in as an `Edge`.
 * This file only wires; each feature has a file of its own.
 */
import {
  type ClientCapabilities,
  CodeActionKind,
  type Connection,
  ErrorCodes,
  FileChangeType,
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
import { dirname } from "../core/text/path.ts";
import { registerChangeSelection } from "./change-selection.ts";
import { createChecks } from "./checks.ts";
import { type Choices, followChoices } from "./choices.ts";
import { clientFiles } from "./client-files.ts";
import { FIX_ALL_KIND, registerCodeActions } from "./code-actions.ts";
import { type Configuration, followConfiguration } from "./configuration.ts";
import { type Abilities, toPath } from "./convert.ts";
import { type Diagnostics, registerDiagnostics } from "./diagnostics.ts";
import { registerExplain } from "./explain.ts";
import { registerGenerate } from "./generate.ts";
import { createGuard } from "./guard.ts";
import { hostProgress } from "./host-progress.ts";
import { registerHover } from "./hover.ts";
import { OPTIMIZE_KIND } from "./optimize-action.ts";
import { createPages, pageOptions } from "./pages.ts";
import { registerProfile } from "./profile.ts";
import { watchFiles } from "./watch-files.ts";
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

/**
 * What a client may send as it starts, beside what its edge wants. `layoutCommand`: it has a command that generates a
 * layout with a preview, so that the light bulb need not change the file at once.
 */
const initializationOptions = z
  .object({ settings: z.unknown(), choices: z.unknown(), pages: pageOptions, layoutCommand: z.string() })
  .partial();

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
    const options = initializationOptions.safeParse(params.initializationOptions ?? {}).data;
    const topics = new Set(engine.rules.flatMap((rule) => [rule.code, rule.name]));
    const configuration: Configuration = followConfiguration({
      connection,
      capabilities,
      isRule: (topic) => topics.has(topic),
      initialized,
      initial: options?.settings,
      changed: () => diagnostics.outdated(),
    });
    const choices: Choices = followChoices({
      connection,
      settings: () => configuration.settings(),
      initial: options?.choices,
      changed: () => diagnostics.outdated(),
    });
    const settings = choices.settingsFor;
    const { ready } = configuration;
    const pages = createPages(engine, workspace, options?.pages);
    const validate = () => configuration.validate();
    const watch = watchFiles({ connection, capabilities, initialized, files: workspace.files });
    const checks = createChecks(engine, workspace, settings, watch);
    const progress = () => hostProgress(connection, capabilities.window?.workDoneProgress === true);
    const pulls = capabilities.textDocument?.diagnostic !== undefined;
    const diagnostics: Diagnostics = registerDiagnostics({
      connection,
      workspace,
      checks,
      configuration,
      guard,
      progress,
      abilities,
      client: {
        pulls,
        takesRelatedDocuments: capabilities.textDocument?.diagnostic?.relatedDocumentSupport === true,
        refreshes: capabilities.workspace?.diagnostics?.refreshSupport === true,
      },
    });
    const formats = capabilities.textDocument?.hover?.contentFormat;
    const markdown = formats === undefined || formats.includes(MarkupKind.Markdown);
    registerCodeActions({
      connection,
      engine,
      workspace,
      checks,
      guard,
      settings,
      validate,
      abilities,
      layoutCommand: options?.layoutCommand,
    });
    registerHover({ connection, engine, workspace, checks, guard, settings, markdown });
    registerExplain(connection, engine, guard);
    registerProfile({ connection, engine, workspace, checks, choices, guard, progress, pages, ready });
    registerChangeSelection({ connection, engine, workspace, guard, abilities });
    registerGenerate({ connection, engine, workspace, choices, guard, progress, pages, abilities, ready });

    documents.onDidOpen(({ document }) => {
      if (document.getText().length > MAX_FILE_SIZE) {
        connection.console.info(`${document.uri} is too large to be a disk layout; it is not checked.`);
      }
      diagnostics.opened(toPath(document.uri));
    });
    documents.onDidChangeContent(({ document }) => diagnostics.changed(toPath(document.uri)));
    documents.onDidClose(({ document }) => diagnostics.closed(toPath(document.uri)));
    connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { uri, type } of changes) {
        workspace.invalidate(toPath(uri));
        if (type !== FileChangeType.Changed) invalidateFolders(toPath(uri));
      }
      diagnostics.outdated();
    });

    /** A file came or went: the folders above list other entries, and may have come or gone with it. */
    function invalidateFolders(path: string): void {
      for (let folder = dirname(path), below = path; folder !== below; below = folder, folder = dirname(folder)) {
        workspace.invalidate(folder);
      }
    }

    return {
      serverInfo: { name: "disko-toolstack" },
      capabilities: {
        positionEncoding: PositionEncodingKind.UTF16,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, OPTIMIZE_KIND, FIX_ALL_KIND] },
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

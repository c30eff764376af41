/** Settings: where they come from, that a change is seen at once, and that a wrong one does no harm. */
import { expect, test } from "vitest";
import { parseSettings } from "../../server/lsp/configuration.ts";
import { type ClientOptions, itemsOf, type LspClient, PUSH_ONLY } from "../support/lsp-client.ts";
import { MISSPELT, MISSPELT_CODE, MISSPELT_RULE } from "./layouts.ts";
import { useServer } from "./use-server.ts";

const URI = "file:///home/somebody/disko.nix";

const servers = useServer();

async function open(options: ClientOptions): Promise<LspClient> {
  const client = await servers.start(options);
  await client.open(URI, MISSPELT);
  return client;
}

test("the client is asked for the settings before the first answer", async () => {
  const { pull } = await open({ settings: { rules: { [MISSPELT_RULE]: "hint" } } });
  expect(itemsOf(await pull(URI)).map(({ severity }) => severity)).toEqual([4]);
});

test("a changed setting refreshes what was told before", async () => {
  const { pull, changeSettings, refreshAsked } = await open({});
  expect(itemsOf(await pull(URI))).toHaveLength(1);
  await changeSettings({ rules: { [MISSPELT_CODE]: "off" } });
  await refreshAsked();
  expect(itemsOf(await pull(URI))).toEqual([]);
  await changeSettings({ validate: true });
  await refreshAsked();
  expect(itemsOf(await pull(URI))).toHaveLength(1);
});

test("a client that cannot be asked sends them with initialize, and changes as they come", async () => {
  const { pushed, connection } = await open({
    capabilities: PUSH_ONLY,
    initializationOptions: { settings: { disko: { rules: { [MISSPELT_CODE]: "info" } } } },
  });
  expect((await pushed(URI)).diagnostics.map(({ severity }) => severity)).toEqual([3]);
  // Some clients send an empty object after initialize, whatever they sent before.
  await connection.sendNotification("workspace/didChangeConfiguration", { settings: {} });
  const settings = { disko: { validate: false } };
  await connection.sendNotification("workspace/didChangeConfiguration", { settings });
  expect((await pushed(URI)).diagnostics).toEqual([]);
});

test("a setting that makes no sense is named once, and its default holds", async () => {
  const wrong = { kernel: "six", rules: { [MISSPELT_CODE]: "warning" } };
  const { pull, messageShown, changeSettings } = await open({ settings: wrong });
  expect(itemsOf(await pull(URI)).map(({ severity }) => severity)).toEqual([2]);
  expect(await messageShown()).toBe(
    'Disko settings: "disko.kernel" is "six", not a version like "6.18". Using the default there.',
  );
  await changeSettings(wrong);
  await changeSettings({ validate: "no" });
  expect(await messageShown()).toBe(
    'Disko settings: "disko.validate" is "no", not true or false. Using the default there.',
  );
});

const isRule = (topic: string): boolean => topic === "DSK201";

test.each([
  [undefined, []],
  [null, []],
  [{}, []],
  [{ kernel: "", rules: null, validate: null, trace: { server: "off" } }, []],
  [{ kernel: "6.12.3", rules: { DSK201: "off" }, validate: false }, []],
  ["all", ['"disko" is "all", not an object']],
  [{ rules: ["DSK201"] }, ['"disko.rules" is ["DSK201"], not an object']],
  [{ rules: { DSK201: 3 } }, ['"disko.rules" has 3 for "DSK201", which is none of error, warning, info, hint, off']],
  [{ rules: { DKS201: "off" } }, ['"disko.rules" names "DKS201", which is no rule']],
  [{ kernel: 6.1 }, ['"disko.kernel" is 6.1, not a version like "6.18"']],
  [{ tools: [], exclude: null, projects: ["~/src", "/srv/src"], priority: "", target: "install", host: "" }, []],
  [{ workload: { snapshots: null, intensity: { postgresql: "heavy" } } }, []],
  [{ tools: "postgresql" }, ['"disko.tools" is "postgresql", not a list']],
  [{ exclude: ["firefox", 3, ""] }, ['"disko.exclude" has 3, not a name', '"disko.exclude" has "", not a name']],
  [
    { projects: ["src/"] },
    ['"disko.projects" has "src/", not an absolute path, or one below "~/", without a slash at its end'],
  ],
  [
    { priority: "fast", environment: 1, target: "now" },
    [
      '"disko.priority" is "fast", which is none of performance, balanced, durability, space',
      '"disko.environment" is 1, which is none of development, production',
      '"disko.target" is "now", which is none of install, running',
    ],
  ],
  [{ host: ["atlas"] }, ['"disko.host" is ["atlas"], not a name']],
  [{ workload: [] }, ['"disko.workload" is [], not an object']],
  [
    { workload: { snapshots: "yes", intensity: { postgresql: "hard" }, load: 3 } },
    [
      '"disko.workload" has "load", which is none of snapshots, intensity',
      '"disko.workload.snapshots" is "yes", not true or false',
      '"disko.workload.intensity" has "hard" for "postgresql", which is none of light, normal, heavy',
    ],
  ],
])("settings %j bring the complaints %j", (value, complaints) => {
  expect(parseSettings(value, isRule).complaints).toEqual(complaints);
});

test("what is understood of the host counts, beside what is not", () => {
  const { settings } = parseSettings(
    {
      host: "atlas",
      tools: ["podman", 3],
      target: "running",
      workload: { snapshots: true, intensity: { nix: "light" } },
    },
    isRule,
  );
  expect(settings.selection).toEqual({
    host: "atlas",
    tools: ["podman"],
    exclude: [],
    projects: [],
    target: "running",
    workload: { snapshots: true, intensity: { nix: "light" } },
  });
});

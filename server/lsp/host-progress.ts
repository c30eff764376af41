/** Tells the client that many hosts are being asked, where it takes long, and hears when the user has enough of it. */
import type { Connection, WorkDoneProgressServerReporter } from "vscode-languageserver";
import type { HostsDone } from "../core/engine.ts";

export interface HostProgress {
  /** How far it is. False: the user cancelled it. */
  tell(hosts: HostsDone): boolean;
  /** Called once, however it ended. */
  end(): void;
}

/** `isWanted`: whether the client shows progress that a server begins. Begins with the first `tell`. */
export function hostProgress({ window, console }: Connection, isWanted: boolean): HostProgress {
  let reporter: WorkDoneProgressServerReporter | undefined;
  let asked = false;
  let ended = false;
  let cancelled = false;
  let latest: HostsDone = { done: 0, of: 0 };

  const words = (): string => `${latest.done} of ${latest.of} hosts`;
  const share = (): number => Math.floor((100 * latest.done) / Math.max(1, latest.of));

  async function begin(): Promise<void> {
    try {
      const created = await window.createWorkDoneProgress();
      if (ended) return;
      created.token.onCancellationRequested(() => {
        cancelled = true;
      });
      created.begin("Reading NixOS configurations", share(), words(), true);
      reporter = created;
    } catch (error) {
      console.warn(`The client shows no progress: ${error}`);
    }
  }

  return {
    tell(hosts) {
      latest = hosts;
      if (isWanted && !asked) {
        asked = true;
        void begin();
      } else reporter?.report(share(), words());
      return !cancelled;
    },
    end() {
      ended = true;
      reporter?.done();
    },
  };
}

/** An event that can be prevented, as in Electron. */
export interface PreventableEvent {
  preventDefault(): void;
}

/** Progress of the runs that are writing to servers, in steps. */
export interface WriteProgress {
  readonly done: number;
  readonly total: number;
}

/** `stay`: do not quit. `finish`: quit after the response to the current write. `now`: quit without it. */
export type QuitChoice = 'stay' | 'finish' | 'now';

export interface QuitParts {
  /** Returns the progress of running writes; `null` = none. */
  readonly writing: () => Promise<WriteProgress | null>;
  readonly askWriting: (writing: WriteProgress) => Promise<QuitChoice>;
  /** Waits for the current write and pauses the rest. */
  readonly finishWriting: () => Promise<void>;
  /** Stops accepting calls, ends or journals running work, and saves. */
  readonly close: () => Promise<void>;
  /** Asks whether to quit without waiting. `over` closes the dialog. */
  readonly askForce: (over: AbortSignal) => Promise<boolean>;
  readonly onError: (error: unknown) => void;
  /** Ends the process at once with this code. */
  readonly exit: (code: number) => void;
  /** Time in milliseconds that closing may take before the user is asked. */
  readonly silentMs: number;
}

/**
 * Creates the handler of all quit requests (menu, window, system). During a run the user decides first; then the console closes and the
 * process ends. If closing takes long or quit is requested again, the user can quit at once.
 */
export function createQuitHandler(parts: QuitParts): (event: PreventableEvent) => void {
  const { writing, askWriting, finishWriting, close, askForce, onError, exit, silentMs } = parts;
  let state: 'open' | 'waiting' | 'asking' | 'closed' = 'open';
  let offered = false;
  let over = new AbortController();

  const isClosed = (): boolean => state === 'closed';

  function end(code: number): void {
    if (isClosed()) return;
    state = 'closed';
    over.abort();
    exit(code);
  }

  async function offerForce(): Promise<void> {
    if (offered) return;
    offered = true;
    try {
      if (await askForce(over.signal)) end(1);
    } catch (error) {
      onError(error);
    } finally {
      offered = false;
    }
  }

  /** Waits for the application. If it does not respond in time, the user can quit at once. */
  async function wait<T>(work: () => Promise<T>, silent: number | null): Promise<T> {
    state = 'waiting';
    over = new AbortController();
    const patience = silent === null ? undefined : setTimeout(() => void offerForce(), silent);
    try {
      return await work();
    } finally {
      clearTimeout(patience);
      over.abort();
    }
  }

  async function leave(): Promise<void> {
    let code = 0;
    try {
      const run = await wait(writing, silentMs);
      if (isClosed()) return;
      if (run !== null) {
        state = 'asking';
        const choice = await askWriting(run);
        if (choice === 'stay') {
          state = 'open';
          return;
        }
        if (choice === 'now') return end(1);
        await wait(finishWriting, null);
        if (isClosed()) return;
      }
      await wait(close, silentMs);
    } catch (error) {
      code = 1;
      onError(error);
    }
    end(code);
  }

  return (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'open') void leave();
    else if (state === 'waiting') void offerForce();
  };
}

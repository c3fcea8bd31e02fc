/** An event that can be held back, as Electron gives it. */
export interface Holdable {
  preventDefault(): void;
}

/** Steps of a run that is writing to a server. */
export interface Writing {
  readonly done: number;
  readonly total: number;
}

/** `stay`: do not quit. `finish`: once the write that is on its way has been answered. `now`: without its answer. */
export type WritingChoice = 'stay' | 'finish' | 'now';

export interface QuitParts {
  /** What is being written now; `null` = nothing. */
  readonly writing: () => Promise<Writing | null>;
  readonly askWriting: (writing: Writing) => Promise<WritingChoice>;
  /** Lets the write that is on its way end, and what comes after it wait. */
  readonly finishWriting: () => Promise<void>;
  /** Stops accepting calls, ends or journals what runs, flushes the stores. */
  readonly close: () => Promise<void>;
  /** Asks whether to go without waiting; `over` takes the question away. */
  readonly askForce: (over: AbortSignal) => Promise<boolean>;
  readonly onError: (error: unknown) => void;
  /** Ends the process at once with this code. */
  readonly exit: (code: number) => void;
  /** How long closing may be silent, in ms. */
  readonly silentMs: number;
}

/**
 * The one way out: whatever asks to quit (menu, window, system) is held back. While a run writes, the user decides first.
 * Then the console closes and the process ends; where that takes long, or is asked for again, the user may go at once.
 */
export function createQuit(parts: QuitParts): (event: Holdable) => void {
  const { writing, askWriting, finishWriting, close, askForce, onError, exit, silentMs } = parts;
  let state: 'open' | 'asking' | 'closing' | 'closed' = 'open';
  let offered = false;
  const over = new AbortController();

  function end(code: number): void {
    state = 'closed';
    over.abort();
    exit(code);
  }

  async function offerForce(): Promise<void> {
    if (offered) return;
    offered = true;
    try {
      if ((await askForce(over.signal)) && state !== 'closed') end(1);
    } catch (error) {
      onError(error);
    } finally {
      offered = false;
    }
  }

  async function leave(): Promise<void> {
    state = 'asking';
    let code = 0;
    let patience: NodeJS.Timeout | undefined;
    try {
      const run = await writing();
      const choice = run === null ? null : await askWriting(run);
      if (choice === 'stay') {
        state = 'open';
        return;
      }
      if (choice === 'now') return end(1);
      state = 'closing';
      if (choice === 'finish') await finishWriting();
      patience = setTimeout(() => void offerForce(), silentMs);
      await close();
    } catch (error) {
      code = 1;
      onError(error);
    }
    clearTimeout(patience);
    end(code);
  }

  return (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'open') void leave();
    else if (state === 'closing') void offerForce();
  };
}

/** An event that can be held back, as Electron gives it. */
export interface Holdable {
  preventDefault(): void;
}

export interface QuitParts {
  /** Stops accepting calls, ends or journals what runs, flushes the stores. */
  readonly close: () => Promise<void>;
  /** Asks whether to go without waiting. */
  readonly askForce: () => Promise<boolean>;
  readonly onError: (error: unknown) => void;
  /** Ends the process at once with this code. */
  readonly exit: (code: number) => void;
}

/**
 * The one way out: whatever asks to quit (menu, window, system) is held back until the console has closed; then the
 * process ends. Asked again meanwhile, the user may go at once.
 */
export function createQuit({ close, askForce, onError, exit }: QuitParts): (event: Holdable) => void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  let asking = false;

  async function leave(): Promise<void> {
    state = 'closing';
    let code = 0;
    try {
      await close();
    } catch (error) {
      code = 1;
      onError(error);
    }
    state = 'closed';
    exit(code);
  }

  async function offerForce(): Promise<void> {
    if (asking) return;
    asking = true;
    try {
      if (await askForce()) exit(1);
    } catch (error) {
      onError(error);
    } finally {
      asking = false;
    }
  }

  return (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    void (state === 'open' ? leave() : offerForce());
  };
}

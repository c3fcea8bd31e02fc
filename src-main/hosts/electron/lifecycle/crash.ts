/** The choice in the crash dialog. */
export type CrashChoice = 'copy' | 'restart' | 'quit';

export interface CrashParts {
  readonly process: Pick<NodeJS.EventEmitter, 'on'>;
  /** Writes the error, redacted, to the log; returns its reference. */
  readonly report: (where: string, error: unknown) => string;
  readonly ask: (ref: string) => Promise<CrashChoice>;
  readonly copy: (ref: string) => Promise<void>;
  readonly restart: () => void;
  /** Ends the process at once with this code. */
  readonly exit: (code: number) => void;
}

/**
 * Handles uncaught errors: logs all of them, and shows a dialog for the first only, because an error in the dialog must not open another.
 * Then ends the process, whose state is unreliable.
 */
export function installCrashHandlers({ process, report, ask, copy, restart, exit }: CrashParts): void {
  let isShown = false;

  async function end(where: string, error: unknown): Promise<void> {
    const ref = report(where, error);
    if (isShown) return;
    isShown = true;
    try {
      let choice = await ask(ref);
      while (choice === 'copy') {
        await copy(ref);
        choice = await ask(ref);
      }
      if (choice === 'restart') restart();
    } catch (second) {
      report('crash dialog', second);
    } finally {
      exit(1);
    }
  }

  process.on('uncaughtException', (error: unknown) => void end('uncaught exception', error));
  process.on('unhandledRejection', (error: unknown) => void end('unhandled rejection', error));
}

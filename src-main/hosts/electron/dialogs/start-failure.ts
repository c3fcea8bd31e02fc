import type { App } from 'electron';
import type { Language } from '#shared/messages/texts.ts';
import type { ShowDialog } from './dialogs.ts';
import { getDesktopTexts } from './texts.ts';

export interface StartFailureParts {
  readonly app: Pick<App, 'whenReady' | 'exit'>;
  readonly ask: ShowDialog;
  readonly language: () => Language;
  /** Prints to the terminal. */
  readonly say: (text: string) => void;
}

/** Shows in a dialog and on the terminal why the console cannot start, and ends with this exit code. */
export type ShowStartFailure = (message: string, detail: string, code: number) => Promise<void>;

export const createShowStartFailure =
  ({ app, ask, language, say }: StartFailureParts): ShowStartFailure =>
  async (message, detail, code) => {
    say(`${message}\n${detail}\n`);
    try {
      await app.whenReady();
      await ask({ type: 'error', message, detail, buttons: [getDesktopTexts(language()).occupied.quit] });
    } finally {
      app.exit(code);
    }
  };

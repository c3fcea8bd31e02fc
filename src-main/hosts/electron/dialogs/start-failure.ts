import type { App } from 'electron';
import type { Language } from '#shared/messages/texts.ts';
import type { AskBox } from './boxes.ts';
import { desktopTexts } from './texts.ts';

export interface StartFailureParts {
  readonly app: Pick<App, 'whenReady' | 'exit'>;
  readonly ask: AskBox;
  readonly language: () => Language;
  /** Prints to the terminal. */
  readonly say: (text: string) => void;
}

/** Shows in a dialog and on the terminal why the console cannot start, and ends with this exit code. */
export type StartFailure = (message: string, detail: string, code: number) => Promise<void>;

export const createStartFailure =
  ({ app, ask, language, say }: StartFailureParts): StartFailure =>
  async (message, detail, code) => {
    say(`${message}\n${detail}\n`);
    try {
      await app.whenReady();
      await ask({ type: 'error', message, detail, buttons: [desktopTexts(language()).occupied.quit] });
    } finally {
      app.exit(code);
    }
  };

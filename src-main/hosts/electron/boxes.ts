import type { BrowserWindow, Dialog, MessageBoxOptions } from 'electron';

/** A question in a box of the system. The first button is the default, and what closing the box means. */
export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly type?: 'warning' | 'error' | 'info';
  /** Takes the box away, which counts as its first button. */
  readonly cancelled?: AbortSignal;
}

/** Asks outside the page; answers the index of the button. */
export type AskBox = (question: Question) => Promise<number>;

type Parent = Pick<BrowserWindow, 'isDestroyed' | 'isVisible'>;

/**
 * Boxes belong to the window where one is seen, and are titled like it. Without a window the box holds up the process
 * until it is answered: Electron on Linux never ends after one that did not, and there is nothing else to serve then.
 */
export function createBoxes(
  dialog: Pick<Dialog, 'showMessageBox' | 'showMessageBoxSync'>,
  window: () => Parent | null,
  title: string,
): AskBox {
  return async ({ message, detail, buttons, type = 'warning', cancelled }) => {
    const options: MessageBoxOptions = {
      type,
      title,
      message,
      detail,
      buttons: [...buttons],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      ...(cancelled === undefined ? {} : { signal: cancelled }),
    };
    const parent = window();
    if (parent === null || parent.isDestroyed() || !parent.isVisible()) return dialog.showMessageBoxSync(options);
    return (await dialog.showMessageBox(parent as BrowserWindow, options)).response;
  };
}

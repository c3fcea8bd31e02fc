import type { BrowserWindow, Dialog, MessageBoxOptions } from 'electron';

/** A question in a system dialog. The first button is the default, and also the result of closing the dialog. */
export interface DialogQuestion {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly type?: 'warning' | 'error' | 'info';
  /** Closes the dialog with the result of its first button. */
  readonly signal?: AbortSignal;
}

/** Shows a dialog outside the page; returns the index of the button. */
export type ShowDialog = (question: DialogQuestion) => Promise<number>;

type Parent = Pick<BrowserWindow, 'isDestroyed' | 'isVisible'>;

/**
 * Creates dialogs that belong to the visible window and use its title. Without a window the dialog blocks the process until it is answered,
 * because Electron on Linux never ends after a non-blocking one.
 */
export function createDialogs(
  dialog: Pick<Dialog, 'showMessageBox' | 'showMessageBoxSync'>,
  window: () => Parent | null,
  title: string,
): ShowDialog {
  return async ({ message, detail, buttons, type = 'warning', signal }) => {
    const options: MessageBoxOptions = {
      type,
      title,
      message,
      detail,
      buttons: [...buttons],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      ...(signal === undefined ? {} : { signal }),
    };
    const parent = window();
    if (parent === null || parent.isDestroyed() || !parent.isVisible()) return dialog.showMessageBoxSync(options);
    return (await dialog.showMessageBox(parent as BrowserWindow, options)).response;
  };
}

import type { WebContents, WebFrameMain } from 'electron';
import { APP_ORIGIN, isOwnPage } from './own-pages.ts';

type Frame = Pick<WebFrameMain, 'parent' | 'origin' | 'url' | 'detached' | 'isDestroyed'>;

/** What is looked at of a message's event. `sender` is compared by identity with the window's own contents. */
export interface Sending {
  readonly sender: unknown;
  readonly senderFrame: Frame | null;
}

/** Whether a message comes from the top frame of our own window showing our own page. */
export function isTrustedSender(sending: Sending, own: Pick<WebContents, 'isDestroyed'>): boolean {
  const { sender, senderFrame: frame } = sending;
  if (sender !== own || own.isDestroyed()) return false;
  if (frame === null || frame.isDestroyed() || frame.detached || frame.parent !== null) return false;
  return frame.origin === APP_ORIGIN && isOwnPage(frame.url);
}

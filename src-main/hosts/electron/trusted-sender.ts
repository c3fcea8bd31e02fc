import type { WebContents, WebFrameMain } from 'electron';
import { APP_ORIGIN, isOwnPage } from './own-pages.ts';

type Frame = Pick<WebFrameMain, 'parent' | 'origin' | 'url' | 'processId' | 'routingId' | 'isDestroyed'>;

/** What is looked at of a message's event. `sender` is compared by identity with the window's own contents. */
export interface Sending {
  readonly sender: unknown;
  readonly senderFrame: Frame | null;
}

/** What is looked at of the window's own contents. */
export interface OwnContents extends Pick<WebContents, 'isDestroyed'> {
  readonly mainFrame: Pick<WebFrameMain, 'processId' | 'routingId'>;
}

/**
 * Whether a message comes from the top frame that our own window has now, showing our own page. `detached` is not asked:
 * after the window's process died, Electron says it of the very frame that is shown.
 */
export function isTrustedSender(sending: Sending, own: OwnContents): boolean {
  const { sender, senderFrame: frame } = sending;
  if (sender !== own || own.isDestroyed()) return false;
  if (frame === null || frame.isDestroyed() || frame.parent !== null) return false;
  if (frame.processId !== own.mainFrame.processId || frame.routingId !== own.mainFrame.routingId) return false;
  return frame.origin === APP_ORIGIN && isOwnPage(frame.url);
}

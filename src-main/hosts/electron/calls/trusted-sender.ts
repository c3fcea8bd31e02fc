import type { WebContents, WebFrameMain } from 'electron';
import { APP_ORIGIN, isOwnPage } from '../restrictions/own-pages.ts';

type Frame = Pick<WebFrameMain, 'parent' | 'origin' | 'url' | 'processId' | 'routingId' | 'isDestroyed'>;

/** The checked part of a message event. `sender` must be the same object as the window's contents. */
export interface SentMessage {
  readonly sender: unknown;
  readonly senderFrame: Frame | null;
}

/** The checked part of the window's contents. */
export interface OwnContents extends Pick<WebContents, 'isDestroyed'> {
  readonly mainFrame: Pick<WebFrameMain, 'processId' | 'routingId'>;
}

/**
 * Whether a message comes from the current top frame of the window, and that frame shows one of the console's own pages. `detached` is not
 * checked: after a crash Electron reports it for the visible frame.
 */
export function isTrustedSender(sending: SentMessage, own: OwnContents): boolean {
  const { sender, senderFrame: frame } = sending;
  if (sender !== own || own.isDestroyed()) return false;
  if (frame === null || frame.isDestroyed() || frame.parent !== null) return false;
  if (frame.processId !== own.mainFrame.processId || frame.routingId !== own.mainFrame.routingId) return false;
  return frame.origin === APP_ORIGIN && isOwnPage(frame.url);
}

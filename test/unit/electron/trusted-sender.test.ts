import { describe, expect, test } from 'vitest';
import { isTrustedSender, type OwnContents, type SentMessage } from '#main/hosts/electron/calls/trusted-sender.ts';

type Frame = NonNullable<SentMessage['senderFrame']>;

const own = { isDestroyed: () => false, mainFrame: { processId: 6, routingId: 4 } };
const top: Frame = { parent: null, origin: 'app://ui', url: 'app://ui/', processId: 6, routingId: 4, isDestroyed: () => false };
const sending = (change: Partial<Frame>): SentMessage => ({ sender: own, senderFrame: { ...top, ...change } });

describe('isTrustedSender', () => {
  test('the top frame of our own window is trusted', () => {
    expect(isTrustedSender(sending({}), own)).toBe(true);
    expect(isTrustedSender(sending({ url: 'app://ui/#readiness' }), own)).toBe(true);
  });

  const refused: readonly [string, SentMessage, OwnContents][] = [
    ['other contents', { sender: { isDestroyed: () => false }, senderFrame: top }, own],
    ['no contents', { sender: null, senderFrame: top }, own],
    ['a sub-frame', sending({ parent: top as never }), own],
    ['a sub-frame without an address', sending({ parent: top as never, url: 'about:srcdoc' }), own],
    ['another scheme', sending({ origin: 'https://ui', url: 'https://ui/' }), own],
    ['a file', sending({ origin: 'file://', url: 'file:///app/index.html' }), own],
    ['the host as a prefix', sending({ origin: 'app://ui.evil', url: 'app://ui.evil/' }), own],
    ['the host as a suffix', sending({ origin: 'app://evilui', url: 'app://evilui/' }), own],
    ['the host with a port', sending({ origin: 'app://ui:1', url: 'app://ui:1/' }), own],
    ['a blank page', sending({ origin: 'null', url: 'about:blank' }), own],
    ['a blank page with our origin', sending({ url: 'about:blank' }), own],
    ['our address with an opaque origin', sending({ origin: 'null' }), own],
    ['another path of ours', sending({ url: 'app://ui/assets/index.js' }), own],
    ['an error page', sending({ origin: 'null', url: 'chrome-error://chromewebdata/' }), own],
    ['no frame', { sender: own, senderFrame: null }, own],
    ['the frame that was shown before', sending({ routingId: 3 }), own],
    ['a frame of another process', sending({ processId: 5 }), own],
    ['a destroyed frame', sending({ isDestroyed: () => true }), own],
  ];
  test.each(refused)('%s is refused', (_name, message, contents) => {
    expect(isTrustedSender(message, contents)).toBe(false);
  });

  test('a destroyed window is refused', () => {
    const destroyed = { ...own, isDestroyed: () => true };
    expect(isTrustedSender({ sender: destroyed, senderFrame: top }, destroyed)).toBe(false);
  });
});

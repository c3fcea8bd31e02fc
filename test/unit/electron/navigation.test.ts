import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { describe, expect, test } from 'vitest';
import { restrictNavigation } from '#main/hosts/electron/restrictions/navigation.ts';
import { isOwnAddress, isOwnPage } from '#main/hosts/electron/restrictions/own-pages.ts';

class FakeContents extends EventEmitter {
  openHandler: Parameters<WebContents['setWindowOpenHandler']>[0] | null = null;
  setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler;
  }
}

const restricted = (): FakeContents => {
  const contents = new FakeContents();
  restrictNavigation(contents as unknown as WebContents);
  return contents;
};

/** Emits an event and returns whether it was prevented. */
function prevented(contents: FakeContents, name: string, fields: Record<string, unknown>, ...rest: unknown[]): boolean {
  let held = false;
  const event = {
    ...fields,
    preventDefault: () => {
      held = true;
    },
  };
  expect(contents.emit(name, event, ...rest)).toBe(true);
  return held;
}

const OWN = ['app://ui/', 'app://ui/#part', 'app://ui/stopped'];
const OTHERS = [
  'https://example.com/',
  'http://localhost/',
  'app://ui',
  'app://ui/index.html',
  'app://ui/?x',
  'app://ui//',
  'app://ui/../',
  'app://ui.evil/',
  'app://ui:1/',
  'app://a@ui/',
  'app://evil/',
  'APP://ui/',
  'file:///etc/passwd',
  'about:blank',
  'about:srcdoc',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:app://ui/1',
  'chrome://gpu',
  'devtools://devtools/',
  'view-source:app://ui/',
  '',
];

describe('navigation', () => {
  test.each(OWN)('may go to %s, in the top frame only', (url) => {
    const contents = restricted();
    expect(isOwnPage(url)).toBe(true);
    for (const name of ['will-navigate', 'will-frame-navigate']) {
      expect(prevented(contents, name, { url, isMainFrame: true })).toBe(false);
      expect(prevented(contents, name, { url, isMainFrame: false })).toBe(true);
    }
  });

  test.each(OTHERS)('never navigates to %j', (url) => {
    const contents = restricted();
    expect(isOwnPage(url)).toBe(false);
    for (const name of ['will-navigate', 'will-frame-navigate'])
      for (const isMainFrame of [true, false]) expect(prevented(contents, name, { url, isMainFrame })).toBe(true);
  });

  test.each([...OWN, ...OTHERS])('a redirect to %j is stopped', (url) => {
    expect(prevented(restricted(), 'will-redirect', { url, isMainFrame: true })).toBe(true);
  });

  test('a guest page is stopped by its own event, and by no other', () => {
    const contents = restricted();
    let outer = false;
    const created = {
      preventDefault: () => {
        outer = true;
      },
    };
    contents.emit('web-contents-created', created);
    expect(prevented(contents, 'will-attach-webview', {}, {}, { src: 'https://example.com/' })).toBe(true);
    expect(outer).toBe(false);
  });

  test.each([...OWN, ...OTHERS])('no window is opened for %j', (url) => {
    expect(restricted().openHandler?.({ url } as never)).toEqual({ action: 'deny' });
  });

  test.each([null, undefined, 7, {}, ['app://ui/'], new URL('app://ui/')])('%o is no page of ours', (address) => {
    expect(isOwnPage(address)).toBe(false);
    expect(isOwnAddress(address)).toBe(false);
  });

  test.each(['app://ui/assets/index.js', 'app://ui/'])('%s is served by us', (address) => expect(isOwnAddress(address)).toBe(true));
  test.each(OTHERS.filter((address) => !address.startsWith('app://ui/')))('%j is not served by us', (address) =>
    expect(isOwnAddress(address)).toBe(false),
  );
});

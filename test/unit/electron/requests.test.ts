import { EventEmitter } from 'node:events';
import type { Session } from 'electron';
import { describe, expect, test } from 'vitest';
import { isAllowedRequest, refuseDownloads, restrictRequests } from '#main/hosts/electron/restrictions/request-filter.ts';

const KINDS = [
  'mainFrame',
  'subFrame',
  'stylesheet',
  'script',
  'image',
  'font',
  'object',
  'xhr',
  'ping',
  'cspReport',
  'media',
  'webSocket',
  'other',
];

describe('what the window may load', () => {
  test.each(['app://ui/', 'app://ui/assets/index.js', 'blob:app://ui/1'])('%s, as anything', (url) => {
    for (const kind of KINDS) expect(isAllowedRequest(url, kind, false)).toBe(true);
  });

  test('a data address as an image or a font only', () => {
    expect(KINDS.filter((kind) => isAllowedRequest('data:image/png;base64,AA==', kind, false))).toEqual(['image', 'font']);
  });

  test.each([
    'http://localhost/',
    'https://example.com/',
    'https://www.desknets.com/',
    'ws://localhost/',
    'wss://example.com/',
    'file:///etc/passwd',
    'ftp://example.com/',
    'app://ui.evil/',
    'app://ui',
    'app://evil/',
    'app://ui:1/',
    'blob:https://example.com/1',
    'blob:app://ui.evil/1',
    'filesystem:app://ui/x',
    'chrome://gpu',
    'chrome-extension://x/',
    'devtools://devtools/bundled/inspector.html',
    'about:blank',
    'javascript:1',
    '',
    null,
  ])('%j, never', (url) => {
    for (const kind of KINDS) expect(isAllowedRequest(url, kind, false)).toBe(false);
  });

  test('the developer tools load their own files while developing', () => {
    expect(isAllowedRequest('devtools://devtools/bundled/inspector.html', 'mainFrame', true)).toBe(true);
    expect(isAllowedRequest('devtools://evil/', 'mainFrame', true)).toBe(false);
    expect(isAllowedRequest('https://example.com/', 'script', true)).toBe(false);
  });

  test('a session cancels accordingly, with any filter', () => {
    type Listener = (details: { url: string; resourceType: string }, callback: (answer: unknown) => void) => void;
    const listeners: unknown[][] = [];
    restrictRequests({ webRequest: { onBeforeRequest: (...given: unknown[]) => void listeners.push(given) } } as unknown as Session, false);
    expect(listeners).toHaveLength(1);
    const [listener, ...rest] = listeners[0] ?? [];
    expect(rest).toEqual([]);
    const answers: unknown[] = [];
    for (const url of ['app://ui/', 'https://example.com/'])
      (listener as Listener)({ url, resourceType: 'xhr' }, (answer) => answers.push(answer));
    expect(answers).toEqual([{ cancel: false }, { cancel: true }]);
  });

  test('a download is prevented', () => {
    const session = new EventEmitter();
    refuseDownloads(session as unknown as Session);
    let prevented = 0;
    session.emit('will-download', { preventDefault: () => (prevented += 1) }, {}, {});
    expect(prevented).toBe(1);
  });
});

describe('what the window of a team server may load', () => {
  const server = 'https://tsunagi.example.co.jp';
  test.each([`${server}/`, `${server}/assets/index.js`, `${server}/call`, `blob:${server}/1`])('%s, as anything', (url) => {
    for (const kind of KINDS) expect(isAllowedRequest(url, kind, false, server)).toBe(true);
  });

  test.each([
    'app://ui/',
    'blob:app://ui/1',
    'https://tsunagi.example.co.jp.evil/',
    'https://evil.tsunagi.example.co.jp/',
    'http://tsunagi.example.co.jp/',
    `${server}:8443/`,
    'file:///etc/passwd',
  ])('not %s', (url) => {
    for (const kind of KINDS) expect(isAllowedRequest(url, kind, true, server)).toBe(false);
  });

  test('and downloads go to the save dialog, unlike those of the own window', () => {
    for (const [origin, refused] of [
      [null, true],
      [server, false],
    ] as const) {
      const session = new EventEmitter();
      refuseDownloads(session as unknown as Session, () => origin);
      let prevented = false;
      session.emit('will-download', {
        preventDefault: () => {
          prevented = true;
        },
      });
      expect(prevented).toBe(refused);
    }
  });
});

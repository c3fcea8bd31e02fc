import { EventEmitter } from 'node:events';
import type { IpcMain, WebContents } from 'electron';
import { describe, expect, test } from 'vitest';
import { createDispatcher, createEventBus } from '#main/app/dispatcher.ts';
import { serveCalls } from '#main/hosts/electron/calls/call-server.ts';
import { CHANNELS } from '#main/hosts/electron/calls/channels.ts';
import { isAcceptablePayload, MAX_PAYLOAD_BYTES } from '#main/hosts/electron/calls/payload.ts';
import { CANCELED } from '#shared/contract/call/result.ts';
import { DEFAULT_SETTINGS } from '#shared/contract/companies/console.ts';
import { handledBy } from '../../support/handled-by.ts';

class FakeIpcMain extends EventEmitter {
  readonly handlers = new Map<string, (...message: unknown[]) => Promise<unknown>>();
  handle(channel: string, handler: (...message: unknown[]) => Promise<unknown>): void {
    this.handlers.set(channel, handler);
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
}
class FakeContents extends EventEmitter {
  destroyed = false;
  readonly mainFrame = { processId: 6, routingId: 4 };
  readonly sent: unknown[][] = [];
  isDestroyed(): boolean {
    return this.destroyed;
  }
  send(...message: unknown[]): void {
    this.sent.push(message);
  }
}

/** Returns the real dispatcher with two calls: one returns immediately, the other waits until it is canceled. */
function served() {
  const bugs: unknown[] = [];
  const bus = createEventBus((where, error) => {
    bugs.push([where, error]);
    return 'ref';
  });
  const started: AbortSignal[] = [];
  const handlers = {
    'console.settings': () => DEFAULT_SETTINGS,
    'console.doctor': (_input: unknown, { signal }: { signal: AbortSignal }) => {
      started.push(signal);
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
  };
  const dispatcher = createDispatcher(handledBy(handlers), bus, () => 'ref', String);
  const ipc = new FakeIpcMain();
  const contents = new FakeContents();
  const refused: string[] = [];
  const stop = serveCalls({
    ipcMain: ipc as unknown as IpcMain,
    contents: contents as unknown as WebContents,
    dispatcher,
    onRefused: (problem) => refused.push(problem),
  });
  const frame = { parent: null, origin: 'app://ui', url: 'app://ui/', processId: 6, routingId: 4, isDestroyed: () => false };
  const event = { sender: contents, senderFrame: frame };
  const call = (...message: unknown[]) => ipc.handlers.get(CHANNELS.call)?.(event, ...message);
  return { ipc, contents, dispatcher, bus, started, refused, stop, event, frame, call };
}

const STOPPED = { ok: false, error: CANCELED };

describe('serveCalls', () => {
  test('answers our own page through the dispatcher', async () => {
    const { call, refused } = served();
    expect(await call('console.settings', {})).toEqual({ ok: true, value: DEFAULT_SETTINGS });
    expect(await call('no.such.call', {})).toMatchObject({ ok: false, error: { code: 'unknown-call' } });
    expect(await call('console.settings', { extra: 1 })).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(refused).toEqual([]);
  });

  test('rejects any other sender, and logs it', async () => {
    const { ipc, event, frame, refused } = served();
    const handle = ipc.handlers.get(CHANNELS.call);
    for (const other of [
      { ...event, sender: new FakeContents() },
      { ...event, senderFrame: null },
      { ...event, senderFrame: { ...frame, parent: frame } },
      { ...event, senderFrame: { ...frame, origin: 'app://ui.evil', url: 'app://ui.evil/' } },
    ])
      expect(await handle?.(other, 'console.settings', {})).toEqual({ ok: false, error: { code: 'not-allowed', params: {} } });
    expect(refused).toEqual(['sender', 'sender', 'sender', 'sender']);
  });

  test.each([
    ['a fourth part', ['console.settings', {}, {}, 'more']],
    ['a call id that is no text', ['console.settings', {}, { callId: 7 }]],
    ['a call id that is too long', ['console.settings', {}, { callId: 'x'.repeat(101) }]],
    ['a company that is no text', ['console.settings', {}, { company: {} }]],
    ['more than a company and a call id', ['console.settings', {}, { more: 'id' }]],
    ['a call id alone', ['console.settings', {}, 'id']],
    ['too much', ['console.settings', { text: 'x'.repeat(MAX_PAYLOAD_BYTES) }]],
    ['a map', ['console.settings', new Map()]],
    ['bytes', ['console.settings', new Uint8Array(4)]],
    ['a date', ['console.settings', { at: new Date(0) }]],
    ['a big integer', ['console.settings', { n: 1n }]],
    ['too much in the name', ['x'.repeat(MAX_PAYLOAD_BYTES), {}]],
  ])('%s is refused before the dispatcher', async (_name, message) => {
    const { call, refused } = served();
    expect(await call(...message)).toEqual({ ok: false, error: { code: 'invalid-input', params: {} } });
    expect(refused).toEqual(['payload']);
  });

  test('cancel aborts exactly the call with that id', async () => {
    const { call, ipc, event, started } = served();
    const first = call('console.doctor', {}, { callId: 'first' });
    const second = call('console.doctor', {}, { callId: 'second' });
    ipc.emit(CHANNELS.cancel, event, 'first');
    expect(await first).toEqual(STOPPED);
    expect(started.map((signal) => signal.aborted)).toEqual([true, false]);
    for (const id of ['', null, 7, 'unknown']) ipc.emit(CHANNELS.cancel, event, id);
    expect(started[1]?.aborted).toBe(false);
    ipc.emit(CHANNELS.cancel, event, 'second');
    expect(await second).toEqual(STOPPED);
  });

  test('no other sender can cancel', () => {
    const { call, ipc, event, started, refused } = served();
    void call('console.doctor', {}, { callId: 'id' });
    ipc.emit(CHANNELS.cancel, { ...event, senderFrame: null }, 'id');
    expect(started[0]?.aborted).toBe(false);
    expect(refused).toEqual(['sender']);
  });

  test.each([
    ['a new page', 'did-start-navigation', { isMainFrame: true, isSameDocument: false }, true],
    ['the same page', 'did-start-navigation', { isMainFrame: true, isSameDocument: true }, false],
    ['a sub-frame', 'did-start-navigation', { isMainFrame: false, isSameDocument: false }, false],
    ['a dead process', 'render-process-gone', {}, true],
  ])('%s: pending calls of the page are aborted or kept', (_name, name, details, given) => {
    const { call, contents, started } = served();
    void call('console.doctor', {});
    contents.emit(name, details);
    expect(started[0]?.aborted).toBe(given);
  });

  test('events reach the window as name and data, and not a window that is gone', () => {
    const { bus, contents } = served();
    bus.publish('settings', DEFAULT_SETTINGS);
    expect(contents.sent).toEqual([[CHANNELS.event, 'settings', DEFAULT_SETTINGS]]);
    contents.destroyed = true;
    bus.publish('settings', DEFAULT_SETTINGS);
    expect(contents.sent).toHaveLength(1);
  });

  test('stopping takes everything back', async () => {
    const { ipc, bus, contents, stop, call } = served();
    const waiting = call('console.doctor', {});
    stop();
    expect(await waiting).toEqual(STOPPED);
    bus.publish('settings', DEFAULT_SETTINGS);
    expect([contents.sent, [...ipc.handlers.keys()], ipc.eventNames()]).toEqual([[], [], []]);
  });
});

describe('isAcceptablePayload', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  class Own {}
  test.each([
    [null, true],
    [undefined, true],
    ['text', true],
    [[1, 'a', true, null, { b: [] }], true],
    [Object.create(null), true],
    [circle, false],
    [new Own(), false],
    [() => 1, false],
    [Symbol('x'), false],
    [new Set(), false],
    [new Error('x'), false],
    [/x/, false],
    [new ArrayBuffer(1), false],
    [{ deep: [{ deeper: new Date() }] }, false],
  ])('%o: %s', (value, expected) => expect(isAcceptablePayload(value)).toBe(expected));

  test('counts text, keys and items', () => {
    expect(isAcceptablePayload('x'.repeat(40), 100)).toBe(true);
    expect(isAcceptablePayload('x'.repeat(50), 100)).toBe(false);
    expect(isAcceptablePayload({ ['k'.repeat(50)]: 1 }, 100)).toBe(false);
    expect(isAcceptablePayload(new Array(50).fill(0), 100)).toBe(false);
    expect(isAcceptablePayload([[[[[[[[[[[[[]]]]]]]]]]]]], 100)).toBe(false);
  });

  test('a list with an enormous claimed length is refused without allocating it', () => {
    const sparse: unknown[] = [];
    sparse.length = 4_000_000_000;
    expect(isAcceptablePayload(sparse)).toBe(false);
  });
});

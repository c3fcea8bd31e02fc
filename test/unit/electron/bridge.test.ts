import { EventEmitter } from 'node:events';
import type { IpcRenderer } from 'electron';
import { describe, expect, test } from 'vitest';
import { createBridge } from '#main/hosts/electron/calls/bridge.ts';
import { CHANNELS, formatNameArguments, parseNameArguments } from '#main/hosts/electron/calls/channels.ts';
import { EVENTS } from '#shared/contract/events.ts';
import { CALL_NAMES } from '../../support/call-names.ts';

class FakeIpcRenderer extends EventEmitter {
  readonly invoked: unknown[][] = [];
  readonly sent: unknown[][] = [];
  invoke(...message: unknown[]): Promise<unknown> {
    this.invoked.push(message);
    return Promise.resolve({ ok: true, value: 'answer' });
  }
  send(...message: unknown[]): void {
    this.sent.push(message);
  }
}

const known = parseNameArguments(['node', ...formatNameArguments(CALL_NAMES, Object.keys(EVENTS)), '--other']);
const bridge = () => {
  const ipc = new FakeIpcRenderer();
  return { ipc, exposed: createBridge(ipc as unknown as IpcRenderer, known, (file) => (file as { path?: string }).path ?? '') };
};

describe('the names that the preload script is given', () => {
  test('are those of the contract', () => {
    expect([...known.calls]).toEqual([...CALL_NAMES]);
    expect([...known.events]).toEqual(Object.keys(EVENTS));
  });

  test.each([[[]], [['--tsunagi-calls=', '--tsunagi-events=']], [['--tsunagi-call=a']]])(
    'without them, as in %j, nothing is known',
    (argv) => {
      const none = parseNameArguments(argv);
      expect([none.calls.size, none.events.size]).toEqual([0, 0]);
    },
  );
});

describe('what the window gets', () => {
  test('is four functions, frozen', () => {
    const { exposed } = bridge();
    expect(Object.keys(exposed)).toEqual(['call', 'cancel', 'on', 'dropFile']);
    expect(Object.isFrozen(exposed)).toBe(true);
  });

  test.each([...CALL_NAMES])('%s is passed to the main process unchanged', async (name) => {
    const { ipc, exposed } = bridge();
    expect(await exposed.call(name, { a: 1 }, { company: 'c', callId: 'id' })).toEqual({ ok: true, value: 'answer' });
    expect(ipc.invoked).toEqual([[CHANNELS.call, name, { a: 1 }, { company: 'c', callId: 'id' }]]);
  });

  test.each([
    'unknown.call',
    '',
    '__proto__',
    'constructor',
    'toString',
    'console.info ',
    'tsunagi:call',
    7,
    null,
    undefined,
    {},
    ['console.info'],
  ])('the unknown call %j never leaves the window', async (name) => {
    const { ipc, exposed } = bridge();
    expect(await exposed.call(name, {})).toEqual({ ok: false, error: { code: 'unknown-call', params: {} } });
    expect(ipc.invoked).toEqual([]);
  });

  test.each([7, null, {}, []])('a call id or a company that is no text (%j) never leaves the window', async (callId) => {
    const { ipc, exposed } = bridge();
    for (const options of [
      { callId },
      { company: callId },
      callId === null || Array.isArray(callId) || callId === 7 ? callId : { more: callId },
    ])
      expect(await exposed.call('console.info', {}, options)).toEqual({ ok: false, error: { code: 'invalid-input', params: {} } });
    exposed.cancel(callId);
    expect([ipc.invoked, ipc.sent]).toEqual([[], []]);
  });

  test('cancel sends the id', () => {
    const { ipc, exposed } = bridge();
    exposed.cancel('id');
    expect(ipc.sent).toEqual([[CHANNELS.cancel, 'id']]);
  });

  test('a listener hears its own event, gets the data only, and hears nothing once it has unsubscribed', () => {
    const { ipc, exposed } = bridge();
    const heard: unknown[][] = [];
    const stop = exposed.on('job', (...args: unknown[]) => heard.push(args));
    const others: unknown[][] = [];
    exposed.on('settings', (...args: unknown[]) => others.push(args));
    ipc.emit(CHANNELS.event, { sender: 'the way back to the main process' }, 'job', { id: '1' });
    expect(heard).toEqual([[{ id: '1' }]]);
    expect(others).toEqual([]);
    stop();
    ipc.emit(CHANNELS.event, { sender: 'x' }, 'job', { id: '2' });
    expect(heard).toHaveLength(1);
    expect(ipc.listenerCount(CHANNELS.event)).toBe(1);
  });

  test.each([
    ['unknown', () => {}],
    ['tsunagi:event', () => {}],
    ['__proto__', () => {}],
    [7, () => {}],
    ['job', null],
    ['job', { handleEvent() {} }],
  ])('%j with %o is not listened to', (event, listener) => {
    const { ipc, exposed } = bridge();
    exposed.on(event, listener)();
    expect(ipc.listenerCount(CHANNELS.event)).toBe(1);
    expect(() => ipc.emit(CHANNELS.event, {}, event, {})).not.toThrow();
  });

  test('forty listeners share one Electron listener, and one that throws does not affect the others', async () => {
    const { ipc, exposed } = bridge();
    const thrown: unknown[] = [];
    const catching = (error: unknown): void => void thrown.push(error);
    process.once('uncaughtException', catching);
    let heard = 0;
    exposed.on('job', () => {
      throw new Error('a page at fault');
    });
    for (let n = 0; n < 40; n++) exposed.on('job', () => void heard++);
    ipc.emit(CHANNELS.event, {}, 'job', {});
    expect([heard, ipc.listenerCount(CHANNELS.event)]).toEqual([40, 1]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(thrown).toHaveLength(1);
  });

  test('an early request of the desktop is kept for the first listener', async () => {
    const { ipc, exposed } = bridge();
    ipc.emit(CHANNELS.event, {}, 'go', { to: 'settings' });
    ipc.emit(CHANNELS.event, {}, 'job', {});
    const heard: unknown[] = [];
    exposed.on('go', (data: unknown) => heard.push(data));
    exposed.on('job', (data: unknown) => heard.push(data));
    await Promise.resolve();
    expect(heard).toEqual([{ to: 'settings' }]);
  });

  test('only the path of a dropped file is sent, as given by Electron; a file without a path is not sent', async () => {
    const { ipc, exposed } = bridge();
    await exposed.dropFile({ path: '/home/a/list.csv' });
    expect(ipc.invoked).toEqual([[CHANNELS.drop, '/home/a/list.csv']]);
    for (const file of [{}, null, '/etc/passwd', 7])
      expect(await exposed.dropFile(file)).toEqual({ ok: false, error: { code: 'invalid-input', params: {} } });
    expect(ipc.invoked).toHaveLength(1);
  });
});

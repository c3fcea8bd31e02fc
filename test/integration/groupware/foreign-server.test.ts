import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connectGroupware } from '#main/groupware/connect.ts';
import type { Groupware } from '#main/groupware/groupware.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import { everything, failureOf, objectsOf, patientClock } from './support.ts';

/** Gateways that deviate from the demo server's protocol or violate it. */

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});

/** Starts a gateway that answers every action except `describe` as specified; text is sent unchanged. */
async function gateway(answer: (parameters: URLSearchParams) => unknown): Promise<Groupware> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const parameters = new URLSearchParams(Buffer.concat(chunks).toString());
    const described = { status: 'ok', api: '1', server: 'x', time: '', capabilities: [], revision: 7 };
    const body = parameters.get('action') === 'describe' ? described : answer(parameters);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const { port } = server.address() as AddressInfo;
  const groupware = await connectGroupware({ address: `http://127.0.0.1:${port}/`, accessKey: 'k', clock: patientClock() });
  open.push(groupware);
  return groupware;
}
const order = { section: 'serials', id: 'a', body: createSerial('一'), ifRevision: 0, requestId: 'request-1', lease: 'l' } as const;

describe('lists of objects', () => {
  it('are read with any notation of numbers, lists and bodies, and unknown fields are kept', async () => {
    const body = {
      ...createSerial('番号'),
      colour: 'red',
      parts: [
        { kind: 'text', text: 'A', bold: true },
        { kind: 'counter', digits: 3, zeroPad: true, font: { size: 3 } },
      ],
    };
    const known = {
      ...createSerial('番号'),
      parts: [
        { kind: 'text', text: 'A' },
        { kind: 'counter', digits: 3, zeroPad: true },
      ],
    };
    const server = await gateway(() => ({
      status: 'ok',
      revision: '12',
      list: { item: { id: 5, revision: '9', updated_at: '2026-04-01T00:00:00Z', body: JSON.stringify(body), more: 1 } },
    }));
    expect(await objectsOf(server).list('serials')).toEqual({
      objects: [{ section: 'serials', id: '5', revision: 9, updatedAt: '2026-04-01T00:00:00Z', updatedBy: '', body: known, whole: body }],
      secrets: [],
      revision: '12',
      unreadable: [],
    });
  });

  it('report what cannot be read, and return the rest', async () => {
    const item = (id: string, body: unknown) => ({ id, revision: 1, body });
    const server = await gateway(() => ({
      status: 'ok',
      revision: 1,
      list: {
        item: [
          item('good', createSerial('一')),
          item('bad', { ...createSerial('二'), parts: [{ kind: 'rune' }] }),
          item('none', 'not JSON'),
          { id: 'no-revision', body: createSerial('三') },
          { revision: 1, body: createSerial('四') },
          item('good', createSerial('五')),
        ],
      },
    }));
    const { objects, unreadable } = await objectsOf(server).list('serials');
    expect(objects.map(({ id, body }) => [id, body.name])).toEqual([['good', '一']]);
    expect(unreadable).toEqual([
      { id: 'bad', problem: 'body.parts.0.kind' },
      { id: 'none', problem: 'body' },
      { id: 'no-revision', problem: 'revision' },
      { id: '', problem: 'id' },
      { id: 'good', problem: 'id' },
    ]);
  });

  it('recognize secrets by their wire names, and omit unknown ones', async () => {
    const secrets = {
      item: [
        { name: 'catalog_password', set: 1, revision: '4' },
        { name: 'master_key', set: true, revision: 1 },
      ],
    };
    const server = await gateway(() => ({ status: 'ok', list: '', secrets, revision: 4 }));
    expect(await objectsOf(server).list('integration')).toEqual({
      objects: [],
      secrets: [{ name: 'catalog-password', set: true, revision: 4 }],
      revision: '4',
      unreadable: [],
    });
  });
});

describe('answers to a write', () => {
  it.each<[string, unknown, object]>([
    ['no revision', { status: 'ok' }, { code: 'server-answer-invalid', params: { detail: 'revision' } }],
    [
      'another refusal',
      { status: 'ng', errorno: '-10', errormessage: '権限がありません。' },
      { code: 'server-refused', params: { errorno: -10 } },
    ],
    [
      'a conflict with what cannot be read',
      { status: 'ng', errorno: -409, current: { id: 'a', revision: 2, body: 5 } },
      { code: 'server-answer-invalid', params: { detail: 'current.body' } },
    ],
    ['somebody else at work', { status: 'ng', errorno: '-423', holder: '鈴木' }, { code: 'server-lease-lost', params: { holder: '鈴木' } }],
  ])('%s', async (_, answer, failure) => {
    expect(await failureOf(objectsOf(await gateway(() => answer)).put(order))).toMatchObject(failure);
  });

  it('a conflict without an object means that the object does not exist', async () => {
    const server = await gateway(() => ({ status: 'ng', errorno: '-409' }));
    expect(await objectsOf(server).put({ ...order, ifRevision: 3 })).toEqual({ kind: 'conflict', current: null });
  });

  it.each(['message', 'field', 'html', 'text'])('that repeat a secret do not get it into a failure (%s)', async (form) => {
    const value = 'p4ss w0rd/ひみつ+&=';
    const server = await gateway((parameters) => {
      const echo = `${parameters.get('value')} ${parameters.toString()} ${encodeURIComponent(value)}`;
      if (form === 'html') return `<b>${echo}</b>`;
      if (form === 'text') return echo;
      return { status: 'ng', errorno: -422, errormessage: form === 'message' ? echo : 'だめ', errmsgadd: form === 'field' ? echo : '' };
    });
    const writing = objectsOf(server).setSecret({ name: 'catalog-password', value, requestId: 'request-1', lease: 'l' });
    const told = await writing.then(
      (outcome) => JSON.stringify(outcome),
      (error: Error & { failure?: unknown }) => `${error.message} ${error.stack} ${JSON.stringify(error.failure)}`,
    );
    expect(told).toContain('***');
    for (const trace of ['p4ss', 'w0rd', 'ひみつ', encodeURIComponent('ひみつ')]) expect(told).not.toContain(trace);
  });
});

describe('changes and orders', () => {
  it('a list of changes that never ends is abandoned', async () => {
    const change = { section: 'serials', id: 'a', revision: '5', at: '', by: '', kind: 'put' };
    const server = await gateway(() => ({ status: 'ok', allcnt: 3, list: { item: change }, revision: 9 }));
    expect(await failureOf(objectsOf(server).changes('1'))).toMatchObject({
      code: 'server-answer-invalid',
      params: { why: 'list-ends-early' },
    });
  });

  it('reads an order with the minimum of fields', async () => {
    const item = {
      id: 1,
      number: 7,
      state: 'pending',
      requested_at: '2026-04-01T09:00:00+09:00',
      step: { index: '1', count: '2' },
      amount: '1200.0',
    };
    const server = await gateway(() => ({ status: 'ok', allcnt: 1, list: { item }, revision: 1 }));
    expect((await everything(server.readOrders)).items).toEqual([
      {
        id: '1',
        number: '7',
        title: '',
        state: 'pending',
        requestedAt: '2026-04-01T09:00:00+09:00',
        decidedAt: null,
        applicantId: '',
        applicantName: '',
        routeId: '',
        routeName: '',
        step: { index: 1, count: 2, name: '', approverIds: [], approverNames: [], since: null },
        amount: 1200,
      },
    ]);
  });

  it('an order without a time is reported with its position', async () => {
    const item = { id: 1, state: 'pending', requested_at: 'today' };
    const server = await gateway(() => ({ status: 'ok', allcnt: 1, list: { item }, revision: 1 }));
    expect(await failureOf(everything(server.readOrders))).toMatchObject({
      code: 'server-answer-invalid',
      params: { detail: 'list.0.requested_at' },
    });
  });
});

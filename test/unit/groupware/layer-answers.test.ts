import { describe, expect, it } from 'vitest';
import {
  getNeoFields,
  judgeBasic,
  judgeClock,
  judgeGateway,
  judgeHttp,
  judgeKey,
  judgeNeo,
  judgeUsers,
} from '#main/groupware/layer-answers.ts';
import type { RawAnswer } from '#main/groupware/layer-question.ts';
import type { LayerVerdict } from '#shared/domain/integration/connection-test/connection-test.ts';

const answerOf = (fields: Partial<RawAnswer> & { readonly body?: unknown } = {}): RawAnswer => {
  const { body, ...others } = fields;
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return { status: 200, redirect: '', challenges: [], date: null, text, isUtf8: true, listed: null, at: Date.UTC(2026, 10, 24), ...others };
};
/** Returns the result as failures, warnings and facts. */
const told = (verdict: LayerVerdict | null): readonly unknown[] => {
  if (verdict === null) return ['not needed'];
  const { failed, warned, facts } = verdict;
  return [failed.map(({ id, params }) => ({ id, ...params })), warned.map(({ id, params }) => ({ id, ...params })), facts];
};

describe('an answer of HTTP', () => {
  it.each([
    [200, null],
    [401, null],
    [403, null],
    [404, null],
    [408, 'server-busy'],
    [429, 'server-busy'],
    [503, 'server-busy'],
    [504, 'server-busy'],
    [409, 'server-database-down'],
    [500, 'server-fault'],
    [502, 'server-fault'],
    [599, 'server-fault'],
    [204, 'server-status-other'],
    [299, 'server-status-other'],
    [400, 'server-status-other'],
    [499, 'server-status-other'],
  ])('%i', (status, id) => {
    const facts = { httpStatus: status };
    expect(told(judgeHttp(answerOf({ status }), 'https://neo.example'))).toEqual([id === null ? [] : [{ id, status }], [], facts]);
  });

  it.each([
    [300, 'https://neo.example', 'https://sso.example', 'redirected'],
    [302, 'https://neo.example', 'https://neo.example', 'redirected-inside'],
    [308, 'http://neo.example', 'https://neo.example', 'redirected-to-https'],
    [399, 'https://neo.example', 'http://neo.example', 'redirected-to-http'],
    [302, 'https://neo.example', '', 'redirected'],
  ])('%i from %s to %s', (status, asked, redirect, id) => {
    const verdict = judgeHttp(answerOf({ status, redirect }), asked);
    expect(told(verdict)).toEqual([[{ id, status, location: redirect }], [], { httpStatus: status }]);
    expect(verdict.failed[0]?.field).toBe('serverAddress');
  });
});

describe('a password in front of the server', () => {
  const basic = { kind: 'basic', user: 'neo', password: 'p' } as const;
  const none = { kind: 'none' } as const;
  const other = { kind: 'of-another-server' } as const;
  const asking = (...challenges: string[]) => answerOf({ status: 401, challenges });

  it.each([
    ['nobody asks, nobody has one', answerOf(), none, ['not needed']],
    ['nobody asks, one of another server is not sent', answerOf({ status: 403 }), other, ['not needed']],
    ['it was taken', answerOf(), basic, [[], [], { user: 'neo' }]],
    ['it was refused', asking('negotiate', 'basic'), basic, [[{ id: 'basic-refused', user: 'neo' }], [], {}]],
    ['it is needed', asking('basic'), none, [[{ id: 'basic-required' }], [], {}]],
    ['that of another server is kept', asking('basic'), other, [[{ id: 'basic-of-another-server' }], [], {}]],
    ['something else is asked', asking('ntlm', 'negotiate'), basic, [[{ id: 'basic-other-scheme', schemes: 'ntlm, negotiate' }], [], {}]],
    ['nothing is asked by name', asking(), none, [[{ id: 'basic-other-scheme', schemes: '' }], [], {}]],
  ] as const)('%s', (_, answer, sent, verdict) => {
    expect(told(judgeBasic(answer, sent))).toEqual(verdict);
  });
});

describe('NEO', () => {
  it.each([
    ['ok', { status: 'ok' }],
    ['a refusal', { status: 'ng', errorno: -1 }],
  ])('is known by its own form: %s', (_, body) => {
    expect(getNeoFields(answerOf({ body }))).toEqual(body);
    expect(told(judgeNeo(answerOf({ body, status: 403 })))).toEqual([[], [], {}]);
  });

  it.each([[{ status: 'fine' }], [[{ status: 'ok' }]], ['ok'], ['null'], ['{"status":"ok"']])('is not known by %j', (body) => {
    expect(getNeoFields(answerOf({ body }))).toBeNull();
  });

  const title = '社内 ポータル';
  const html = (inside: string): string => ` \n<HTML><TITLE lang="ja">社内\n\t ポータル </TITLE>${inside}`;
  const far = (length: number): string => '-'.repeat(length);
  it.each([
    ['a refusal in another form', { status: 403, body: html('') }, [[], [{ id: 'neo-unproven', status: 403 }], {}]],
    ['a page', { body: html('') }, [[{ id: 'neo-web-page', title }], [], {}]],
    ['a page without a title', { body: '<html>' }, [[{ id: 'neo-web-page', title: '' }], [], {}]],
    ['a page of maintenance', { body: html('メンテナンス中') }, [[{ id: 'neo-maintenance', title }], [], {}]],
    ['one in English', { body: html('Under MAINTENANCE') }, [[{ id: 'neo-maintenance', title }], [], {}]],
    ['a word far below', { body: html(`${far(20_000)}maintenance`) }, [[{ id: 'neo-web-page', title }], [], {}]],
    ['NEO’s login page', { body: html('<input name="UserID"><input name=_word>') }, [[{ id: 'neo-login-page', title }], [], {}]],
    ['its login page with one field', { body: html("<input name='UserID'>") }, [[{ id: 'neo-sign-on-page', title }], [], {}]],
    ['its login page with another', { body: html('<input name="_word">') }, [[{ id: 'neo-web-page', title }], [], {}]],
    ['a page that sends on to sign on', { body: html('<input name="SAMLRequest">') }, [[{ id: 'neo-sign-on-page', title }], [], {}]],
    ['a page that asks for a user', { body: html('<input name=username>') }, [[{ id: 'neo-sign-on-page', title }], [], {}]],
    ['a page that asks for a password', { body: html("<input name='password'>") }, [[{ id: 'neo-sign-on-page', title }], [], {}]],
    ['a field far below', { body: html(`${far(200_000)}<input name="password">`) }, [[{ id: 'neo-web-page', title }], [], {}]],
    ['a field half way', { body: html(`${far(150_000)}<input name="password">`) }, [[{ id: 'neo-sign-on-page', title }], [], {}]],
    ['words', { body: 'hello <b>' }, [[{ id: 'neo-not-json' }], [], {}]],
    ['words in another encoding', { body: '{"name":"\uFFFD', isUtf8: false }, [[{ id: 'neo-encoding' }], [], {}]],
    ['a page in another encoding', { body: '<html>', isUtf8: false }, [[{ id: 'neo-web-page', title: '' }], [], {}]],
    ['nothing', { body: '' }, [[{ id: 'neo-not-json' }], [], {}]],
    ['other JSON', { body: { hello: 1 } }, [[{ id: 'neo-answer-other' }], [], {}]],
    ['null', { body: 'null' }, [[{ id: 'neo-answer-other' }], [], {}]],
  ])('%s', (_, fields, verdict) => {
    expect(told(judgeNeo(answerOf(fields)))).toEqual(verdict);
  });
});

describe('a key', () => {
  const asked = 'https://neo.example';

  it('counts as accepted if NEO itself responds; a refused key is reported with its server', () => {
    for (const status of ['ok', 'ng']) expect(told(judgeKey(answerOf({ body: { status } }), null, asked))).toEqual([[], [], {}]);
    for (const status of [401, 403]) {
      expect(told(judgeKey(answerOf({ status }), null, asked))).toEqual([[{ id: 'key-refused', status }], [], {}]);
      const address = 'https://other.example';
      expect(told(judgeKey(answerOf({ status }), address, asked))).toEqual([[{ id: 'key-of-another-tenant', status, address }], [], {}]);
    }
  });

  it.each([
    [{ status: 503 }, 'server-busy'],
    [{ status: 500 }, 'server-fault'],
    [{ status: 409 }, 'server-database-down'],
    [{ status: 302, redirect: 'https://sso.example' }, 'redirected'],
    [{ status: 404 }, 'users-unreadable'],
    [{ body: '<form><input name="UserID"><input name="_word">' }, 'neo-login-page'],
    [{ body: 'hello' }, 'neo-not-json'],
  ])('is not known to be taken by %j', (fields, id) => {
    expect(judgeKey(answerOf(fields), null, asked).failed[0]?.id).toBe(id);
  });
});

it.each([
  ['none', null, [[], [{ id: 'gateway-absent' }], {}]],
  ['whole', { api: '1', server: 'gateway 2' }, [[], [], { server: 'gateway 2', api: 1 }]],
  ['of another version', { api: 2 }, [[{ id: 'gateway-version', api: 2 }], [], {}]],
  ['without its version', { api: '' }, [[{ id: 'gateway-incomplete', detail: 'api' }], [], {}]],
  ['without a revision', { api: 1, revision: '' }, [[{ id: 'gateway-incomplete', detail: 'revision' }], [], {}]],
  ['refusing', { status: 'ng', errorno: '-10' }, [[{ id: 'gateway-incomplete', detail: 'errorno -10' }], [], {}]],
  ['refusing in no number', { status: 'ng', errorno: { a: 1 } }, [[{ id: 'gateway-incomplete', detail: 'errorno 0' }], [], {}]],
  ['refusing with words', { status: 'ng', errorno: 'x' }, [[{ id: 'gateway-incomplete', detail: 'errorno 0' }], [], {}]],
  ['something else', { status: 'fine', errorno: 5 }, [[{ id: 'gateway-incomplete', detail: 'errorno 0' }], [], {}]],
] as const)('a gateway that is %s', (_, fields, verdict) => {
  const body = fields === null ? null : { status: 'ok', server: '', time: '', capabilities: [], revision: 1, ...fields };
  expect(told(judgeGateway(body === null ? null : answerOf({ body })))).toEqual(verdict);
});

const missingAllBut = (...there: string[]): string =>
  'id loginId name kana employeeCode title workEmail mobileEmail homeEmail otherEmail organizations state'
    .split(' ')
    .filter((field) => !there.includes(field))
    .join(', ');

describe('users', () => {
  const page = (fields: object) => ({ status: 'ok', allcnt: 1, revision: 1, list: [], ...fields });
  it.each([
    ['come by a gateway', page({ allcnt: '1600', list: [{ id: 1, state: 'active' }] }), [[], [], { users: 1600 }]],
    ['are none', page({ allcnt: 0 }), [[], [{ id: 'users-none' }], { users: 0 }]],
    ['cannot be read', page({ list: [{ id: '' }] }), [[{ id: 'users-unreadable', detail: 'list.0.id' }], [], {}]],
    ['cannot be counted', page({ allcnt: 'x' }), [[{ id: 'users-unreadable', detail: 'allcnt' }], [], {}]],
    ['are not shown to this key', { status: 'ng', errorno: 'W10008' }, [[{ id: 'users-no-right' }], [], {}]],
    ['are refused', { status: 'ng', errorno: -20 }, [[{ id: 'users-refused', errorno: -20 }], [], {}]],
    ['come as no answer of NEO’s', 'hello', [[{ id: 'users-unreadable', detail: 'HTTP 200' }], [], {}]],
  ])('%s', (_, body, verdict) => {
    expect(told(judgeUsers(answerOf({ body }), 'gateway'))).toEqual(verdict);
  });

  it.each([
    [
      'with what is needed',
      [{ id: 1, login: 'a', name: 'b', mail: 'c' }],
      [[], [], { users: 1, missingFields: missingAllBut('id', 'loginId', 'name', 'workEmail') }],
    ],
    [
      'without two fields that are needed',
      [{ id: 1, mail: 'c' }, 'none', { title: 't' }],
      [
        [],
        [{ id: 'users-fields-missing', fields: 'loginId, name' }],
        { users: 3, missingFields: missingAllBut('id', 'workEmail', 'title') },
      ],
    ],
    ['of whom there are none', [], [[], [{ id: 'users-none' }], { users: 0 }]],
  ])('of a stock NEO %s', (_, first, verdict) => {
    const body = { status: 'ok', list: [] };
    expect(told(judgeUsers(answerOf({ body, listed: { count: first.length, first } }), 'stock-neo'))).toEqual(verdict);
  });

  it('of a stock NEO in another part of its response are reported as unreadable, not as none', () => {
    const answer = answerOf({ body: { status: 'ok', users: [{ id: 1 }] }, listed: { count: 0, first: [] } });
    expect(told(judgeUsers(answer, 'stock-neo'))).toEqual([[{ id: 'users-unreadable', detail: 'list' }], [], {}]);
  });
});

describe('the clock', () => {
  const at = Date.UTC(2026, 10, 24);
  const iso = (seconds: number): string => new Date(at + seconds * 1000).toISOString();
  it.each([
    ['its own time before that of HTTP', { time: iso(-12), date: iso(99) }, [[], [], { skewSeconds: -12 }]],
    ['that of HTTP where it tells none', { time: '', date: iso(30) }, [[], [], { skewSeconds: 30 }]],
    ['thirty seconds behind', { time: iso(-30) }, [[], [], { skewSeconds: -30 }]],
    ['ahead', { time: iso(31) }, [[], [{ id: 'clock-skewed', seconds: 31, direction: 'ahead' }], { skewSeconds: 31 }]],
    ['behind', { time: iso(-3_600) }, [[], [{ id: 'clock-skewed', seconds: 3_600, direction: 'behind' }], { skewSeconds: -3_600 }]],
    ['the same', { time: iso(0) }, [[], [], { skewSeconds: 0 }]],
    ['a little behind', { time: iso(-0.2) }, [[], [], { skewSeconds: 0 }]],
    ['no time', { time: 'soon', date: iso(0) }, [[], [{ id: 'clock-unknown' }], {}]],
    ['nothing', {}, [[], [{ id: 'clock-unknown' }], {}]],
    ['a number', { time: 5, date: iso(7) }, [[], [], { skewSeconds: 7 }]],
  ] as readonly (readonly [string, { time?: unknown; date?: string }, readonly unknown[]])[])('%s', (_, { time, date = null }, verdict) => {
    const body = { status: 'ok', ...(time !== undefined && { time }) };
    expect(told(judgeClock(answerOf({ body, date })))).toEqual(verdict);
  });

  it('is taken from HTTP if the response is not from NEO', () => {
    expect(told(judgeClock(answerOf({ body: 'x', date: iso(3) })))).toEqual([[], [], { skewSeconds: 3 }]);
  });
});

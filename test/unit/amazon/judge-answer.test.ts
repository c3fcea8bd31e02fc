import { describe, expect, it } from 'vitest';
import type { HttpAnswer } from '#main/amazon/amazon-http.ts';
import { judgePoAddress, judgeProfile, judgeSetup } from '#main/amazon/judge-answer.ts';
import { createRedact } from '#main/amazon/redact.ts';
import type { LayerVerdict } from '#shared/domain/integration/connection-test/connection-test.ts';
import { bytesOf, setupAnswer } from '../../support/cxml.ts';

const answerOf = (fields: Partial<Omit<HttpAnswer, 'body'>> & { readonly body?: string } = {}): HttpAnswer => {
  const { body = '', ...others } = fields;
  return { status: 200, contentType: 'text/xml', location: '', authenticate: '', ...others, body: bytesOf(body) };
};
const redact = createRedact(['p4ssw0rd']);
const told = ({ failed, warned, facts }: LayerVerdict): readonly unknown[] => [
  failed.map(({ id, params }) => ({ id, ...params })),
  warned.map(({ id, params }) => ({ id, ...params })),
  facts,
];
const response = (inside: string): string => `<cXML><Response>${inside}</Response></cXML>`;
const OK = '<Status code="200"/>';
const PAGE = 'https://www.amazon.co.jp/eprocurement/x';
const start = (address: string): string => `<PunchOutSetupResponse><StartPage><URL>${address}</URL></StartPage></PunchOutSetupResponse>`;

describe('the answer to a request for a start page', () => {
  const asked = (body: string, status = 200) => told(judgeSetup(answerOf({ body, status }), redact));

  it('is a start page of Amazon, of which only the host is shown', () => {
    expect(asked(setupAnswer(PAGE))).toEqual([[], [], { httpStatus: 200, status: '200', startPageHost: 'www.amazon.co.jp' }]);
    expect(asked(response(`${OK}${start('http://www.amazon.co.jp/x')}`))).toEqual([
      [{ id: 'start-page-not-https', host: 'www.amazon.co.jp' }],
      [],
      { httpStatus: 200, status: '200', startPageHost: 'www.amazon.co.jp' },
    ]);
    expect(asked(response(`${OK}${start('https://shop.example/x')}`))).toEqual([
      [{ id: 'start-page-foreign', host: 'shop.example' }],
      [],
      { httpStatus: 200, status: '200', startPageHost: 'shop.example' },
    ]);
    expect(asked(response(`${OK}${start('no address')}`))).toEqual([
      [
        { id: 'start-page-not-https', host: '' },
        { id: 'start-page-foreign', host: '' },
      ],
      [],
      { httpStatus: 200, status: '200', startPageHost: '' },
    ]);
    expect(asked(response(OK))).toEqual([[{ id: 'start-page-missing' }], [], { httpStatus: 200, status: '200' }]);
  });

  it.each([
    ['refused credentials', '<Status code="401" text="no"/>', [{ id: 'status-credentials', status: '401' }], { status: '401', text: 'no' }],
    ['a fault', '<Status code="500">p4ssw0rd</Status>', [{ id: 'status-server-error', status: '500' }], { status: '500', detail: '***' }],
    ['no code', '<Status/>', [{ id: 'status-unknown', status: '' }], {}],
    [
      'a missing address',
      '<Status code="403">missing EMAIL</Status>',
      [{ id: 'status-data-missing', status: '403', missing: 'email' }],
      { status: '403', detail: 'missing EMAIL' },
    ],
    [
      'a missing way back',
      '<Status code="400" text="missing HOOK URL"/>',
      [{ id: 'status-data-missing', status: '400', missing: 'return' }],
      { status: '400', text: 'missing HOOK URL' },
    ],
    [
      'both',
      '<Status code="406" text="missing HOOK URL">and EMAIL</Status>',
      [{ id: 'status-data-missing', status: '406', missing: 'both' }],
      { status: '406', text: 'missing HOOK URL', detail: 'and EMAIL' },
    ],
  ])('may be a refusal, which takes precedence over other content: %s', (_, status, failed, facts) => {
    expect(asked(response(`${status}${start(PAGE)}`), 503)).toEqual([failed, [], { httpStatus: 503, ...facts }]);
  });

  it('may contain several statuses, of which the most severe counts and the others are reported', () => {
    const codes = '200, 401';
    expect(asked(response(`${OK}<Status code="401"/>`))).toEqual([
      [{ id: 'status-credentials', status: '401' }],
      [{ id: 'statuses-differ', codes }],
      { httpStatus: 200, status: '401' },
    ]);
    expect(asked(response(`${OK}<Status code="299"/>${start(PAGE)}`))[1]).toEqual([]);
  });

  it('may contain invalid bytes, which are reported in addition to other problems', () => {
    const body = response(`<Status code="200" text="認証"/>${start('https://shop.example/x')}`);
    const verdict = judgeSetup(answerOf({ body, contentType: 'text/xml; charset=no-such' }), redact);
    expect(verdict.warned.map(({ id }) => id)).toEqual(['answer-undecodable']);
    expect(verdict.failed.map(({ id }) => id)).toEqual(['start-page-foreign']);
  });

  it.each([
    [200, 'answer-not-xml', {}],
    [299, 'answer-not-xml', {}],
    [199, 'http-refused', { status: 199 }],
    [400, 'http-refused', { status: 400 }],
    [401, 'http-auth-required', { status: 401 }],
    [403, 'http-forbidden', { status: 403 }],
    [404, 'http-not-found', { status: 404 }],
    [410, 'http-not-found', { status: 410 }],
    [407, 'proxy-auth-required', { status: 407 }],
    [408, 'http-busy', { status: 408 }],
    [429, 'http-busy', { status: 429 }],
    [503, 'http-busy', { status: 503 }],
    [504, 'http-busy', { status: 504 }],
    [499, 'http-refused', { status: 499 }],
    [500, 'http-server-error', { status: 500 }],
    [502, 'http-server-error', { status: 502 }],
  ])('of HTTP %i that is no document is %s', (status, id, params) => {
    expect(asked('sorry p4ssw0rd', status)).toEqual([[{ id, ...params }], [], { httpStatus: status, sample: 'sorry ***' }]);
  });

  it('is shown with its text if it is a page, and without text if it is empty', () => {
    const page =
      '<html><script src="x">if (a < b) secret()</script >Please <b class="x">log</b> in<style>p{}</STYLE> again<script>never closed<p>x';
    expect(asked(page)).toEqual([[{ id: 'answer-html' }], [], { httpStatus: 200, sample: 'Please log in again' }]);
    expect(asked('<html>so far<b class="cut')).toEqual([[{ id: 'answer-html' }], [], { httpStatus: 200, sample: 'so far' }]);
    expect(asked('')).toEqual([[{ id: 'answer-empty' }], [], { httpStatus: 200 }]);
    expect(asked('{"a":"<b>"}')[2]).toEqual({ httpStatus: 200, sample: '{"a":"<b>"}' });
  });
});

describe('a redirect', () => {
  it.each([
    ['https://login.example:8443/x?token=1', { location: 'login.example:8443' }],
    ['https://p4ssw0rd.example/', { location: '***.example' }],
    ['/inside', {}],
    ['', {}],
  ])('to %s fails a request for a start page, and is a remark elsewhere', (location, params) => {
    for (const status of [300, 302, 399]) {
      const http = answerOf({ status, location, body: setupAnswer(PAGE) });
      const found = { id: 'redirected', status, ...params };
      expect(told(judgeSetup(http, redact))).toEqual([[found], [], { httpStatus: status }]);
      expect(told(judgeProfile(http, redact))).toEqual([[], [found], { httpStatus: status }]);
      expect(told(judgePoAddress(http, redact))).toEqual([[], [found], { httpStatus: status }]);
    }
  });
});

describe('the answer to a question for what Amazon offers', () => {
  const asked = (body: string, status = 200) => told(judgeProfile(answerOf({ body, status }), redact));

  it('names it, or is not promised', () => {
    const profile =
      '<ProfileResponse><Transaction requestName="OrderRequest"/><Transaction/><Transaction requestName="A"/></ProfileResponse>';
    expect(asked(response(`${OK}${profile}`))).toEqual([[], [], { httpStatus: 200, status: '200', transactions: 'OrderRequest, , A' }]);
    expect(asked(response(OK))).toEqual([[], [{ id: 'profile-not-offered', status: '200' }], { httpStatus: 200, status: '200' }]);
    expect(asked(response('<Status code="45000000000"/>'))).toEqual([
      [],
      [{ id: 'profile-not-offered', status: '4500000000' }],
      { httpStatus: 200, status: '45000000000' },
    ]);
    expect(asked(response(`${OK}<Status code="299"/><X/>`))[1]).toEqual([{ id: 'profile-not-offered', status: '200' }]);
  });

  it('that refuses the credentials is a failure, and the only one', () => {
    expect(asked(response('<Status code="401"/>'))[0]).toEqual([{ id: 'status-credentials', status: '401' }]);
    expect(asked('sorry', 500)).toEqual([[], [{ id: 'http-server-error', status: 500 }], { httpStatus: 500, sample: 'sorry' }]);
  });
});

describe('the reachability of the order address', () => {
  it.each([
    [200, null],
    [204, null],
    [400, null],
    [405, null],
    [499, null],
    [401, 'http-auth-required'],
    [403, 'http-forbidden'],
    [404, 'http-not-found'],
    [410, 'http-not-found'],
    [500, 'http-server-error'],
    [503, 'http-busy'],
  ])('with HTTP %i: %s', (status, id) => {
    expect(told(judgePoAddress(answerOf({ status }), redact))).toEqual([[], id === null ? [] : [{ id, status }], { httpStatus: status }]);
  });

  it.each([
    [' Basic realm="x"', 'Basic'],
    ['NTLM', 'NTLM'],
    ['"odd"', undefined],
    ['', undefined],
    ['x'.repeat(50), 'x'.repeat(21)],
  ])('and asks for %j by the name of its scheme alone', (authenticate, scheme) => {
    const facts = { httpStatus: 401, ...(scheme !== undefined && { scheme }) };
    expect(judgePoAddress(answerOf({ status: 401, authenticate }), redact).facts).toEqual(facts);
  });
});

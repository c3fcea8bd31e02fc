import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type DemoPunchoutRequest, requestDemoPunchout } from '#main/amazon/ask-demo.ts';
import { AMAZON_LAYERS, type ConnectionReasonId } from '#shared/domain/integration/connection-test/connection-test.ts';
import { buildReasonArguments } from '#shared/messages/reason-arguments.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { AMAZON_FAULTS, type AmazonFault } from '../../support/sandbox/amazon-faults.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';
import { demoTest, EMAIL, inShort, layerOf, QUICK, resultsOf } from './support.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ slownessMs: 50 });
});
afterAll(() => sandbox.close());
afterEach(() => {
  sandbox.amazon.misbehave(null);
  sandbox.amazon.calls.length = 0;
});

/** Expected reason of the setup request for each fault of the demo's Amazon; `''` means that it passes without a remark. */
const OUTCOMES: Readonly<Record<Exclude<AmazonFault, 'slow'>, ConnectionReasonId | ''>> = {
  'status-400': 'status-bad-request',
  'status-401': 'status-credentials',
  'status-403': 'status-data-missing',
  'status-409': 'status-conflict',
  'status-450': 'status-not-implemented',
  'status-477': 'status-signature',
  'status-500': 'status-server-error',
  'status-560': 'status-later',
  'status-499': 'status-client-error',
  'status-599': 'status-server-error',
  'status-201': 'status-unfinished',
  'status-777': 'status-unknown',
  'several-statuses': 'status-credentials',
  'no-status': 'answer-no-status',
  'no-response': 'answer-no-response',
  'no-start-page': 'start-page-missing',
  'start-page-http': 'start-page-not-https',
  'start-page-foreign': 'start-page-foreign',
  echo: 'status-server-error',
  'http-401': 'http-auth-required',
  'http-403': 'http-forbidden',
  'http-404': 'http-not-found',
  'http-405': 'http-refused',
  'http-500': 'http-server-error',
  'http-503': 'http-busy',
  redirect: 'redirected',
  empty: 'answer-empty',
  garbage: 'answer-broken-xml',
  html: 'answer-html',
  json: 'answer-not-xml',
  truncated: 'answer-broken-xml',
  'other-root': 'answer-not-cxml',
  deep: 'answer-too-deep',
  'internal-subset': 'answer-declares-entities',
  'billion-laughs': 'answer-declares-entities',
  'wrong-encoding': 'status-credentials',
  'utf-16': '',
  bom: '',
  huge: 'answer-too-large',
  drip: 'answer-timeout',
  cut: 'answer-cut',
  'cut-once': '',
  profile: '',
  'any-secret': '',
};

describe('the demo company', () => {
  it('passes every layer that is asked for', async () => {
    const results = await resultsOf(demoTest(sandbox, { extras: ['production', 'profile', 'wrong-secret'] }));
    expect(inShort(results)).toEqual([
      'amazon-settings passed',
      'amazon-punchout-proxy skipped not-needed',
      'amazon-punchout-dns passed',
      'amazon-punchout-tcp passed',
      'amazon-punchout-tls skipped not-needed',
      'amazon-punchout-test passed',
      'amazon-punchout-production passed',
      'amazon-order-proxy skipped not-needed',
      'amazon-order-dns passed',
      'amazon-order-tcp passed',
      'amazon-order-tls skipped not-needed',
      'amazon-order-reached passed',
      'amazon-order-profile warning profile-not-offered',
      'amazon-wrong-secret passed',
    ]);
    expect(
      sandbox.amazon.calls.map(({ end, method, request, deploymentMode, secretRight }) => [
        end,
        method,
        request,
        deploymentMode,
        secretRight,
      ]),
    ).toEqual([
      ['punchout-test', 'POST', 'PunchOutSetupRequest', 'test', true],
      ['punchout', 'POST', 'PunchOutSetupRequest', 'production', true],
      ['order', 'HEAD', '', '', false],
      ['order', 'GET', '', '', false],
      ['order', 'POST', 'ProfileRequest', 'production', true],
      ['punchout-test', 'POST', 'PunchOutSetupRequest', 'test', false],
    ]);
  });

  it('is asked for nothing more than was asked for', async () => {
    const results = await resultsOf(demoTest(sandbox));
    for (const layer of ['amazon-punchout-production', 'amazon-order-profile', 'amazon-wrong-secret'] as const)
      expect(layerOf(results, layer)).toMatchObject({ state: 'skipped', facts: { because: 'not-asked' } });
    expect(sandbox.amazon.calls.filter(({ end }) => end === 'punchout')).toEqual([]);
    expect(sandbox.amazon.calls.filter(({ secretRight }) => !secretRight).map(({ method }) => method)).toEqual(['HEAD', 'GET']);
  });

  it('never receives an order, and its StartPage is never opened, for any response', async () => {
    for (const fault of AMAZON_FAULTS.filter((each) => each !== 'slow' && each !== 'drip' && each !== 'huge')) {
      sandbox.amazon.misbehave(fault);
      await resultsOf(demoTest(sandbox, { extras: ['production', 'profile', 'wrong-secret'] }));
    }
    const { calls } = sandbox.amazon;
    expect(calls.length).toBeGreaterThan(100);
    expect(calls.filter(({ request }) => request === 'OrderRequest')).toEqual([]);
    expect(calls.filter(({ end }) => end === 'start-page')).toEqual([]);
    expect(calls.filter(({ authorized }) => authorized)).toEqual([]);
  });

  it('sends each request under a new id, and repeats a request with a lost response under the same id', async () => {
    await resultsOf(demoTest(sandbox));
    await resultsOf(demoTest(sandbox, { testEmail: 'cut-once@example.co.jp' }));
    const ids = sandbox.amazon.calls.filter(({ end }) => end === 'punchout-test').map(({ payloadId }) => payloadId);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(2);
    expect(ids[1]).toBe(ids[2]);
  });

  it('detects a wrong password, a wrong login and a missing password', async () => {
    const wrong = layerOf(await resultsOf(demoTest(sandbox, { sharedSecret: 'x'.repeat(30) })), 'amazon-punchout-test');
    expect(wrong).toMatchObject({ state: 'failed', reasons: [{ id: 'status-credentials', field: 'catalogPassword' }] });
    const test = demoTest(sandbox);
    const login = await resultsOf({ ...test, integration: { ...test.integration, systemLogin: 'OTHER0000000000' } });
    expect(layerOf(login, 'amazon-punchout-test')).toMatchObject({ reasons: [{ id: 'status-credentials' }] });
    sandbox.amazon.calls.length = 0;
    const none = await resultsOf(demoTest(sandbox, { sharedSecret: null, extras: ['production', 'profile', 'wrong-secret'] }));
    expect(layerOf(none, 'amazon-settings')).toMatchObject({
      state: 'failed',
      reasons: [{ id: 'secret-empty', field: 'catalogPassword' }],
    });
    expect(layerOf(none, 'amazon-punchout-test')).toMatchObject({ state: 'skipped', facts: { because: 'earlier' } });
    // Layers that need no password are tested nevertheless.
    expect(layerOf(none, 'amazon-order-reached').state).toBe('passed');
    expect(sandbox.amazon.calls.filter(({ request }) => request !== '')).toEqual([]);
  });

  it('that accepts any password proves nothing, and the result says so', async () => {
    sandbox.amazon.misbehave('any-secret');
    const results = await resultsOf(demoTest(sandbox, { extras: ['wrong-secret'] }));
    expect(layerOf(results, 'amazon-wrong-secret')).toMatchObject({ state: 'warning', reasons: [{ id: 'wrong-secret-accepted' }] });
  });

  it('tries no wrong password if the right one was refused', async () => {
    sandbox.amazon.misbehave('status-401');
    const results = await resultsOf(demoTest(sandbox, { extras: ['wrong-secret'] }));
    expect(layerOf(results, 'amazon-wrong-secret')).toMatchObject({ state: 'skipped', facts: { because: 'earlier' } });
    expect(sandbox.amazon.calls.filter(({ end }) => end === 'punchout-test')).toHaveLength(1);
  });

  it('fails if its StartPage is on another host, and shows only that host', async () => {
    sandbox.amazon.misbehave('start-page-foreign');
    expect(layerOf(await resultsOf(demoTest(sandbox)), 'amazon-punchout-test')).toMatchObject({
      state: 'failed',
      reasons: [{ id: 'start-page-foreign', params: { host: 'amazon.example' } }],
    });
  });

  it('may answer the question for a profile', async () => {
    sandbox.amazon.misbehave('profile');
    expect(layerOf(await resultsOf(demoTest(sandbox, { extras: ['profile'] })), 'amazon-order-profile')).toMatchObject({
      state: 'passed',
      facts: { transactions: 'PunchOutSetupRequest, OrderRequest' },
    });
  });

  it.each(Object.entries(OUTCOMES))('with the fault %s leads to the result %s', async (fault, expected) => {
    const quick = { ...QUICK, timeouts: { connectMs: 500, headersMs: 500, bodyMs: 500 } };
    const results = await resultsOf(
      demoTest(sandbox, { testEmail: `${fault}@example.co.jp`, networkFor: async () => (fault === 'drip' ? quick : QUICK) }),
    );
    const { state, reasons } = layerOf(results, 'amazon-punchout-test');
    expect([state === 'passed', reasons[0]?.id ?? '']).toEqual([expected === '', expected]);
    for (const language of ['ja', 'en'] as const)
      for (const reason of reasons)
        for (const part of ['what', 'why', 'next'])
          expect(
            createTexts(language).phrase(
              `connection.reason.${reason.id}.${part}`,
              buildReasonArguments(reason, { date: String, field: String, list: String }),
            ),
          ).not.toMatch(/connection\.reason|\bnone\b|undefined/);
  });

  it('may respond more slowly than the timeout allows', async () => {
    const slow = await startSandbox({ slownessMs: 20_000 });
    try {
      const quick = { ...QUICK, timeouts: { connectMs: 500, headersMs: 500, bodyMs: 500 } };
      const results = await resultsOf(demoTest(slow, { testEmail: 'slow@example.co.jp', networkFor: async () => quick }));
      expect(layerOf(results, 'amazon-punchout-test')).toMatchObject({
        state: 'failed',
        reasons: [{ id: 'answer-timeout', field: 'timeouts' }],
      });
    } finally {
      await slow.close();
    }
  });

  it.each(['http-401', 'http-403', 'http-404', 'http-500', 'redirect', 'html', 'garbage', 'cut', 'empty'] as const)(
    'counts as reachable at its PO address with any HTTP response: %s',
    async (fault) => {
      sandbox.amazon.misbehave(fault);
      const { state, facts } = layerOf(await resultsOf(demoTest(sandbox)), 'amazon-order-reached');
      if (fault === 'cut') expect(state).toBe('failed');
      else {
        expect(['passed', 'warning']).toContain(state);
        expect(facts['httpStatus']).toBeGreaterThan(99);
      }
    },
  );

  it('reveals neither the password, nor the StartPage, nor the PO address, with any fault', async () => {
    const told: unknown[] = [];
    for (const fault of AMAZON_FAULTS.filter((each) => each !== 'slow' && each !== 'drip' && each !== 'huge')) {
      sandbox.amazon.misbehave(fault);
      told.push(await resultsOf(demoTest(sandbox, { extras: ['production', 'profile', 'wrong-secret'] })));
    }
    const text = JSON.stringify(told);
    expect(text).not.toContain(sandbox.amazon.sharedSecret);
    expect(text).not.toContain('initiate-demo-punchout');
    expect(text).not.toContain('openid=demo');
    expect(text).not.toContain(sandbox.amazon.poPath.slice(1));
  });

  it('stops when it is aborted', async () => {
    const abort = new AbortController();
    const seen: string[] = [];
    const { testAmazon } = await import('#main/amazon/amazon-test.ts');
    await expect(
      (async () => {
        for await (const { layer } of testAmazon(demoTest(sandbox, { signal: abort.signal }))) {
          seen.push(layer);
          if (layer === 'amazon-punchout-tcp') abort.abort();
        }
      })(),
    ).rejects.toThrow();
    expect(seen.at(-1)).toBe('amazon-punchout-tcp');
    expect(sandbox.amazon.calls).toEqual([]);
  });

  it('reports every layer once and in order, even if all settings are wrong', async () => {
    const nothing = { systemLogin: '', poRequestUrl: 'x y', punchoutUrl: 'ｈttp' };
    const results = await resultsOf(demoTest(sandbox, { integration: nothing, sharedSecret: null, testEmail: '' }));
    expect(results.map(({ layer }) => layer)).toEqual([...AMAZON_LAYERS]);
    expect(results.slice(1).every(({ state }) => state === 'skipped')).toBe(true);
  });

  it('sends no request to the real Amazon', async () => {
    const test = demoTest(sandbox, { testEmail: EMAIL });
    const real = {
      systemLogin: sandbox.amazon.systemLogin,
      poRequestUrl: 'https://https-ats.amazonsedi.com/3d7fd1a9-7b1c-4a52-9a86-2f9ce2f7a111',
      punchoutUrl: 'https://abintegrations.amazon.co.jp/punchout',
    };
    const results = await resultsOf({ ...test, integration: real });
    expect(layerOf(results, 'amazon-settings').reasons.map(({ id }) => id)).toEqual(['amazon-address-not-demo', 'amazon-address-not-demo']);
    expect(results.slice(1).every(({ state }) => state === 'skipped')).toBe(true);
  });
});

describe('a rehearsal', () => {
  const ask = (change: Partial<DemoPunchoutRequest> = {}) => {
    const { origin, sharedSecret, systemLogin } = sandbox.amazon;
    return requestDemoPunchout({ origin, sharedSecret, systemLogin, workEmail: EMAIL, signal: new AbortController().signal, ...change });
  };

  it('starts shopping at the demo for an employee and reports the response', async () => {
    expect(await ask()).toMatchObject({ failed: [], warned: [], facts: { status: '200', startPageHost: '127.0.0.1' } });
    expect(sandbox.amazon.calls).toMatchObject([{ end: 'punchout', email: EMAIL, deploymentMode: 'production', secretRight: true }]);
  });

  it('reports what Amazon would miss or refuse', async () => {
    expect(await ask({ workEmail: '' })).toMatchObject({ failed: [{ id: 'status-data-missing', params: { missing: 'email' } }] });
    expect(await ask({ systemLogin: 'OTHER0000000000' })).toMatchObject({ failed: [{ id: 'status-credentials' }] });
  });

  it('of a stopped demo server gives a reason and does not crash', async () => {
    const ended = await startSandbox();
    await ended.close();
    expect(await ask({ origin: ended.amazon.origin })).toMatchObject({ failed: [{ id: 'tcp-refused' }] });
  });
});

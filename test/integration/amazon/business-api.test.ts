import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusinessProblem } from '#main/amazon/business/business-problem.ts';
import { type BusinessAccess, BusinessSession } from '#main/amazon/business/business-session.ts';
import { type BusinessTest, testAmazonBusiness } from '#main/amazon/business/business-test.ts';
import { DIRECT_NETWORK } from '#main/network/network.ts';
import { NetworkProblem } from '#main/network/problem.ts';
import { BUSINESS_FAULTS, type BusinessFault, getBusinessClientId } from '#main/sandbox/amazon/business-faults.ts';
import { BUSINESS_LAYERS, type LayerResult } from '#shared/domain/integration/connection-test/connection-test.ts';
import {
  DEMO_AMAZON_BUSINESS,
  DEMO_AMAZON_CLIENT_SECRET,
  DEMO_AMAZON_REFRESH_TOKEN,
} from '#shared/domain/integration/demo-amazon-business.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox/sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const PATIENCE_MS = 5_000;
const SECRETS = { clientSecret: DEMO_AMAZON_CLIENT_SECRET, refreshToken: DEMO_AMAZON_REFRESH_TOKEN };

function access(fault: BusinessFault, change: Partial<BusinessAccess> = {}): BusinessAccess {
  return {
    connection: { ...DEMO_AMAZON_BUSINESS, clientId: getBusinessClientId(fault) },
    servers: sandbox.amazonBusiness,
    secrets: SECRETS,
    networkFor: async () => DIRECT_NETWORK,
    userAgent: 'Tsunagi test',
    now: Date.now,
    ...change,
  };
}

const moment = (ago: number): string => new Date(Date.now() - ago).toISOString().replace(/\.\d{3}/, '');
const ordersPath = (): string =>
  `/reports/2025-06-09/orderReports?${new URLSearchParams({ orderStartDate: moment(86_400_000), orderEndDate: moment(60_000) })}`;

/** Reads the orders several times in one session; returns the last answer. */
async function read(
  fault: BusinessFault,
  { times = 1, signal = new AbortController().signal, change = {}, patienceMs = PATIENCE_MS } = {},
) {
  const session = new BusinessSession(access(fault, change), patienceMs);
  try {
    let answer: unknown;
    for (let time = 0; time < times; time++) answer = await session.read(ordersPath(), signal);
    return answer;
  } finally {
    await session.close();
  }
}

async function failure(...order: Parameters<typeof read>): Promise<BusinessProblem | NetworkProblem> {
  const error = await read(...order).then(
    () => new Error('the orders were read'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof BusinessProblem || error instanceof NetworkProblem) return error;
  throw error;
}

async function layers(fault: BusinessFault, change: Partial<BusinessTest> = {}) {
  const results: LayerResult[] = [];
  const { secrets: _, ...parts } = access(fault);
  const test: BusinessTest = {
    ...parts,
    clientSecret: { kind: 'value', value: DEMO_AMAZON_CLIENT_SECRET },
    refreshToken: { kind: 'value', value: DEMO_AMAZON_REFRESH_TOKEN },
    signal: new AbortController().signal,
    ...change,
  };
  for await (const result of testAmazonBusiness(test)) results.push(result);
  return { results, failed: results.find(({ state }) => state === 'failed') };
}

describe('reading from the Amazon Business API', () => {
  it('exchanges the refresh token and reads an answer', async () => {
    expect(await read('none')).toEqual({ ordersReport: [], size: 0 });
  });

  it.each(['access-expires', 'access-expires-401'] as const)('renews an access token that expires in the middle (%s)', async (fault) => {
    expect(await read(fault, { times: 4 })).toMatchObject({ size: 0 });
  });

  it.each(['throttled', 'busy'] as const)('waits for as long as the server asks, and then reads (%s)', async (fault) => {
    const startedAt = performance.now();
    expect(await read(fault, { times: 2 })).toMatchObject({ size: 0 });
    expect(performance.now() - startedAt).toBeGreaterThan(1_900);
  });

  it.each([
    ['revoked', 'business-token-refused', { httpStatus: 400, code: 'invalid_grant' }],
    ['revoked-later', 'business-token-refused', { code: 'invalid_grant' }],
    ['unauthorized', 'business-client-unauthorized', { code: 'unauthorized_client' }],
    ['no-role', 'business-role-missing', { httpStatus: 403, code: 'Unauthorized' }],
    ['sign-in-throttled', 'business-throttled', { minutes: 60 }],
    ['throttled-for-an-hour', 'business-throttled', { minutes: 60 }],
    ['broken', 'business-busy', { httpStatus: 500 }],
    ['clock', 'business-clock-skew', { minutes: 10 }],
    ['token-shape', 'business-unreadable', { part: 'token' }],
    ['html', 'business-unreadable', { part: 'answer' }],
    ['redirect', 'redirected', { location: 'https://other.example' }],
    ['cut', 'answer-cut', {}],
  ] as const)('names the reason after the fault %s', async (fault, reason, params) => {
    expect(await failure(fault)).toMatchObject({ reason, params });
  });

  it('names a wrong client secret and a wrong refresh token', async () => {
    expect(await failure('none', { change: { secrets: { ...SECRETS, clientSecret: 'wrong' } } })).toMatchObject({
      reason: 'business-client-refused',
      params: { httpStatus: 401, code: 'invalid_client' },
    });
    expect(await failure('none', { change: { secrets: { ...SECRETS, refreshToken: 'wrong' } } })).toMatchObject({
      reason: 'business-token-refused',
    });
  });

  it('names a clock of this computer that is wrong', async () => {
    expect(await failure('none', { change: { now: () => Date.now() - 3_600_000 } })).toMatchObject({
      reason: 'business-clock-skew',
      params: { minutes: 60 },
    });
  });

  it('masks the secrets in an error that repeats the request', async () => {
    const { params } = await failure('echo');
    expect(params['message']).toContain('***');
    for (const secret of [DEMO_AMAZON_CLIENT_SECRET, DEMO_AMAZON_REFRESH_TOKEN])
      for (const form of [secret, encodeURIComponent(secret)]) {
        expect(JSON.stringify(params)).not.toContain(form);
        expect(JSON.stringify((await layers('echo')).results)).not.toContain(form);
      }
  });

  it('ends a wait at once when the read is canceled', async () => {
    const stop = new AbortController();
    const reading = read('throttled-for-an-hour', { patienceMs: 7_200_000, signal: stop.signal });
    setTimeout(() => stop.abort(new Error('stopped')), 200);
    await expect(reading).rejects.toThrow('stopped');
  });

  it('sends nothing to a server that is not Amazon’s', async () => {
    let requests = 0;
    const stranger = createServer((_request, response) => {
      requests++;
      response.end('{}');
    });
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    const servers = { purpose: 'amazon-business', signIn: `${origin}/auth/o2/token`, api: origin } as const;
    await expect(read('none', { change: { servers } })).rejects.toThrow('an address that may receive no secret');
    await new Promise((resolve) => stranger.close(resolve));
    expect(requests).toBe(0);
  });
});

describe('the layers of the Amazon Business API', () => {
  it('all pass with the right secrets', async () => {
    const { results } = await layers('none');
    expect(results.map(({ layer, state }) => [layer, state])).toEqual(BUSINESS_LAYERS.map((layer) => [layer, 'passed']));
  });

  it.each([
    ['revoked', 'business-sign-in', 'business-token-refused'],
    ['no-role', 'business-orders', 'business-role-missing'],
    ['throttled-for-an-hour', 'business-orders', 'business-throttled'],
    ['other-shape', 'business-orders', 'business-unreadable'],
    ['clock', 'business-orders', 'business-clock-skew'],
  ] as const)('show at which layer the fault %s ends the test', async (fault, layer, id) => {
    const { results, failed } = await layers(fault);
    expect(failed).toMatchObject({ layer, reasons: [{ id }] });
    expect(results).toHaveLength(BUSINESS_LAYERS.length);
  });

  it.each([
    [{ connection: null }, 'business-not-set'],
    [{ clientSecret: { kind: 'none' } }, 'business-secret-empty'],
    [{ clientSecret: { kind: 'elsewhere' } }, 'business-secret-elsewhere'],
    [{ refreshToken: { kind: 'none' } }, 'business-token-empty'],
    [{ refreshToken: { kind: 'elsewhere' } }, 'business-token-elsewhere'],
  ] as const)('send nothing with incomplete settings %j', async (change, id) => {
    let asked = 0;
    const networkFor = async () => {
      asked++;
      return DIRECT_NETWORK;
    };
    expect((await layers('none', { ...change, networkFor })).failed).toMatchObject({ layer: 'business-settings', reasons: [{ id }] });
    expect(asked).toBe(0);
  });

  it('name a reason for every fault of the server', async () => {
    const reasons = new Set(
      BUSINESS_FAULTS.filter(
        (fault) =>
          !/^(?:orders|users)-/.test(fault) && !['none', 'access-expires', 'access-expires-401', 'throttled', 'busy'].includes(fault),
      ),
    );
    for (const fault of reasons) expect((await layers(fault)).failed?.reasons, fault).toHaveLength(1);
  });
});

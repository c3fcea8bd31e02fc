import { afterEach, describe, expect, it } from 'vitest';
import { createAmazonUsers } from '#main/app/fixes/amazon-user-creator.ts';
import type { Progress } from '#main/company/job-context.ts';
import { DIRECT_NETWORK } from '#main/network/network.ts';
import { type BusinessFault, getBusinessClientId } from '#main/sandbox/amazon/business-faults.ts';
import { DEMO_GROUP_ID } from '#main/sandbox/amazon/business-users.ts';
import type { DemoAmazonUser } from '#main/sandbox/company/amazon-accounts.ts';
import { type Sandbox, startSandbox } from '#main/sandbox/sandbox.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { NewAmazonUser } from '#shared/domain/fixes/amazon-users.ts';
import {
  DEMO_AMAZON_BUSINESS,
  DEMO_AMAZON_CLIENT_SECRET,
  DEMO_AMAZON_REFRESH_TOKEN,
} from '#shared/domain/integration/demo-amazon-business.ts';
import { companyFileForEach } from '../../support/company-file.ts';

const file = companyFileForEach();
const user = (name: string, familyName = '青木', givenName = 'はな'): NewAmazonUser => ({
  person: name,
  name: `${familyName} ${givenName}`,
  email: `${name}@new.example`,
  familyName,
  givenName,
  wasRefused: false,
});
const PEOPLE = Array.from({ length: 8 }, (_, at) => user(`user${at}`));

let sandbox: Sandbox | undefined;
let created: DemoAmazonUser[];
let received: { readonly path: string; readonly body: string; readonly headers: Readonly<Record<string, string>> }[];
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

/** Runs against a new server, or the one of the last run. */
async function run(
  fault: BusinessFault,
  {
    people = PEOPLE,
    groupId = DEMO_GROUP_ID,
    suppressEmail = false,
    signal = new AbortController().signal,
    onProgress = (_: Progress): void => undefined,
    network = DIRECT_NETWORK,
    api = '',
  } = {},
) {
  if (sandbox === undefined) {
    created = [];
    received = [];
    sandbox = await startSandbox({
      onAmazonUser: (one) => created.push(one),
      around: {
        async arrival(context, next) {
          const { path } = context.req;
          if (path.endsWith('/businessUserAccount'))
            received.push({ path, body: await context.req.raw.clone().text(), headers: context.req.header() });
          await next();
        },
        turn: (_context, serve) => serve(),
      },
    });
  }
  const servers = api === '' ? sandbox.amazonBusiness : { ...sandbox.amazonBusiness, api };
  const access = {
    connection: { ...DEMO_AMAZON_BUSINESS, clientId: getBusinessClientId(fault) },
    servers,
    secrets: { clientSecret: DEMO_AMAZON_CLIENT_SECRET, refreshToken: DEMO_AMAZON_REFRESH_TOKEN },
    networkFor: async () => network,
    userAgent: 'Tsunagi test',
    now: Date.now,
  };
  const { amazonUsers: store } = file.now();
  const settings = { people, groupId, suppressEmail, store, by: 'tanaka', timestamp: () => new Date().toISOString() };
  return createAmazonUsers(access, settings, { signal, report: onProgress });
}

const failureOf = async (running: Promise<unknown>) => {
  const error = await running.catch((thrown: unknown) => thrown);
  if (error instanceof ExpectedError) return error.failure;
  throw error;
};
const states = () => [...file.now().amazonUsers.all().values()].map(({ email, state }) => `${email.split('@')[0]} ${state}`).toSorted();
const waiting = (people: readonly NewAmazonUser[]): NewAmazonUser[] =>
  people.filter(({ email }) => file.now().amazonUsers.find(email) === undefined);

describe('creating users over the Amazon Business API', () => {
  it('sends each person once, with the role, group and region, and names as they are', async () => {
    const people = [user('a', '髙橋', '一郎'), user('b', 'ｱｵｷ', 'ﾊﾅ'), user('c', 'Smith', 'Anna Maria')];
    expect(await run('none', { people })).toEqual({ created: 3, refused: 0, unknown: 0 });
    expect(received.map(({ body }) => JSON.parse(body))).toEqual(
      people.map(({ email, familyName, givenName }) => ({
        accountHolder: { email, givenName, familyName },
        groupId: { idType: 'GroupId', id: DEMO_GROUP_ID },
        role: 'PunchoutUser',
        region: 'JP',
      })),
    );
    expect(received[0]?.path).toMatch(/\/businessAccounts\/2021-08-30\/businessUserAccount$/);
    expect(received[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Tsunagi test' });
    expect(created.map(({ name }) => name)).toEqual(['髙橋 一郎', 'ｱｵｷ ﾊﾅ', 'Smith Anna Maria']);
    expect(states()).toEqual(['a created', 'b created', 'c created']);
  });

  it('suppresses the invitation mail only on request', async () => {
    await run('none', { people: PEOPLE.slice(0, 1), suppressEmail: true });
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ notificationTypesToSuppress: ['EMAIL'] });
  });

  it('records a refusal with Amazon’s words, and continues with the others', async () => {
    const people = [user('a'), user('b', '青木', ''), user('c')];
    expect(await run('none', { people })).toEqual({ created: 2, refused: 1, unknown: 0 });
    expect(file.now().amazonUsers.find('b@new.example')).toMatchObject({
      state: 'refused',
      failure: { httpStatus: 400, code: 'INVALID_REQUEST_PARAMETER', message: 'accountHolder.givenName is required.' },
    });
  });

  it('records an address that has an account by now as refused', async () => {
    await run('none', { people: PEOPLE.slice(0, 1) });
    expect(await run('none', { people: PEOPLE.slice(0, 1) })).toEqual({ created: 0, refused: 1, unknown: 0 });
    expect(created).toHaveLength(1);
  });

  it('stops after five refusals in succession, because the group probably does not exist', async () => {
    const failure = await failureOf(run('none', { groupId: 'ANOTHER' }));
    expect(failure).toMatchObject({ code: 'amazon-users-failed', params: { reason: 'business-refused', count: 5 } });
    expect(failure.params['message']).toBe('groupId ANOTHER does not exist.');
    expect([received.length, created.length]).toEqual([5, 0]);
  });

  it('waits and sends again after 429, which means that nothing was done', async () => {
    const people = PEOPLE.slice(0, 2);
    const phases = new Set<string>();
    expect(await run('throttled', { people, onProgress: ({ phase }) => phases.add(phase) })).toMatchObject({ created: 2, unknown: 0 });
    expect([received.length, created.length, phases.has('asked-to-wait')]).toEqual([4, 2, true]);
  }, 30_000);

  it('renews a rejected token once for each rejection, whether with 401 or 403', async () => {
    for (const fault of ['access-expires', 'access-expires-401'] as const) {
      const people = [user(`${fault}-1`), user(`${fault}-2`)];
      expect(await run(fault, { people })).toEqual({ created: 2, refused: 0, unknown: 0 });
    }
  });

  it.each([
    ['users-cut', 'answer-cut', 0],
    ['users-error', 'business-busy', 500],
  ] as const)('counts the result as unknown after %s, and never repeats it', async (fault, reason, httpStatus) => {
    expect(await run(fault)).toEqual({ created: 6, refused: 0, unknown: 2 });
    expect(received.map(({ body }) => JSON.parse(body).accountHolder.email)).toEqual(PEOPLE.map(({ email }) => email));
    expect(file.now().amazonUsers.find('user2@new.example')).toMatchObject({ state: 'unknown', failure: { reason, httpStatus } });
    // The server did create them.
    expect(created).toHaveLength(8);
  });

  it.each(['html', 'redirect', 'other-shape'] as const)('does not take another answer than 201 for a creation: %s', async (fault) => {
    const failure = await failureOf(run(fault));
    expect(failure).toMatchObject({ code: 'amazon-users-failed', params: { count: 2 } });
    expect(states()).toEqual(['user0 unknown', 'user1 unknown']);
  });

  it('counts a missing answer as unknown after the time limit', async () => {
    const network = { ...DIRECT_NETWORK, timeouts: { ...DIRECT_NETWORK.timeouts, headersMs: 1_000, wholeMs: 3_000 } };
    expect(await run('users-silent', { people: PEOPLE.slice(0, 4), network })).toEqual({ created: 3, refused: 0, unknown: 1 });
    expect(file.now().amazonUsers.find('user2@new.example')?.failure?.reason).toBe('answer-timeout');
  }, 30_000);

  it.each(['broken', 'busy'] as const)('does not repeat a request after the fault %s', async (fault) => {
    await run(fault, { people: PEOPLE.slice(0, 2) }).catch(() => undefined);
    expect(received).toHaveLength(2);
    expect(states()[0]).toBe('user0 unknown');
  });

  it('stops after two unknown results in succession', async () => {
    expect(await failureOf(run('broken'))).toMatchObject({ params: { reason: 'business-busy', httpStatus: 500, count: 2 } });
    expect(received).toHaveLength(2);
  });

  it.each([
    ['revoked', 'business-token-refused', 0],
    ['no-role', 'business-role-missing', 2],
    ['clock', 'business-clock-skew', 2],
    ['throttled-for-an-hour', 'business-throttled', 1],
    ['sign-in-throttled', 'business-throttled', 0],
    ['echo', 'business-sign-in-refused', 0],
  ] as const)('stops with nothing in the journal after the fault %s', async (fault, reason, requests) => {
    const failure = await failureOf(run(fault));
    expect(failure).toMatchObject({ code: 'amazon-users-failed', params: { reason } });
    expect(failure.params['count']).toBeUndefined();
    expect([received.length, created.length, states()]).toEqual([requests, 0, []]);
  });

  it('stops when the consent is withdrawn, and continues with the remaining people later', async () => {
    expect(await failureOf(run('users-revoked'))).toMatchObject({ params: { reason: 'business-token-refused', count: 3 } });
    expect(states()).toEqual(['user0 created', 'user1 created', 'user2 created']);
    expect(await run('none', { people: waiting(PEOPLE) })).toEqual({ created: 5, refused: 0, unknown: 0 });
    expect(created.map(({ email }) => email)).toEqual(PEOPLE.map(({ email }) => email));
  });

  it('leaves nothing in the journal if the server cannot be reached', async () => {
    expect(await failureOf(run('none', { api: 'http://127.0.0.1:9' }))).toMatchObject({ params: { reason: 'tcp-refused' } });
    expect([created.length, states()]).toEqual([0, []]);
  });

  it('stops between two people on request', async () => {
    const reason = new Error('stopped');
    const stopping = new AbortController();
    const onProgress = ({ done }: Progress): void => {
      if (done === 2) stopping.abort(reason);
    };
    await expect(run('none', { signal: stopping.signal, onProgress })).rejects.toBe(reason);
    expect([created.length, states()]).toEqual([2, ['user0 created', 'user1 created']]);
  });

  it('completes a request that is under way when it is stopped', async () => {
    const stopping = new AbortController();
    const running = run('users-silent', {
      people: PEOPLE.slice(0, 4),
      signal: stopping.signal,
      network: { ...DIRECT_NETWORK, timeouts: { ...DIRECT_NETWORK.timeouts, headersMs: 1_500 } },
      onProgress({ done }) {
        if (done === 2) setTimeout(() => stopping.abort(new Error('stopped')), 300);
      },
    });
    await expect(running).rejects.toThrow('stopped');
    expect(states()).toEqual(['user0 created', 'user1 created', 'user2 unknown']);
  }, 30_000);

  it('counts requests of a console that ended as unknown, with an entry in the history', async () => {
    const { amazonUsers: store, log } = file.now();
    store.begin({ ...user('killed'), groupId: DEMO_GROUP_ID }, new Date().toISOString());
    await run('none', { people: PEOPLE.slice(0, 1) });
    expect(store.find('killed@new.example')).toMatchObject({ state: 'unknown', failure: { reason: 'console-ended' } });
    expect([...log.lines()].map(({ head }) => head.sentence.key.split('.').at(-1))).toEqual(['created', 'unknown']);
  });

  it('shows no secret in a failure or the journal', async () => {
    const failure = await failureOf(run('echo'));
    for (const text of [JSON.stringify(failure), JSON.stringify([...file.now().amazonUsers.all()])])
      for (const secret of [DEMO_AMAZON_CLIENT_SECRET, DEMO_AMAZON_REFRESH_TOKEN]) expect(text).not.toContain(secret);
  });
});

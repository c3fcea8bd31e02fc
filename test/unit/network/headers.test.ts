import { describe, expect, it } from 'vitest';
import { getHeaderValue, getHeaderValues, getLocationOrigin, parseHttpDate } from '#main/network/answers/headers.ts';
import { getTotalTimeoutMs, withinWholeAnswer } from '#main/network/answers/whole-answer.ts';
import { DEFAULT_TIMEOUTS, DIRECT_NETWORK, listCredentialSecrets, toEndpoint } from '#main/network/network.ts';

describe('a header', () => {
  it('has any number of values, the first of which is returned', () => {
    expect([getHeaderValues(undefined), getHeaderValues('a'), getHeaderValues(['a', 'b'])]).toEqual([[], ['a'], ['a', 'b']]);
    expect([getHeaderValue(undefined), getHeaderValue('a'), getHeaderValue(['a', 'b']), getHeaderValue([])]).toEqual(['', 'a', 'a', '']);
  });

  it.each([
    ['', ''],
    ['https://sso.example/login?x=1', 'https://sso.example'],
    ['/login', 'https://neo.example:8443'],
    ['//other.example/x', 'https://other.example'],
    ['http://[', ''],
    ['mailto:taro@example.co.jp', ''],
  ])('that leads to %j leads to %j', (location, origin) => {
    expect(getLocationOrigin(location, new URL('https://neo.example:8443/a/b'))).toBe(origin);
  });

  it.each([
    ['Tue, 24 Nov 2026 00:00:00 GMT', '2026-11-24T00:00:00.000Z'],
    ['', null],
    ['yesterday', null],
  ])('with the date %j gives %j', (date, moment) => {
    expect(parseHttpDate(date)).toBe(moment);
  });
});

it.each([
  ['https://neo.example/', { host: 'neo.example', port: 443 }],
  ['http://neo.example/', { host: 'neo.example', port: 80 }],
  ['https://neo.example:8443/', { host: 'neo.example', port: 8443 }],
  ['http://[::1]:8080/', { host: '::1', port: 8080 }],
])('%s is dialled at %j', (address, endpoint) => {
  expect(toEndpoint(new URL(address))).toEqual(endpoint);
});

it('treats the password and the encoded credentials as secrets', () => {
  expect(listCredentialSecrets({ user: 'neo', password: 'geheim' })).toEqual(['geheim', Buffer.from('neo:geheim').toString('base64')]);
});

describe('a whole answer', () => {
  const network = (connectMs: number) => ({ ...DIRECT_NETWORK, timeouts: { connectMs, headersMs: 0, bodyMs: 0 } });

  it('may take its connection, its beginning and five pauses', () => {
    expect(getTotalTimeoutMs({ ...DIRECT_NETWORK, timeouts: { connectMs: 1, headersMs: 20, bodyMs: 300 } })).toBe(1_521);
    expect(getTotalTimeoutMs({ ...DIRECT_NETWORK, timeouts: DEFAULT_TIMEOUTS })).toBeGreaterThan(DEFAULT_TIMEOUTS.headersMs);
  });

  const untilRaised = (signal: AbortSignal): Promise<never> =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });

  it('is reported as timed out if it takes longer, but not if the caller gave up', async () => {
    await expect(withinWholeAnswer(network(1), undefined, untilRaised)).rejects.toMatchObject({
      ...{ reason: 'answer-timeout', step: 'http', params: { phase: 'whole' } },
    });
    const giveUp = new AbortController();
    const given = withinWholeAnswer(network(60_000), giveUp.signal, untilRaised);
    giveUp.abort(new Error('given up'));
    await expect(given).rejects.toThrow('given up');
    expect(await withinWholeAnswer(network(60_000), giveUp.signal, async ({ aborted }) => aborted)).toBe(true);
    await expect(withinWholeAnswer(network(60_000), undefined, () => Promise.reject(new Error('as it is')))).rejects.toThrow('as it is');
  });
});

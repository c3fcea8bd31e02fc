import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedact, formatMaskedHost } from '#main/amazon/redact.ts';
import { type AmazonSettings, judgeAmazonSettings } from '#shared/domain/integration/amazon-settings.ts';
import { CONNECTION_REASON_IDS, CONNECTION_REASONS } from '#shared/domain/integration/connection-test/connection-test.ts';
import {
  DEMO_PO_REQUEST_URL,
  DEMO_PUNCHOUT_URL,
  getPunchoutAddresses,
  isAmazonHost,
  isPunchoutHost,
} from '#shared/domain/integration/web-addresses/amazon-hosts.ts';
import { SecretDestination } from '#shared/domain/integration/web-addresses/secret-destination.ts';
import { anyText } from '../../support/drafts.ts';

const GOOD: AmazonSettings = {
  integration: {
    systemLogin: 'SHOJI0000000000',
    poRequestUrl: 'https://https-ats.amazonsedi.com/3d7fd1a9-7b1c-4a52-9a86-2f9ce2f7a111',
    punchoutUrl: 'https://abintegrations.amazon.co.jp/punchout',
  },
  sharedSecret: 'aB3'.repeat(10),
  testEmail: 'hanako@example.co.jp',
  company: 'real',
};
const judged = (change: Partial<AmazonSettings>) => {
  const { failed, warned } = judgeAmazonSettings({ ...GOOD, ...change });
  return [...failed.map(({ id, field }) => `- ${id} ${field}`), ...warned.map(({ id, field }) => `? ${id} ${field}`)];
};
const withIntegration = (change: Partial<AmazonSettings['integration']>): Partial<AmazonSettings> => ({
  integration: { ...GOOD.integration, ...change },
});

describe('the settings of a test', () => {
  it.each([
    ['nothing', {}, []],
    ['no password', { sharedSecret: null }, ['- secret-empty catalogPassword']],
    ['a blank copied along', { sharedSecret: ` ${GOOD.sharedSecret}` }, ['- secret-blanks catalogPassword']],
    ['a full-width letter', { sharedSecret: 'Ａ'.repeat(30) }, ['- secret-width catalogPassword']],
    ['an unusual length', { sharedSecret: 'aB3' }, ['? secret-unusual catalogPassword']],
    ['no address', { testEmail: ' ' }, ['- email-empty testEmail']],
    ['half an address', { testEmail: 'hanako@' }, ['- email-malformed testEmail']],
    ['a full-width address', { testEmail: 'hanako＠example.co.jp' }, ['- email-malformed testEmail']],
    ['no punchout address', withIntegration({ punchoutUrl: '' }), ['? punchout-url-assumed punchoutUrl']],
    ['no login', withIntegration({ systemLogin: '' }), ['- login-empty systemLogin']],
    ['an address as login', withIntegration({ systemLogin: 'hanako@example.co.jp' }), ['? login-unusual systemLogin']],
    ['no PO address', withIntegration({ poRequestUrl: '' }), ['- po-empty poRequestUrl']],
    [
      'a PO address cut off',
      withIntegration({ poRequestUrl: GOOD.integration.poRequestUrl.slice(0, -4) }),
      ['- po-path-no-uuid poRequestUrl'],
    ],
    [
      'both addresses swapped',
      withIntegration({ poRequestUrl: 'https://abintegrations.amazon.co.jp/punchout', punchoutUrl: GOOD.integration.poRequestUrl }),
      ['- addresses-swapped poRequestUrl', '- addresses-swapped punchoutUrl'],
    ],
    ['the same address twice', withIntegration({ punchoutUrl: GOOD.integration.poRequestUrl }), ['- addresses-same punchoutUrl']],
    [
      "somebody else's host",
      withIntegration({ punchoutUrl: 'https://amazon.co.jp.example/punchout' }),
      ['- punchout-host-foreign punchoutUrl'],
    ],
    [
      "another of Amazon's hosts",
      withIntegration({ punchoutUrl: 'https://new.amazon.co.jp/punchout' }),
      ['? punchout-host-foreign punchoutUrl'],
    ],
    ["the demo's address", withIntegration({ poRequestUrl: DEMO_PO_REQUEST_URL }), ['- amazon-address-demo poRequestUrl']],
    [
      'a server on this machine',
      withIntegration({
        poRequestUrl: 'http://127.0.0.1:8080/3d7fd1a9-7b1c-4a52-9a86-2f9ce2f7a111',
        punchoutUrl: 'http://127.0.0.1:8080/punchout',
      }),
      ['? amazon-address-demo poRequestUrl', '? amazon-address-demo punchoutUrl'],
    ],
    [
      'one of two ends on this machine',
      withIntegration({ punchoutUrl: 'http://127.0.0.1:8080/punchout' }),
      ['- amazon-address-demo punchoutUrl'],
    ],
    [
      'a real address in the demo',
      { company: 'demo', ...withIntegration({ punchoutUrl: '' }) },
      ['- amazon-address-not-demo poRequestUrl'],
    ],
    ['the demo itself', { company: 'demo', ...withIntegration({ poRequestUrl: DEMO_PO_REQUEST_URL, punchoutUrl: DEMO_PUNCHOUT_URL }) }, []],
  ] as const)('with %s', (_, change, expected) => {
    expect(judged(change as Partial<AmazonSettings>)).toEqual(expected);
  });

  it('never show the password, whatever is wrong with it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6, maxLength: 60 }), anyText, anyText, (sharedSecret, poRequestUrl, punchoutUrl) => {
        const verdict = judgeAmazonSettings({
          ...GOOD,
          sharedSecret: `<${sharedSecret}>`,
          integration: { systemLogin: 'x', poRequestUrl, punchoutUrl },
        });
        const params = [...verdict.failed, ...verdict.warned]
          .filter(({ field }) => field === 'catalogPassword')
          .map((reason) => reason.params);
        expect(params.every((each) => Object.keys(each).length === 0)).toBe(true);
      }),
    );
  });

  it('have at least 25 reasons, each with the responsible side', () => {
    expect(CONNECTION_REASON_IDS.length).toBeGreaterThan(25);
    for (const id of CONNECTION_REASON_IDS)
      expect(CONNECTION_REASONS[id].side).toMatch(/^(here|network|groupware|directory|amazon-admin|amazon)$/);
  });
});

describe("Amazon's hosts", () => {
  it.each([
    ['www.amazon.co.jp', true],
    ['abintegrations.amazon.com', true],
    ['amazon.de', true],
    ['amazon.co.jp.example', false],
    ['amazon.evl.com', false],
    ['notamazon.co.jp', false],
    ['amazon.example', false],
  ])('%s: %s', (host, expected) => {
    expect(isAmazonHost(host)).toBe(expected);
    expect(typeof SecretDestination.of('amazon', `https://${host}/punchout`) !== 'string').toBe(expected);
    if (!expected) expect(isPunchoutHost(`www.${host}`)).toBe(false);
  });

  it('have a test address for each production address, whichever of the two was set', () => {
    const both = { test: 'https://a.amazon.co.jp/punchout/test', production: 'https://a.amazon.co.jp/punchout' };
    for (const set of [both.test, both.production, `${both.production}/`, `${both.test}/`]) expect(getPunchoutAddresses(set)).toEqual(both);
  });
});

describe('what is shown of an answer', () => {
  const secret = 'S3cret&<"x>';
  const redact = createRedact([secret, 'https://https-ats.amazonsedi.com/3d7fd1a9-7b1c-4a52-9a86-2f9ce2f7a111']);
  it.each([
    [`secret ${secret} here`, 'secret *** here'],
    ['secret S3CRET&amp;&lt;&quot;x&gt; here', 'secret *** here'],
    [`secret ${encodeURIComponent(secret)} here`, 'secret *** here'],
    [`secret ${btoa(secret).replace('=', '')} here`, 'secret *** here'],
    ['see https://www.amazon.co.jp/eprocurement/x?token=1 now', 'see https://www.amazon.co.jp/… now'],
    ['see eprocurement/x?token=abc1234567 now', 'see *** now'],
    ['id 3D7FD1A9-7b1c-4a52-9a86-2f9ce2f7a111 x', 'id *** x'],
    ['a\u0000b\u202e\n c', 'a b c'],
  ])('%j', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('is short, and no secret survives the cut', () => {
    fc.assert(
      fc.property(fc.nat({ max: 3000 }), fc.nat({ max: 3000 }), (before, between) => {
        const shown = redact(`${'a '.repeat(before)}${secret}${' '.repeat(between)}${secret}${'b'.repeat(between)}`);
        expect(shown.length).toBeLessThanOrEqual(201);
        expect(shown).not.toContain('S3cret');
      }),
    );
  });

  it('keeps hosts, but for labels that are tokens', () => {
    expect(formatMaskedHost('www.amazon.co.jp', redact)).toBe('www.amazon.co.jp');
    expect(formatMaskedHost('127.0.0.1:8080', redact)).toBe('127.0.0.1:8080');
    expect(formatMaskedHost('session-4c19c6f2d0b8.example', redact)).toBe('***.example');
    expect(formatMaskedHost('', redact)).toBe('');
  });
});

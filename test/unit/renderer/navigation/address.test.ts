import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractScreenAddress, formatScreenAddress, parseScreenAddress } from '../../../../src-renderer/navigation/address.ts';
import { SCREEN_PARAMS, type ScreenId } from '../../../../src-renderer/navigation/screen-params.ts';

const SCREENS = Object.keys(SCREEN_PARAMS) as ScreenId[];
const COMPANY = '0b6f3f0e-9d0c-4a57-8a53-2f0a1f7f2d11';

describe('an address', () => {
  test.each([
    ['matching', { codes: ['work-email-missing', 'email-differs-case'], triage: 'all', row: 12, revision: 3, firstGateOnly: true }],
    ['matching', { search: '山田 ＆ #?/= %', triage: 'open', by: 'name', direction: 'descending' }],
    ['orders', { kind: 'over', lastDay: '2026-11-27', approver: '', open: 'R-1' }],
    ['routes', { id: 'r-1', stepId: 's-2' }],
    ['setup', { step: 'work-emails' }],
    ['people', { personId: '10231', states: [] }],
    ['plan', { kind: 'conflict', section: 'routes', risk: 'high', show: 'unchosen', search: '購買', item: 'common_settings common' }],
  ] as const)('of %s is read unchanged', (screen, params) => {
    const address = formatScreenAddress(COMPANY, screen, params as object);
    expect(parseScreenAddress(address)).toEqual({ company: COMPANY, screen, params, misread: false });
    expect(address).not.toContain('#');
  });

  test('keeps any search text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (search) => {
        const read = parseScreenAddress(formatScreenAddress(COMPANY, 'matching', { search }));
        expect(read).toEqual({ company: COMPANY, screen: 'matching', params: { search: search.toWellFormed() }, misread: false });
      }),
    );
  });

  test.each([
    ['/', null, 'readiness', {}, false],
    ['', null, 'readiness', {}, false],
    [`/${COMPANY}`, COMPANY, 'readiness', {}, false],
    [`/${COMPANY}/nowhere?id=1`, COMPANY, 'readiness', {}, true],
    [`/${COMPANY}/constructor`, COMPANY, 'readiness', {}, true],
    [`/${COMPANY}/routes/more?id=r`, COMPANY, 'routes', { id: 'r' }, true],
    [`/${COMPANY}/orders?lastDay=tomorrow&route=r`, COMPANY, 'orders', { route: 'r' }, true],
    [`/${COMPANY}/orders?lastDay=2026-02-31`, COMPANY, 'orders', {}, true],
    [`/${COMPANY}/matching?codes=work-email-missing,of-tomorrow`, COMPANY, 'matching', { codes: ['work-email-missing'] }, true],
    [`/${COMPANY}/matching?row=-1&revision=1e9&triage=all`, COMPANY, 'matching', { triage: 'all' }, true],
    [`/${COMPANY}/settings?__proto__=1`, COMPANY, 'settings', {}, true],
    ['/%E0%A4%A/plan', null, 'plan', {}, true],
    ['anything', null, 'readiness', {}, true],
  ])('is read from %j as far as possible', (address, company, screen, params, misread) => {
    expect(parseScreenAddress(address)).toEqual({ company, screen, params, misread });
  });

  test('is never too long or too odd to be read', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webPath(), fc.string({ minLength: 5_000, maxLength: 9_000 })), (address) => {
        expect(SCREENS).toContain(parseScreenAddress(address).screen);
      }),
    );
  });

  test('is found in a link that was pasted, and in nothing else', () => {
    expect(extractScreenAddress(`http://127.0.0.1:4567/#/${COMPANY}/routes?id=r-1 `)).toBe(`/${COMPANY}/routes?id=r-1`);
    expect(extractScreenAddress(`app://ui/#/${COMPANY}/plan`)).toBe(`/${COMPANY}/plan`);
    for (const other of ['http://127.0.0.1:4567/#token=abc', 'https://example.co.jp/', '山田', '#/', `#/${COMPANY}/a b`])
      expect(extractScreenAddress(other)).toBeNull();
  });
});

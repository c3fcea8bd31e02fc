import { describe, expect, it } from 'vitest';
import { listDeadlines } from '#main/company/deadlines.ts';
import { formatDeadline } from '#shared/messages/digest-words.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { openSession } from '../../support/company-session.ts';
import { CERTIFICATES } from '../../support/network/certificates.ts';
import { order } from '../../support/orders.ts';

const MANY_DAYS = 400_000;
type Opened = ReturnType<typeof openSession>;
const endingsOf = ({ session }: Opened, kind: string, days = MANY_DAYS) =>
  listDeadlines(session, days)
    .filter((deadline) => deadline.kind === kind)
    .map(({ subject, day, monthly }) => ({ subject, day, ...(monthly !== null && { monthly }) }));

describe('what ends in a company', () => {
  it('is an acceptance of a finding that is still there, on its last day', () => {
    const company = openSession();
    const { file } = company;
    const accept = (key: string, until: string | null) =>
      file.triage.record({
        at: '2026-11-24T00:00:00.000Z',
        by: '田中',
        change: { kind: 'accept', reason: '', until },
        items: [{ key, evidence: '', name: '' }],
      });
    accept('private-domain a', '2026-11-30');
    accept('private-domain b', '2026-12-01');
    accept('private-domain c', null);
    // While the current findings are unknown, every acceptance is reported.
    expect(endingsOf(company, 'acceptance').map(({ day }) => day)).toEqual(['2026-11-30', '2026-12-01']);
    file.recordRun({ revision: 1, at: '2026-11-24T00:00:00.000Z', users: 1, inScope: 1, ready: 0, blocked: 1, byCode: {} });
    file.history.follow(1, ['private-domain b', 'private-domain c'], () => '');
    expect(endingsOf(company, 'acceptance')).toEqual([{ subject: '', day: '2026-12-01' }]);
  });

  it('includes the date of a planned change that was not added to the drafts', () => {
    const company = openSession();
    const content = { command: { kind: 'sequence', commands: [] }, note: '' } as unknown as Parameters<typeof company.file.dated.keep>[0];
    company.file.dated.keep({ ...content, name: '異動', day: '2026-12-01' }, 'a', 'b');
    const taken = company.file.dated.keep({ ...content, name: '済', day: '2026-12-02' }, 'a', 'b');
    company.file.dated.noteTaken(taken, null, 'c');
    expect(endingsOf(company, 'dated-change')).toEqual([{ subject: '異動', day: '2026-12-01' }]);
  });

  it('is a certificate that is trusted or shown, and the last year whose holidays are known', () => {
    const company = openSession();
    const pem = CERTIFICATES['other-host'].cert;
    expect(endingsOf(company, 'certificate')).toEqual([]);
    company.file.connection.changeSettings({
      extraCa: [CERTIFICATES.ca.cert],
      clientCertificate: { kind: 'pem', certificate: pem, encryptedKey: '' },
    });
    const subjects = endingsOf(company, 'certificate').map(({ subject }) => subject);
    expect(subjects.sort()).toEqual(['Demo Shoji Internal CA', 'other.test.example']);
    company.file.connection.changeSettings({ extraCa: [], nobodyKnows: 1 });
    expect(endingsOf(company, 'certificate')).toEqual([]);
    expect(endingsOf(company, 'holidays').map(({ subject, day }) => [subject, /^20\d\d-12-31$/.test(day)])).toEqual([['', true]]);
    company.file.changePolicy('holidays', {
      ...{ name: '', importedAt: '', firstYear: 2090, lastYear: 2090 },
      holidays: { '2090-01-01': '元日' },
    });
    expect(endingsOf(company, 'holidays')).toEqual([{ subject: '', day: '2090-12-31' }]);
  });

  const counter = (digits: number) => [{ kind: 'counter', digits, zeroPad: false }] as const;
  const serial = (company: Opened, id: string, reset: string, digits = 3) =>
    company.draft('serials', id, { name: `連番 ${id}`, parts: counter(digits), reset } as never);
  const orders = (count: number) =>
    Array.from({ length: count }, (_, at) => order({ id: String(at), number: String(at + 1), requestedAt: '2026-09-26T09:00:00+09:00' }));

  it('includes the numbers of the orders’ serial number rule after the last issued one', () => {
    const company = openSession();
    serial(company, 's1', 'none');
    serial(company, 's2', 'none');
    company.draft('common_settings', 'common_settings', { serialId: 's1' });
    // The last number is unknown, and the serial number never resets.
    expect(endingsOf(company, 'serial')).toEqual([]);
    company.take(orders(400));
    const [end, ...others] = endingsOf(company, 'serial');
    expect([end?.subject, end?.monthly, others]).toEqual(['連番 s1', company.session.draftCache.volume().perMonth, []]);
    // 599 numbers remain, and 200 are used per month.
    expect(end?.day.slice(0, 7)).toBe('2027-02');
    company.session.serials.enter('s1', { value: 900, day: '2026-11-24' });
    const sooner = endingsOf(company, 'serial')[0]?.day ?? '';
    expect(sooner.slice(0, 7)).toBe('2026-12');
    expect(endingsOf(company, 'serial', 1)).toEqual([]);
    company.draft('common_settings', 'common_settings', { serialId: 's2' });
    expect(endingsOf(company, 'serial').map(({ subject }) => subject)).toEqual(['連番 s2']);
  });

  it('include a rule with a reset and no known last number, if a period needs more numbers than it has', () => {
    const company = openSession();
    // 180 numbers are available, but 200 are needed per month.
    company.draft('serials', 's1', { name: '連番', parts: counter(3), reset: 'month', startValue: 820 } as never);
    company.draft('common_settings', 'common_settings', { serialId: 's1' });
    company.take(orders(400).map((each) => ({ ...each, number: '' })));
    expect(endingsOf(company, 'serial')).toMatchObject([{ subject: '連番', day: expect.stringMatching(/^2026-11-2[5-9]$/) }]);
    serial(company, 's1', 'month', 4);
    expect(endingsOf(company, 'serial')).toEqual([]);
  });

  it('are reported after that day until the rule resets or an administrator enters the last number', () => {
    const company = openSession();
    // 130 numbers are available, but 200 are needed per month, so they should have ended before the 24th.
    company.draft('serials', 's1', { name: '連番', parts: counter(3), reset: 'month', startValue: 870 } as never);
    company.draft('common_settings', 'common_settings', { serialId: 's1' });
    company.take(orders(400).map((each) => ({ ...each, number: '' })));
    const [end] = listDeadlines(company.session, 30).filter(({ kind }) => kind === 'serial');
    expect(end).toMatchObject({ subject: '連番', day: expect.stringMatching(/^2026-11-(1|2[0-3])/), lost: true });
    expect(end?.daysLeft).toBeLessThan(0);
    for (const [locale, words, ask] of [
      ['ja', '使い切った見込み', '最後の番号を入力してください'],
      ['en', 'Numbers probably used up', 'enter it on'],
    ] as const) {
      const { what, action } = formatDeadline(end as never, company.session.now(), createTexts(locale));
      expect([what, action]).toEqual([expect.stringContaining(words), expect.stringContaining(ask)]);
      expect(
        Object.values(formatDeadline({ ...(end as NonNullable<typeof end>), daysLeft: 3 }, 0, createTexts(locale))).join(),
      ).not.toMatch(/見込み|probably|enter it/);
    }
    company.session.serials.enter('s1', { value: 880, day: '2026-11-24' });
    expect(listDeadlines(company.session, 30).find(({ kind }) => kind === 'serial')?.daysLeft).toBeGreaterThanOrEqual(0);
  });

  it('includes the lock of a waiting request, up to the requested number', () => {
    const company = openSession();
    company.take([order()]);
    expect(endingsOf(company, 'order-lock', 7)).toMatchObject([{ subject: '', day: '2026-11-27' }]);
    expect(endingsOf(company, 'order-lock', 2)).toEqual([]);
    const about = { objects: [], left: null };
    company.file.setup.mark('register', { kind: 'done', at: '2026-11-20T00:00:00.000Z', by: '', saidBy: '', day: '2026-11-20', about });
    expect(endingsOf(company, 'account-review')).toHaveLength(1);
  });
});

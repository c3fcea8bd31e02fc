import { describe, expect, it } from 'vitest';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import { isUncheckedForEveryone, listUncheckedGates, UNCHECKED_GATES } from '#shared/domain/readiness/gates/configuration.ts';
import type { RouteCompanyData } from '#shared/domain/routes/company.ts';
import { createRoute, createRouteStep, type Route } from '#shared/domain/routes/route.ts';
import type { LastIssued } from '#shared/domain/serials/last-issued.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import { formatReason } from '#shared/messages/reason-text.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { configurationFor, EMPTY_SETUP, type SetUp } from '../../support/configurations.ts';
import { amazonUser, neoUser } from '../../support/directories.ts';

const ADDRESS = 'https://https-ats.amazonsedi.com/2f0c6f6e-5a1d-4c55-9b0f-3e1f7d2a8c41';
const person = (id: string, organization: string, state: 'active' | 'suspended' = 'active') =>
  neoUser({ id, name: `社員${id}`, workEmail: `p${id}@example.co.jp`, organizations: [organization], state });
const COMPANY: RouteCompanyData = {
  neoUsers: [person('1', 'o1'), person('2', 'o2'), person('3', 'o2'), person('4', 'o3', 'suspended')],
  organizations: [
    { id: 'o1', code: '1', name: '会社', parentId: null },
    { id: 'o2', code: '2', name: '総務部', parentId: 'o1' },
    { id: 'o3', code: '3', name: '営業部', parentId: 'o1' },
  ],
  approvers: [],
  roles: [],
  workflowAdmins: [],
};
const route = (changes: Partial<Route> = {}): Route => ({
  ...createRoute('r', '購入'),
  status: 'complete',
  steps: [{ ...createRouteStep('s'), role: 'decide', approvers: { kind: 'users', users: ['1', '2'] }, rule: 'one', expectedDays: 1 }],
  ...changes,
});
/** A configuration in which all people can order. */
const GOOD: SetUp = {
  ...EMPTY_SETUP,
  passwordSet: true,
  allowed: { everyone: true, users: [], organizations: [], roles: [] },
  integration: { systemLogin: 'LOGIN', poRequestUrl: ADDRESS, punchoutUrl: '' },
  amazonGroups: [
    { ...createAmazonGroup('本社'), integrationOption: 'HONSHA01', purchasingSystem: { state: 'active', registeredOn: '2026-01-05' } },
  ],
  commonSettings: { title: '購入', routeId: 'r', serialId: 'n' },
  routes: [route()],
  serials: [{ id: 'n', serial: createSerial('番号') }],
  invoiceGroups: [{ code: 'HONSHA01', name: '本社', users: [], organizations: [{ id: 'o1', descendants: true }] }],
};

function found(changes: Partial<SetUp>, today = '2026-11-24') {
  const directory = { ...COMPANY, amazonUsers: COMPANY.neoUsers.slice(0, 3).map(({ workEmail }) => amazonUser({ email: workEmail })) };
  const result = auditDirectory(
    directory,
    { email: { companyDomains: ['example.co.jp'], aliasDomains: [], caseComparison: 'exact' }, today },
    configurationFor({ ...GOOD, ...changes }, COMPANY),
  );
  const texts = createTexts('ja');
  return {
    ready: `${result.summary.ready}/${result.summary.inScope}`,
    notChecked: result.summary.notChecked,
    unseen: result.unseen,
    lines: result.findings.map((finding) => `${finding.neoIndex} ${finding.code} ${formatReason(finding.reason, texts)}`),
  };
}

describe('gates 1 and 5 to 8', () => {
  it('are open if everything is set up', () => {
    expect(found({})).toEqual({ ready: '3/3', notChecked: 0, unseen: [], lines: [] });
  });

  it('leave the serial number not checked while its last number is unknown, unless plenty are left in any case', () => {
    const rule = (digits: number, reset: 'none' | 'fiscal-year' | 'month') => ({
      ...createSerial('番号'),
      parts: [{ kind: 'fiscalYear4' }, { kind: 'counter', digits, zeroPad: true }] as const,
      reset,
    });
    const told = (serial: ReturnType<typeof rule>, last: LastIssued | null) => {
      const { ready, notChecked, unseen, lines } = found({ serials: [{ id: 'n', serial, last }] });
      return [ready, notChecked, unseen, lines.length];
    };
    const open = ['0/3', 3, ['gate-7-last'], 0];
    const sure = ['3/3', 0, [], 0];
    expect([told(rule(2, 'none'), null), told(rule(3, 'fiscal-year'), null), told(rule(4, 'none'), null)]).toEqual([open, open, open]);
    expect([told(rule(4, 'fiscal-year'), null), told(rule(3, 'month'), null), told(rule(5, 'none'), null)]).toEqual([sure, sure, sure]);
    expect(told(rule(2, 'none'), { value: 7, day: '2026-11-20', source: 'entered' })).toEqual(sure);
    // A number issued before the last reset does not show later ones. A later read without any number shows that there are none.
    const before = { value: 7, day: '2026-10-30', source: 'orders' } as const;
    expect([told(rule(2, 'month'), before), told(rule(3, 'month'), before)]).toEqual([open, sure]);
    expect(told(rule(2, 'month'), { ...before, asOf: '2026-11-02' })).toEqual(sure);
    // A closed gate does not count as not checked.
    expect(told(rule(2, 'none'), { value: 99, day: '2026-11-20', source: 'orders' })).toEqual(['0/3', 0, [], 1]);
  });

  it('close for everyone with one finding', () => {
    expect(found({ integration: { systemLogin: '', poRequestUrl: ADDRESS, punchoutUrl: '' } })).toMatchObject({
      ready: '0/3',
      lines: ['-1 integration-incomplete 設定されていない値があります：システムログイン。'],
    });
    expect(found({ integration: { systemLogin: 'neo　ログイン', poRequestUrl: ADDRESS, punchoutUrl: '' } })).toMatchObject({
      ready: '0/3',
      lines: ['-1 integration-incomplete システムログインに空白が含まれています。'],
    });
    expect(found({ passwordSet: false }).lines).toEqual(['-1 integration-incomplete 設定されていない値があります：パスワード。']);
    expect(found({ commonSettings: { title: '', routeId: 'gone', serialId: 'n' } })).toMatchObject({
      ready: '0/3',
      lines: ['-1 route-missing 共通設定で選択された申請経路が見つかりません。'],
    });
    expect(found({ routes: [route({ status: 'incomplete' })] }).lines).toEqual([
      '-1 route-incomplete 申請経路「購入」は未完成のため選択できません。',
    ]);
    expect(found({ commonSettings: { title: '', routeId: 'r', serialId: null } })).toMatchObject({
      ready: '0/3',
      lines: ['-1 serial-missing 共通設定で連番が選択されていないか、選択された連番が見つかりません。'],
    });
    const used = { ...createSerial('番号'), startValue: 100_000 };
    expect(found({ serials: [{ id: 'n', serial: used }] }).lines).toEqual([
      '-1 serial-exhausted 連番「番号」の上限は 99,999 ですが、次の番号は 100,000 になります。',
    ]);
    const [first, ...others] = createSerial('番号').parts;
    const counters = (many: number) => [first, ...others.filter(({ kind }) => kind !== 'counter'), ...Array(many).fill(others.at(-1))];
    const told = (many: number) =>
      found({ serials: [{ id: 'n', serial: { ...createSerial('番号'), parts: counters(many) as never } }] }).lines;
    expect(told(1)).toEqual([]);
    expect(told(0)).toEqual(['-1 serial-exhausted 連番「番号」に通し番号がありません。番号を区別するために 1 つ必要です。']);
    expect(told(2)).toEqual(['-1 serial-exhausted 連番「番号」に通し番号が 2 つ以上あります。1 つにしてください。']);
  });

  it('rate an unusual order address as a risk, and one that cannot work as a block', () => {
    const odd = { systemLogin: 'LOGIN', poRequestUrl: 'https://example.com/2f0c6f6e-5a1d-4c55-9b0f-3e1f7d2a8c41', punchoutUrl: '' };
    const withQuery = { ...odd, poRequestUrl: `${ADDRESS}?a=1` };
    expect(found({ integration: withQuery })).toMatchObject({ ready: '3/3', lines: [expect.stringContaining('po-url-suspicious')] });
    expect(found({ integration: odd })).toMatchObject({
      ready: '0/3',
      lines: [expect.stringContaining('po-url-suspicious example.com は')],
    });
    for (const poRequestUrl of [ADDRESS.replace('https:', 'http:'), ADDRESS.slice(0, -4)])
      expect(found({ integration: { ...odd, poRequestUrl } }).ready).toBe('0/3');
  });

  it('wait for Enhanced Checkout by business days', () => {
    const amazonGroups = [
      {
        ...createAmazonGroup('本社'),
        integrationOption: 'HONSHA01',
        purchasingSystem: { state: 'active' as const, registeredOn: '2026-11-19' },
      },
    ];
    // A Thursday; the weekend and the holiday on the 23rd are not business days.
    expect(found({ amazonGroups }, '2026-11-25')).toMatchObject({
      ready: '0/3',
      lines: [
        '-1 checkout-not-active Amazon グループ「本社」の購買システムがまだ有効になっていません（2026/11/25（水） ごろまでに有効になる見込み）。',
      ],
    });
    expect(found({ amazonGroups }, '2026-11-26').ready).toBe('3/3');
  });

  it('are not checked while the registration day of the purchasing system is unknown', () => {
    const group = (registeredOn: string | null, state: 'active' | 'test' = 'active') => ({
      ...createAmazonGroup('本社'),
      integrationOption: 'HONSHA01',
      purchasingSystem: { state, registeredOn },
    });
    const notChecked = { ready: '0/3', notChecked: 3, unseen: ['gate-1-checkout'], lines: [] };
    const on = (...amazonGroups: ReturnType<typeof group>[]) => found({ amazonGroups }, '2026-11-25');
    expect(on(group(null))).toEqual(notChecked);
    expect(on(group('2026-13-99'))).toEqual(notChecked);
    // A group that is still waiting does not close the gate if another group may be active.
    expect(on(group(null), group('2026-11-19'))).toEqual(notChecked);
    expect(on(group(null), group('2026-01-05'))).toMatchObject({ ready: '3/3', unseen: [] });
    expect(on(group(null, 'test'))).toMatchObject({ ready: '0/3', unseen: [], lines: [expect.stringContaining('checkout-not-active')] });
  });

  it('close for those who are in no invoice group, or whose code Amazon does not have', () => {
    expect(
      found({ invoiceGroups: [{ code: 'HONSHA01', name: '総務', users: [], organizations: [{ id: 'o2', descendants: false }] }] }),
    ).toMatchObject({
      ready: '2/3',
      lines: ['0 no-invoice-group どの請求書グループにも所属していません。'],
    });
    const near = { code: 'HONSHAO1', name: '本社', users: ['1'], organizations: [] };
    const other = (code: string) => ({ code, name: '支社', users: [], organizations: [{ id: 'o2', descendants: false }] });
    const linesWith = (code: string) =>
      found({
        invoiceGroups: [near, other(code)],
        amazonGroups: [...GOOD.amazonGroups, { ...createAmazonGroup('支社'), integrationOption: 'SHISHA99' }],
      }).lines;
    expect(linesWith('SHISHA99')).toEqual([
      '0 invoice-code-near-miss 請求書グループ「本社」のコード「HONSHAO1」は、Amazon の「HONSHA01」と1 文字程度異なります。',
    ]);
    // The option of another group is not what this group should have.
    expect(linesWith('HONSHA01')).toEqual([expect.stringContaining('0 invoice-code-unmatched ')]);
  });

  it('report a step without a possible approver once, and a problem of one applicant with that person', () => {
    const vacant = route({
      steps: [{ ...createRouteStep('s'), role: 'decide', approvers: { kind: 'users', users: [] }, expectedDays: 1 }],
    });
    expect(found({ routes: [vacant] })).toMatchObject({
      ready: '0/3',
      lines: ['-1 route-step-vacant ステップ 1 に承認者がいません。'],
    });
    const alone = route({
      applicantHandling: 'leave',
      steps: [{ ...createRouteStep('s'), role: 'decide', approvers: { kind: 'users', users: ['2'] }, expectedDays: 1 }],
    });
    expect(found({ routes: [alone] })).toMatchObject({
      ready: '2/3',
      lines: ['1 route-self-approval ステップ 1 は、申請者本人が承認・決裁しないと進みません。'],
    });
    const closed = route({ access: { kind: 'listed', principals: [{ kind: 'organization', id: 'o2', descendants: false }] } });
    expect(found({ routes: [closed] }).lines).toEqual(['0 route-not-open-to-user 申請経路「購入」のアクセス権に含まれていません。']);
  });

  it('use the order history of the route if there is enough of it, by the company’s way of counting seven days', () => {
    // Every order took from a Monday to the next, which is the seventh day: late by dates, and half of them late by hours.
    const past = Array.from({ length: 12 }, () => ({
      requestedAt: Date.parse('2026-06-01T10:00:00+09:00'),
      decidedAt: Date.parse('2026-06-08T11:00:00+09:00'),
    }));
    const unestimated = [route({ steps: route().steps.map((step) => ({ ...step, expectedDays: null })) })];
    expect(found({ routes: unestimated })).toMatchObject({ unseen: ['gate-8'], lines: [] });
    const percent = (reading: 'hours' | 'dates'): string => {
      const { unseen, lines } = found({
        routes: unestimated,
        pastOrders: () => past,
        lock: { reading, afterLock: 'ordered-at-current-price' },
      });
      expect(unseen).toEqual([]);
      return /(\d+) %/.exec(lines.join())?.[1] ?? 'none';
    };
    expect(percent('dates')).toBe('100');
    expect(Number(percent('hours'))).toBeLessThan(70);
    // One of 300 was in time, so the finding that all orders are late is not reported. The route's page shows the same result.
    const requestedAt = Date.parse('2026-06-01T10:00:00+09:00');
    const nearlyAll = Array.from({ length: 300 }, (_, at) => ({ requestedAt, decidedAt: requestedAt + (at === 0 ? 1 : 20) * 86_400_000 }));
    expect(found({ routes: unestimated, pastOrders: () => nearlyAll }).lines.join()).toContain(' 99 %');
    expect(found({ routes: unestimated, pastOrders: () => past.slice(0, 9) }).unseen).toEqual(['gate-8']);
  });

  it('warn of a route that outlives the lock, once every step is estimated', () => {
    const slow = route({ steps: route().steps.map((step) => ({ ...step, expectedDays: 5 })) });
    expect(found({ routes: [slow] })).toMatchObject({
      ready: '3/3',
      lines: [expect.stringMatching(/^-1 route-outlives-lock .*「購入」.* % /)],
    });
    const guessed = route({ steps: route().steps.map((step) => ({ ...step, expectedDays: null })) });
    expect(found({ routes: [guessed] })).toEqual({ ready: '3/3', notChecked: 0, unseen: ['gate-8'], lines: [] });
  });

  it('leave open whether a route is in time whose branches decide it, and warn by what holds for each of them', () => {
    const branch = { summary: '金額 ≧ 100,000', raw: null };
    const [step] = route().steps;
    if (step === undefined) throw new Error();
    const through = (before: number, last: number) =>
      found({
        routes: [
          route({
            steps: [
              { ...step, id: 'branched', role: 'approve', finalDecider: false, expectedDays: before, branch },
              { ...step, role: 'decide', finalDecider: true, expectedDays: last },
            ],
          }),
        ],
      });
    const late = ({ lines }: ReturnType<typeof found>) => lines.filter((line) => line.includes('route-outlives-lock'));
    expect(through(20, 0).unseen).toEqual(['gate-8']);
    expect(late(through(20, 0))).toEqual([]);
    expect(late(through(20, 5))).toEqual([expect.stringMatching(/「購入」では、どの分岐でも、注文の \d+ % 以上が/)]);
    expect(Number(/(\d+) %/.exec(late(through(20, 5)).join())?.[1])).toBeLessThan(60);
  });

  it('check everyone who is allowed, and report suspended people wherever they are named', () => {
    const allowed = { everyone: false, users: ['2', '4'], organizations: [], roles: [] };
    const invoiceGroups = GOOD.invoiceGroups.map((group) => ({ ...group, users: ['4'] }));
    expect(found({ allowed, invoiceGroups })).toMatchObject({
      ready: '1/1',
      lines: ['3 user-suspended 使用停止中の人が、注文を許可するユーザー、請求書グループに残っています。'],
    });
    expect(found({ allowed: { ...allowed, users: [] } }).ready).toBe('0/0');
  });

  it('are not checked before setup has begun', () => {
    const unseen = (changes: Partial<SetUp>) => listUncheckedGates(configurationFor({ ...EMPTY_SETUP, ...changes }, COMPANY), '');
    expect(listUncheckedGates(null, '')).toEqual(UNCHECKED_GATES.filter((part) => isUncheckedForEveryone(part) && part !== 'gate-7-last'));
    expect(unseen({})).toEqual(listUncheckedGates(null, ''));
    const { integration, amazonGroups, passwordSet, allowed } = GOOD;
    expect(unseen({ integration, amazonGroups, passwordSet, allowed })).toEqual(['gate-5', 'gate-6', 'gate-7', 'gate-8']);
    // Common settings alone decide nothing while there is no route and no serial number to select.
    expect(unseen({ commonSettings: GOOD.commonSettings })).toEqual(listUncheckedGates(null, ''));
    expect(found({ ...EMPTY_SETUP, commonSettings: { title: '', routeId: null, serialId: null } })).toMatchObject({
      ready: '0/3',
      notChecked: 3,
      lines: [],
    });
  });

  it('are neither open nor closed while a part is unknown, so that everyone is not checked', () => {
    for (const [changes, part] of [
      [{ passwordSet: null }, 'gate-1-password'],
      [{ allowed: null }, 'gate-2-allowed'],
      [{ invoiceGroups: [] }, 'gate-5'],
    ] as const)
      expect(found(changes)).toEqual({ ready: '0/3', notChecked: 3, unseen: [part], lines: [] });
  });
});

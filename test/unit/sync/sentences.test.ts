import { describe, expect, it } from 'vitest';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { createRoute, createRouteStep, type Route, type Step } from '#shared/domain/routes/route.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import type { ObjectItem } from '#shared/domain/sync/plan/item.ts';
import { createPlanHeadline } from '#shared/domain/sync/plan/overview.ts';
import type { Plan } from '#shared/domain/sync/plan/plan.ts';
import { selectAllPlanItems } from '#shared/domain/sync/plan/select.ts';
import { buildContentLines } from '#shared/domain/sync/wording/contents.ts';
import type { PlanNames } from '#shared/domain/sync/wording/phrase.ts';
import { buildChangeLines, describeItemChange } from '#shared/domain/sync/wording/sentence.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { objectItems, planFor, type Sides } from '../../support/sync.ts';

const [JA, EN] = [createTexts('ja'), createTexts('en')];
const NAMES: PlanNames = {
  user: (id) => ({ '1': '佐藤', '2': '鈴木', '3': '田中', '4': '伊藤', '5': '加藤' })[id] ?? null,
  organization: (id) => ({ eigyo: '営業部', kobai: '購買部' })[id] ?? null,
  role: () => null,
  route: (id) => ({ a: '購買', b: '購買（新）' })[id] ?? null,
  serial: () => null,
};
const asked = (id: string, organizationId: string): Step => ({
  ...createRouteStep(id),
  approvers: { kind: 'organization', organizationId, resolver: { kind: 'approvers' } },
});
const route = (name: string, steps: readonly Step[]): Route => ({ ...createRoute('a', name), steps });
const group = (users: readonly string[]): Body => ({ code: 'HONSHA', name: '本社', users, organizations: [] });
const sides = (section: GatewaySection, id: string, base: Body | null, draft: Body | null, server: Body | null = base): Sides => ({
  section,
  id,
  base,
  draft,
  server,
});
const item = (plan: Plan): ObjectItem => objectItems(plan)[0] as ObjectItem;
const said = (one: Sides): readonly string[] =>
  [JA, EN].map((texts) => formatPhrase(describeItemChange(item(planFor([one])), NAMES), texts));

describe('one sentence an item', () => {
  const steps = [asked('s1', 'eigyo'), asked('s2', 'kobai'), { ...asked('s3', ''), approvers: { kind: 'users' as const, users: ['1'] } }];

  it('describes a moved step by its position and people', () => {
    const [first, second, third] = steps as [Step, Step, Step];
    expect(said(sides('routes', 'a', route('購買', steps), route('購買', [first, third, second])))).toEqual([
      '申請経路「購買」のステップ 3「佐藤」を 2 番目に移します。',
      'Route “購買”: move step 3 “佐藤” to position 2.',
    ]);
  });

  it('describes a switch by its future effect', () => {
    const deciding = (finalDecider: boolean): Body => route('購買', [{ ...asked('s1', 'eigyo'), finalDecider }]);
    const [on, off] = [true, false].map((is) => said(sides('routes', 'a', deciding(!is), deciding(is)))[0]);
    expect([on, off]).toEqual([
      '申請経路「購買」のステップ 1「営業部・組織内承認者」の最終決裁者の設定をオンにします。',
      '申請経路「購買」のステップ 1「営業部・組織内承認者」の最終決裁者の設定をオフにします。',
    ]);
  });

  it('shows a value before and after, and a selection by its name', () => {
    const settings = (routeId: string | null): Body => ({ title: '', routeId, serialId: null });
    expect(said(sides('common_settings', 'common_settings', settings('a'), settings('b')))).toEqual([
      '共通設定の申請経路を「購買」から「購買（新）」に変更します。',
      'Common settings: change the route from “購買” to “購買（新）”.',
    ]);
    expect(said(sides('common_settings', 'common_settings', settings(null), settings('gone')))[0]).toBe(
      '共通設定の申請経路を不明な項目（ID gone）にします。',
    );
  });

  it('counts changed steps and people once each, whatever changes in them', () => {
    const [first, second, third] = steps as [Step, Step, Step];
    const later = { ...second, role: 'verify' as const, expectedDays: 3 };
    expect(said(sides('routes', 'a', route('購買', steps), route('買う', [{ ...first, expectedDays: 2 }, later, third])))).toEqual([
      '申請経路「買う」を変更します（名前、2 個のステップ）。',
      'Route “買う”: change name, 2 steps.',
    ]);
    expect(said(sides('routes', 'a', route('購買', steps), route('買う', [first, later, third])))[0]).toBe(
      '申請経路「買う」を変更します（名前、ステップ）。',
    );
    expect(said(sides('invoice_groups', 'g', group(['1']), { ...group(['2', '3']), name: '新本社' } as Body))[0]).toBe(
      '請求書グループ「新本社」を変更します（名前、ユーザー 3 人）。',
    );
  });

  it('names three people and counts the others', () => {
    expect(said(sides('invoice_groups', 'g', group([]), group(['1', '2', '3', '4', '5'])))).toEqual([
      '請求書グループ「本社」に佐藤、鈴木、田中 ほか 2 件を追加します。',
      'Invoice group “本社”: add 佐藤, 鈴木, 田中 and 2 more.',
    ]);
    expect(said(sides('invoice_groups', 'g', group(['1']), group([])))[0]).toBe('請求書グループ「本社」から佐藤を外します。');
  });

  it('describes conflict, drift and deletion by who changed what', () => {
    const named = (name: string): Body => ({ ...createSerial(name) });
    expect(said(sides('serials', 's', named('a'), named('b'), named('c')))[0]).toBe(
      '連番「b」は、下書きとサーバーの両方で変更されています（名前）。',
    );
    expect(said(sides('serials', 's', named('a'), named('a'), named('c')))[0]).toBe(
      '連番「a」は、管理者がサーバーで変更しています（名前）。',
    );
    expect(said(sides('serials', 's', named('a'), named('a'), null))[0]).toBe('連番「a」は、サーバーで削除されました。');
    expect(said(sides('serials', 's', named('a'), null, named('c')))[0]).toBe(
      '連番「c」は、下書きでは削除され、サーバーでは変更されています。',
    );
    expect(said(sides('serials', 's', named('a'), null))[0]).toBe('連番「a」を削除します。');
  });
});

describe('lines below an item', () => {
  it('distinguish our changes, theirs and undecided ones', () => {
    const base = { systemLogin: '', poRequestUrl: 'https://a.example/', punchoutUrl: '' };
    const one = item(
      planFor([
        sides(
          'integration',
          'integration',
          base,
          { ...base, systemLogin: 'LOGIN', poRequestUrl: 'https://b.example/' },
          { ...base, poRequestUrl: 'https://c.example/', punchoutUrl: 'https://d.example/' },
        ),
      ]),
    );
    expect(buildChangeLines(one, NAMES).map(({ sentence }) => formatPhrase(sentence, JA))).toEqual([
      'システムログインを「LOGIN」にします。',
      'PO Request URL が両方で変更されています。下書きは「https://b.example/」、サーバーは「https://c.example/」です。',
      '管理者が、パンチアウト URL を「https://d.example/」にしました。',
    ]);
  });

  it('describe the form of a number as a whole', () => {
    const serial = createSerial('番号');
    const one = item(
      planFor([
        sides('serials', 's', serial, {
          ...serial,
          parts: [
            { kind: 'text', text: 'A' },
            { kind: 'counter', digits: 8, zeroPad: false },
          ],
        }),
      ]),
    );
    expect(formatPhrase(describeItemChange(one, NAMES), JA)).toBe(
      '連番「番号」の番号の形式を〔年度（4 桁） + 「-」 + 通し番号（5 桁・ゼロ埋め）〕から〔「A」 + 通し番号（8 桁）〕に変更します。',
    );
  });

  it('list the content of an object that will be created', () => {
    const one = item(planFor([sides('invoice_groups', 'g', null, group(['1', '2']))]));
    expect(buildContentLines(one, NAMES).map(({ sentence }) => formatPhrase(sentence, JA))).toEqual([
      'コードを「HONSHA」にします。',
      'ユーザーに佐藤、鈴木を追加します。',
    ]);
  });
});

describe('the headline', () => {
  it('counts by kind of object and of change', () => {
    const plan = planFor(
      [
        sides('routes', 'a', route('a', []), route('b', [])),
        sides('routes', 'b', null, { ...route('c', []), id: 'b' }),
        sides('invoice_groups', 'g', group([]), null),
        sides(
          'allowed_users',
          'allowed_users',
          { everyone: true, users: [], organizations: [], roles: [] },
          { everyone: false, users: ['1'], organizations: [], roles: [] },
        ),
      ],
      { secrets: [{ name: 'catalog-password', generation: 1, appliedGeneration: 0 }] },
    );
    expect(formatPhrase(createPlanHeadline(plan, selectAllPlanItems(plan)), JA)).toBe(
      '申請経路を 1 件追加、申請経路を 1 件変更、請求書グループを 1 件削除、注文を許可するユーザーを変更、カタログ連携パスワードを登録します。',
    );
    expect(formatPhrase(createPlanHeadline(plan, selectAllPlanItems(plan)), EN)).toBe(
      'This adds 1 route, changes 1 route, deletes 1 invoice group, changes the allowed users, sets the catalog password.',
    );
    expect(formatPhrase(createPlanHeadline(plan, new Set()), JA)).toBe('反映する変更は選択されていません。');
  });
});

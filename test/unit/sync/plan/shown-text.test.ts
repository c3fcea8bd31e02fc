import { expect, test } from 'vitest';
import { formatDisplayedContent, type PlanDocument } from '#shared/domain/sync/plan/document.ts';
import { formatSealText, type SealContext, type SealedCall } from '#shared/domain/sync/plan/seal.ts';

type Shown = Parameters<typeof formatDisplayedContent>[0];

const ABOUT: SealContext = { company: { id: 'p', name: '会社', kind: 'test' }, server: 'https://neo.example.co.jp/' };
const SHOWN: Shown = {
  ...ABOUT,
  names: { user: { u1: '山田' }, organization: { o1: '総務' }, role: { r1: '部長' }, route: { w1: '標準' }, serial: { s1: '連番' } },
  items: [
    {
      key: 'routes w1',
      section: 'routes',
      id: 'w1',
      name: '標準',
      kind: 'change',
      risk: 'high',
      risks: ['route-newly-stopped'],
      sentence: '経路「標準」を変更します。',
      fields: [],
    },
  ],
  totals: { create: 0, change: 1, delete: 0, secret: 0 },
  effect: {
    readyBefore: 10,
    readyAfter: 9,
    notCheckedBefore: 0,
    notCheckedAfter: 1,
    gains: 0,
    loses: 1,
    mayLose: 2,
    lossReasons: [{ reason: 'not-allowed', people: 1 }],
    gainReasons: [],
  },
};

/** A changed value for every field of the effect. A new displayed field does not compile until it is added here. */
const EFFECTS: { readonly [F in keyof Required<NonNullable<PlanDocument['effect']>>]: unknown } = {
  readyBefore: 11,
  readyAfter: 10,
  notCheckedBefore: 1,
  notCheckedAfter: 0,
  gains: 1,
  loses: 0,
  mayLose: 1,
  lossReasons: [{ reason: 'not-allowed', people: 2 }],
  gainReasons: [{ reason: 'not-allowed', people: 1 }],
};
const [ITEM] = SHOWN.items;

const SHOWN_ALTERED: readonly (readonly [what: string, Shown])[] = [
  ['id of the company', { ...SHOWN, company: { ...SHOWN.company, id: 'q' } }],
  ['name of the company', { ...SHOWN, company: { ...SHOWN.company, name: '別会社' } }],
  ['kind of the company', { ...SHOWN, company: { ...SHOWN.company, kind: 'production' } }],
  ['server', { ...SHOWN, server: 'https://other.example.co.jp/' }],
  ...(Object.keys(SHOWN.names) as readonly (keyof Shown['names'])[]).map(
    (kind) => [`name of a ${kind}`, { ...SHOWN, names: { ...SHOWN.names, [kind]: { x: '別' } } }] as const,
  ),
  ['name behind an id', { ...SHOWN, names: { ...SHOWN.names, user: { u1: '山本' } } }],
  ['risks of an item', { ...SHOWN, items: [{ ...ITEM, risks: [] } as Shown['items'][number]] }],
  ['key of an item', { ...SHOWN, items: [{ ...ITEM, key: 'routes w2' } as Shown['items'][number]] }],
  ['number of items', { ...SHOWN, items: [] }],
  ...(Object.keys(SHOWN.totals) as readonly (keyof Shown['totals'])[]).map(
    (kind) => [`total of ${kind}`, { ...SHOWN, totals: { ...SHOWN.totals, [kind]: 7 } }] as const,
  ),
  ['effect that is left out', { ...SHOWN, effect: null }],
  ...Object.entries(EFFECTS).map(
    ([field, value]) => [`effect ${field}`, { ...SHOWN, effect: { ...SHOWN.effect, [field]: value } as Shown['effect'] }] as const,
  ),
];

test.each(SHOWN_ALTERED)('an approval signs the shown %s', (_what, altered) => {
  expect(formatDisplayedContent(altered)).not.toBe(formatDisplayedContent(SHOWN));
});

const CALL: SealedCall = {
  section: 'serials',
  id: 's1',
  write: 'put',
  ifRevision: 3,
  before: null,
  body: null,
  generation: 0,
};
const BODY = { name: '連番' } as unknown as SealedCall['body'];
/** A changed value for every field of a call. */
const CALLS: { readonly [F in keyof SealedCall]: SealedCall[F] } = {
  section: 'routes',
  id: 's2',
  write: 'delete',
  ifRevision: 4,
  before: BODY,
  body: BODY,
  generation: 1,
};

test.each(Object.keys(CALLS) as readonly (keyof SealedCall)[])('the seal of a plan covers the field %s of every call', (field) => {
  expect(formatSealText([{ ...CALL, [field]: CALLS[field] }], ABOUT)).not.toBe(formatSealText([CALL], ABOUT));
});

test('the seal of a plan covers the order of its calls, its company and its server', () => {
  const second = { ...CALL, id: 's2' };
  const texts = [
    formatSealText([CALL, second], ABOUT),
    formatSealText([second, CALL], ABOUT),
    formatSealText([CALL], ABOUT),
    formatSealText([CALL, second], { ...ABOUT, server: 'https://other.example.co.jp/' }),
    ...(['id', 'name', 'kind'] as const).map((field) =>
      formatSealText([CALL, second], { ...ABOUT, company: { ...ABOUT.company, [field]: field === 'kind' ? 'demo' : 'x' } }),
    ),
  ];
  expect(new Set(texts).size).toBe(texts.length);
});

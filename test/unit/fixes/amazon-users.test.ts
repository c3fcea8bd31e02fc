import { describe, expect, it } from 'vitest';
import {
  type AmazonUserFacts,
  type AmazonUserRequest,
  divideName,
  isAwaitingList,
  planAmazonUsers,
} from '#shared/domain/fixes/amazon-users.ts';
import type { Fix } from '#shared/domain/fixes/fixes.ts';

const LIST = '2026-12-01T00:00:00.000Z';
const BEFORE = '2026-11-30T23:59:59.999Z';
const AFTER = '2026-12-01T00:00:00.001Z';

const fix = (person: string, changes: Partial<Fix> = {}): Fix => ({
  person,
  side: 'amazon',
  neoUserId: person,
  loginId: person,
  name: '青木 はな',
  code: 'amazon-user-missing',
  from: '',
  to: `${person}@example.co.jp`,
  account: null,
  choice: 'invitation',
  confidence: null,
  reasons: [],
  oldAccount: '',
  adoptedAt: BEFORE,
  written: null,
  state: 'adopted',
  ...changes,
});
const request = (state: AmazonUserRequest['state'], at: string): AmazonUserRequest => ({
  email: 'aoki@example.co.jp',
  person: 'aoki',
  name: '青木 はな',
  groupId: 'AGROUP',
  state,
  at,
  failure: null,
});
const plan = (fixes: readonly Fix[], facts: Partial<AmazonUserFacts> = {}) =>
  planAmazonUsers({ fixes, outdated: new Map(), requests: new Map(), listTakenAt: LIST, onAmazon: () => false, ...facts });
const reasonsOf = (...given: Parameters<typeof plan>) => plan(...given).leftOut.map(({ why }) => why);

describe('the people to create on Amazon', () => {
  it('are those of adopted invitations, and no replaced accounts, other changes or addresses for NEO', () => {
    const account = {
      kind: 'join-group',
      from: '',
      group: '購買',
      why: 'purchasing-group-missing',
      owner: '',
    } as unknown as Fix['account'];
    const all = [fix('aoki'), fix('b', { side: 'neo' }), fix('c', { account }), fix('d', { oldAccount: 'old@example.co.jp' })];
    expect(plan(all)).toEqual({
      people: [
        { person: 'aoki', name: '青木 はな', email: 'aoki@example.co.jp', familyName: '青木', givenName: 'はな', wasRefused: false },
      ],
      leftOut: [],
    });
  });

  it.each([
    ['sent', AFTER, 'result-unknown'],
    ['unknown', AFTER, 'result-unknown'],
    ['unknown', LIST, 'result-unknown'],
    ['created', AFTER, 'created-before'],
  ] as const)('leave out a request with the state %s of %s that no later list explains', (state, at, why) => {
    expect(reasonsOf([fix('aoki')], { requests: new Map([['aoki@example.co.jp', request(state, at)]]) })).toEqual([why]);
    expect(isAwaitingList({ state, at }, LIST)).toBe(true);
  });

  it.each(['sent', 'unknown', 'created'] as const)('contain a request with the state %s that a later list does not contain', (state) => {
    expect(plan([fix('aoki')], { requests: new Map([['aoki@example.co.jp', request(state, BEFORE)]]) }).people).toHaveLength(1);
  });

  it('find the former request for another spelling of the address', () => {
    const requests = new Map([['aoki@example.co.jp', request('unknown', AFTER)]]);
    expect(reasonsOf([fix('aoki', { to: 'Aoki@Example.co.jp' })], { requests })).toEqual(['result-unknown']);
  });

  it('put those whom Amazon refused before last, so that they do not stop others', () => {
    const requests = new Map([['aoki@example.co.jp', request('refused', AFTER)]]);
    const { people } = plan([fix('aoki'), fix('zama'), fix('baba')], { requests });
    expect(people.map(({ person, wasRefused }) => [person, wasRefused])).toEqual([
      ['baba', false],
      ['zama', false],
      ['aoki', true],
    ]);
  });

  it('leave out both of two people with one address, also in another spelling', () => {
    expect(reasonsOf([fix('aoki'), fix('baba', { to: 'AOKI@example.co.jp' }), fix('chiba')])).toEqual(['one-address', 'one-address']);
  });

  it('leave out people in a sheet, on Amazon, without a given name, and without support by the lists', () => {
    const [outdated, inSheet, listed, undivided] = [fix('a'), fix('b', { state: 'written' }), fix('c'), fix('d', { name: '青木はな' })];
    const facts = { outdated: new Map([[outdated, 'not-asked' as const]]), onAmazon: (address: string) => address === listed.to };
    expect(reasonsOf([outdated, inSheet, listed, undivided], facts)).toEqual([
      'not-asked',
      'in-sheet',
      'already-on-amazon',
      'name-undivided',
    ]);
  });
});

it.each([
  ['青木　はな', '青木', 'はな'],
  ['ｱｵｷ ﾊﾅ', 'ｱｵｷ', 'ﾊﾅ'],
  ['  Aoki  Hana Maria ', 'Aoki', 'Hana Maria'],
  ['か\u3099', '\u304c', ''],
  ['', '', ''],
])('divides the name %j at its first blank', (name, familyName, givenName) => {
  expect(divideName(name)).toEqual({ familyName, givenName });
});

import { expect, it } from 'vitest';
import { createFixStateFacts, listPendingFixRows } from '#main/company/findings/fix-views.ts';
import type { AccountFix, Fix } from '#shared/domain/fixes/fixes.ts';
import { amazonUser, directoryOf, neoUser } from '../../support/directories.ts';
import { fixFor, viewOf } from '../../support/findings.ts';

const VIEW = viewOf({
  directory: directoryOf(
    [neoUser({ name: '甲', workEmail: 'old@example.co.jp' }), neoUser({ name: '乙', workEmail: 'new@example.co.jp' })],
    [amazonUser({ email: 'old@example.co.jp', groups: ['購買'] })],
  ),
  findings: [],
});
const change = { kind: 'leave-group', from: '購買', why: 'suspended', owner: '' } as unknown as AccountFix;
const fixes = new Map<string, Fix>([
  ['person-0', fixFor('person-0', 'email-differs-case', { from: 'old@example.co.jp', to: 'new@example.co.jp' })],
  ['person-1', fixFor('person-1', 'email-differs-case', { from: 'old@example.co.jp', to: 'new@example.co.jp' })],
  [
    'amazon old@example.co.jp',
    fixFor('amazon old@example.co.jp', 'amazon-orphan', { side: 'amazon', to: 'old@example.co.jp', account: change }),
  ],
]);
const shown = (at: number, account: string | null) =>
  listPendingFixRows(fixes, VIEW, { at, account, groupsKnown: true }).map(({ person, state }) => [person, state]);

it('fixes of a person and of their account are shown as in the current lists, until they have arrived', () => {
  expect(shown(0, null)).toEqual([['person-0', 'adopted']]);
  expect(shown(0, 'old@example.co.jp').map(([person]) => person)).toEqual(['person-0', 'amazon old@example.co.jp']);
  expect(shown(0, 'other@example.co.jp')).toHaveLength(1);
  // NEO already has the adopted address.
  expect(shown(1, null)).toEqual([]);
  expect(listPendingFixRows(new Map(), VIEW, { at: 0, account: null, groupsKnown: true })).toEqual([]);
});

it('a fix is looked for by the lasting identity and by the very address', () => {
  const world = createFixStateFacts(VIEW, false);
  expect(world.groupsKnown).toBe(false);
  expect([world.person({ person: 'person-1' }), world.person({ person: 'x' })]).toMatchObject([{ workEmail: 'new@example.co.jp' }, null]);
  expect([world.onAmazon('old@example.co.jp'), world.onAmazon('OLD@example.co.jp')]).toEqual([true, false]);
  expect([world.account('old@example.co.jp'), world.account('x')]).toMatchObject([{ groups: ['購買'] }, null]);
});

import { expect, it } from 'vitest';
import { buildConfiguration, hasPasswordAfterApply, isPasswordInNeo } from '#main/company/configuration.ts';
import { getListSeparators, getWordMeanings } from '#main/company/lists/list-reading.ts';
import { formatPerson, getOperatorName } from '#main/company/operator.ts';
import {
  getListLimit,
  getMatchingPolicy,
  getRetentionMonths,
  hasAmazonGroups,
  listGatesWithoutColumn,
  POLICY_KEYS,
} from '#main/company/policies.ts';
import { getMissingInLists } from '#main/company/readiness/missing-in-lists.ts';
import { getRunServerAddress, getServerLabel, isLastReadOfOtherServer, requireServerOfRun } from '#main/company/server/server-access.ts';
import type { CompanyFile } from '#main/storage/company-file.ts';
import { createDraftBody } from '#shared/domain/drafts/sections.ts';
import { DEFAULT_LIST_LIMIT } from '#shared/domain/sync/guards/guard-limits.ts';
import { openSession } from '../../support/company-session.ts';

/** Imports an empty list that lacks the given columns. */
function take(file: CompanyFile, side: 'neo' | 'amazon', missingFields: readonly string[]): void {
  const table = side === 'neo' ? 'neo_user' : 'amazon_user';
  const snapshotId = file.people.begin({ side, origin: 'file', label: side, takenAt: 'a', serverRevision: null, missingFields });
  file.people.publish([{ snapshotId, table, compared: { changes: null, formerEmails: [] } }], '2026-11-24T00:00:00.000Z');
}

it('a company’s policy overrides the default, and an unreadable policy is ignored', () => {
  const { file } = openSession();
  const standard = { purchasingGroups: [], caseComparison: getMatchingPolicy(file).caseComparison, amazonUsersFrom: 'invitations' };
  expect(getMatchingPolicy(file)).toEqual(standard);
  file.changePolicy(POLICY_KEYS.matching, { amazonUsersFrom: 'sso' });
  expect(getMatchingPolicy(file)).toEqual({ ...standard, amazonUsersFrom: 'sso' });
  expect(getListLimit(file)).toEqual({ limit: DEFAULT_LIST_LIMIT, standard: true });
  file.changePolicy(POLICY_KEYS.listLimit, { count: 3, percent: 4, floor: 5 });
  expect(getListLimit(file)).toEqual({ limit: { count: 3, percent: 4, floor: 5 }, standard: false });
  file.changePolicy(POLICY_KEYS.listLimit, { odd: 1 });
  expect(getListLimit(file).standard).toBe(true);
  expect(getRetentionMonths(file)).toBeNull();
  file.changePolicy(POLICY_KEYS.retention, { months: 25 });
  expect(getRetentionMonths(file)).toBe(25);
});

it('a gate stays open if no column contains the data it needs', () => {
  const { file, draft } = openSession();
  expect([listGatesWithoutColumn(file), hasAmazonGroups(file)]).toEqual([[], false]);
  const gates = (neo: readonly string[], amazon: readonly string[], purchasingGroups: readonly string[]) => {
    file.changePolicy(POLICY_KEYS.matching, { purchasingGroups });
    take(file, 'neo', neo);
    take(file, 'amazon', amazon);
    return listGatesWithoutColumn(file);
  };
  expect(gates(['suspended'], [], [])).toEqual([]);
  expect(gates(['state'], [], [])).toEqual([]);
  expect(gates(['state', 'suspended'], ['group'], [])).toEqual([2]);
  expect(getMissingInLists(file)).toEqual({
    ...{ missingFields: new Set(['group']), missingNeoFields: new Set(['state', 'suspended']) },
    groups: { purchasingGroups: [], groupsWithout: [] },
  });
  expect(hasAmazonGroups(file)).toBe(false);
  expect(gates(['state', 'suspended'], ['group'], ['購買'])).toEqual([2, 4]);
  expect(gates(['group'], ['state'], ['購買'])).toEqual([]);
  expect(hasAmazonGroups(file)).toBe(true);
  expect(getMissingInLists(file)).toEqual({
    ...{ missingFields: new Set(['state']), missingNeoFields: new Set(['group']) },
    groups: { purchasingGroups: ['購買'] },
  });
  // If the policy lists no groups, the recorded groups are checked.
  const system = (state: 'active' | 'none') => ({
    purchasingSystem: { ...createDraftBody('amazon_groups', 'a', '').purchasingSystem, state },
  });
  draft('amazon_groups', 'a1', { name: '閲覧', ...system('none') });
  expect(gates([], ['group'], [])).toEqual([]);
  draft('amazon_groups', 'a2', { name: '物品', ...system('active') });
  expect(gates([], ['group'], [])).toEqual([4]);
  expect(getMissingInLists(file).groups).toEqual({ purchasingGroups: ['物品'], groupsWithout: ['閲覧'] });
  expect(gates([], [], [])).toEqual([]);
  expect(gates([], [], ['購買'])).toEqual([]);
  expect(getMissingInLists(file).groups).toEqual({ purchasingGroups: ['購買'] });
});

it('a server is known by its address, that of the demo company by its name', () => {
  const { file } = openSession();
  const access = { address: 'https://neo.example/', accessKey: '' };
  const refusal = { failure: { code: 'apply-other-server', params: { address: 'https://other.example/' } } };
  const other = { server: 'https://other.example/' };
  expect([getServerLabel(file, access), getRunServerAddress(file, access)]).toEqual([access.address, access.address]);
  for (const server of ['', access.address]) requireServerOfRun(file, { server }, access);
  expect(() => requireServerOfRun(file, other, access)).toThrow(expect.objectContaining(refusal));
  file.changeServer(access.address);
  expect(isLastReadOfOtherServer(file)).toBe(false);
  file.server.noteStock('2026-11-24T00:00:00.000Z', 'https://neo.example/cgi-bin/dneo/dneo.cgi');
  expect(isLastReadOfOtherServer(file)).toBe(false);
  file.changeServer('https://other.example/');
  expect(isLastReadOfOtherServer(file)).toBe(true);
  file.changeServer(null);
  expect(isLastReadOfOtherServer(file)).toBe(true);
  expect([isPasswordInNeo(file), hasPasswordAfterApply(file)]).toEqual([null, null]);
  file.changeKind('demo');
  expect([getServerLabel(file, access), getRunServerAddress(file, access), isLastReadOfOtherServer(file)]).toEqual(['自社', '', false]);
  // The demo company's NEO has a password from the beginning.
  expect([isPasswordInNeo(file), hasPasswordAfterApply(file)]).toEqual([true, true]);
});

it('the audit receives all drafts, each section separately', () => {
  const { file, session, draft } = openSession();
  draft('routes', 'r1', { name: '標準' });
  draft('serials', 's1', { name: '連番' });
  draft('invoice_groups', 'i1', { code: 'X' });
  draft('amazon_groups', 'a1', { name: '購買' });
  draft('common_settings', 'common_settings', { title: '備品' });
  const company = { people: 'p', index: 'i' } as unknown as Parameters<typeof buildConfiguration>[1];
  const told = buildConfiguration(
    file,
    company,
    () => [],
    (id) => ({ value: id.length, day: '2026-11-24', source: 'entered' }),
  );
  expect(told).toMatchObject({
    ...{ integration: null, allowed: null, passwordSet: null, people: 'p', company: 'i', commonSettings: { title: '備品' } },
    ...{ routes: [{ name: '標準' }], invoiceGroups: [{ code: 'X' }], amazonGroups: [{ name: '購買' }], lock: { reading: 'hours' } },
    serials: [{ id: 's1', serial: { name: '連番' }, last: { value: 2 } }],
  });
  expect(session.findings()).toBeNull();
});

it('answers for a file take precedence over earlier ones, word by word and field by field', () => {
  const remembered = { state: { a: 'active', b: 'suspended' }, role: { x: 'yes' } } as never;
  const chosen = { state: { b: 'active' }, group: { y: 'no' } } as never;
  expect(getWordMeanings({ remembered, chosen })).toEqual({ state: { a: 'active', b: 'active' }, role: { x: 'yes' }, group: { y: 'no' } });
  const separators = { remembered: { group: ';', organization: ',' }, chosen: { group: '/' } } as never;
  expect(getListSeparators({ separators })).toEqual({ group: '/', organization: ',' });
});

it('a user is shown with the name they entered, and with the account if it adds information', () => {
  expect([formatPerson('', 'tanaka'), formatPerson('田中', ''), formatPerson('tanaka', 'tanaka'), formatPerson('田中', 'tanaka')]).toEqual([
    'tanaka',
    '田中',
    'tanaka',
    '田中 (tanaka)',
  ]);
  const env = { TSUNAGI_OPERATOR: ` ${'田'.repeat(70)} ` };
  expect([
    getOperatorName({ operatorName: '鈴木' }, env),
    getOperatorName({ operatorName: '' }, env),
    getOperatorName({ operatorName: '' }, {}),
  ]).toEqual(['鈴木', '田'.repeat(60), '']);
});

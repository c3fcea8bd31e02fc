import { expect, test } from 'vitest';
import { companyFileForEach } from '../../support/company-file.ts';

const file = companyFileForEach();
const AT = '2026-12-01T00:00:00.000Z';
const EVENT = { at: AT, by: 'tanaka' };
const USER = { email: 'Aoki@example.co.jp', person: 'aoki', name: '青木 はな', groupId: 'AGROUP' };
const FAILURE = { reason: 'business-refused', httpStatus: 400, code: 'INVALID_REQUEST_PARAMETER', message: 'groupId' };

test('a request that was begun is still there when the file is opened again, whatever the spelling of its address', () => {
  file.now().amazonUsers.begin(USER, AT);
  expect(file.anew().amazonUsers.find('aoki@EXAMPLE.co.jp')).toEqual({ ...USER, state: 'sent', at: AT, failure: null });
});

test('a result is stored together with its entry in the history, once', () => {
  const { amazonUsers: store, log } = file.now();
  store.begin(USER, AT);
  store.settle(USER.email, { state: 'refused', failure: FAILURE }, EVENT);
  store.settle(USER.email, { state: 'created', failure: null }, EVENT);
  expect(store.find(USER.email)).toMatchObject({ state: 'refused', failure: FAILURE });
  const entries = [...log.lines()].map(({ head: { kind, by, name, sentence } }) => [kind, by, name, sentence]);
  const params = { email: USER.email, group: 'AGROUP', detail: 'INVALID_REQUEST_PARAMETER: groupId' };
  expect(entries).toEqual([['amazon-user', 'tanaka', '青木 はな', { key: 'historyLog.sentence.amazon-user.refused', params }]]);
});

test('a request that was not carried out leaves the former one, or none', () => {
  const { amazonUsers: store, log } = file.now();
  store.begin(USER, AT);
  store.withdraw(USER.email, undefined);
  expect(store.all().size).toBe(0);
  store.begin(USER, AT);
  store.settle(USER.email, { state: 'refused', failure: FAILURE }, EVENT);
  const former = store.find(USER.email);
  store.begin({ ...USER, groupId: 'OTHER' }, '2026-12-02T00:00:00.000Z');
  store.withdraw(USER.email, former);
  expect([...store.all()]).toEqual([['aoki@example.co.jp', former]]);
  expect([...log.lines()]).toHaveLength(1);
});

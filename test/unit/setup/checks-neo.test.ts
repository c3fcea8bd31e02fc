import { describe, expect, it } from 'vitest';
import type { SetupStepId } from '#shared/domain/setup/guide.ts';
import { ALL_SEEN, sound } from '../../support/setup-facts.ts';
import { told } from './check-fixtures.ts';

describe('a check of NEO’s side', () => {
  it.each<[SetupStepId, string, object, readonly string[]]>([
    ['route', 'no route', { routes: [] }, ['none', '- no-routes']],
    [
      'route',
      'the chosen one is being written',
      {
        routes: [
          { ...sound('r0'), complete: true },
          { ...sound('r1', '標準'), complete: false },
        ],
      },
      ['none', '- route-incomplete {"name":"標準"}'],
    ],
    [
      'route',
      'the chosen one is broken',
      { routes: [{ ...sound('r1', '標準'), complete: true, blocking: 2 }] },
      ['none', '- object-broken {"name":"標準","count":2}'],
    ],
    [
      'route',
      'none chosen, and one works',
      {
        commonSettings: null,
        routes: [
          { ...sound('r2'), complete: false },
          { ...sound('r3'), complete: true },
        ],
      },
      ['met enough: r3', '+ routes-ready {"names":"r3","count":1,"more":0}', '+ same-on-server'],
    ],
    [
      'route',
      'none chosen, and none works',
      {
        commonSettings: null,
        routes: [
          { ...sound('r2'), complete: false },
          { ...sound('r3'), complete: true, blocking: 1 },
        ],
      },
      ['none', '- route-incomplete {"name":"r2"}'],
    ],
    [
      'route',
      'one that NEO has otherwise',
      { routes: [{ ...sound('r1'), complete: true, server: 'differs' }] },
      ['prepared enough: r1', '- differs-from-neo {"count":1}', '+ routes-ready {"names":"r1","count":1,"more":0}'],
    ],
    [
      'route',
      'one that NEO has not',
      { routes: [{ ...sound('r1'), complete: true, server: 'absent' }] },
      ['prepared: r1', '- not-in-neo {"count":1}', '+ routes-ready {"names":"r1","count":1,"more":0}'],
    ],
    [
      'route',
      'one that was recorded as entered',
      { routes: [{ ...sound('r1'), complete: true, server: 'claimed' }] },
      ['noted enough: r1', '+ routes-ready {"names":"r1","count":1,"more":0}', '+ entered-by-hand'],
    ],
    [
      'route',
      'one that was changed since it was recorded as entered',
      { routes: [{ ...sound('r1'), complete: true, server: 'outdated' }] },
      [
        'prepared enough: r1',
        '- changed-since-entry {"names":"r1","count":1,"more":0}',
        '+ routes-ready {"names":"r1","count":1,"more":0}',
      ],
    ],
    [
      'integration-values',
      'values and a password of the account before',
      { former: { at: '2026-11-20T00:00:00.000Z', done: [], areValuesKept: true, isPasswordKept: true } },
      ['prepared: integration', '- values-former', '- password-former', '+ values-given', '+ password-set', '+ same-on-server'],
    ],
    [
      'connection-test',
      'of the account before',
      { former: { at: '2026-11-21T00:00:00.000Z', done: [], areValuesKept: false, isPasswordKept: false } },
      ['none', '- never-tested'],
    ],
    ['serial', 'no serial number', { serials: [] }, ['none', '- no-serials']],
    [
      'serial',
      'none chosen, and one works',
      { commonSettings: null, serials: [{ ...sound('a'), blocking: 1 }, sound('b')] },
      ['met enough: b', '+ serials-ready {"names":"b","count":1,"more":0}', '+ same-on-server'],
    ],
    [
      'serial',
      'none chosen, and none works',
      {
        commonSettings: null,
        serials: [
          { ...sound('a'), blocking: 1 },
          { ...sound('b'), blocking: 2 },
        ],
      },
      ['none', '- object-broken {"name":"a","count":1}'],
    ],
    ['integration-values', 'nothing', { integration: null }, ['none', '- login-missing', '- po-url-missing']],
    [
      'integration-values',
      'blanks',
      { integration: { ...ALL_SEEN.integration, systemLogin: ' ', poRequestUrl: ' ' } },
      ['none', '- login-missing', '- po-url-missing'],
    ],
    [
      'integration-values',
      'broken values',
      { integration: { ...ALL_SEEN.integration, blocking: 1 }, password: { kept: true, inNeo: false } },
      ['none', '- values-broken {"count":1}', '+ values-given', '+ password-set'],
    ],
    [
      'integration-values',
      'a password that is here and not in NEO',
      { password: { kept: true, inNeo: false } },
      ['prepared: integration', '- password-not-in-neo', '+ values-given', '+ password-set', '+ same-on-server'],
    ],
    [
      'integration-values',
      'no password',
      { password: { kept: false, inNeo: false } },
      ['prepared: integration', '- password-missing', '+ values-given', '+ password-unknown', '+ same-on-server'],
    ],
    [
      'integration-values',
      'a password of which nobody knows',
      { password: { kept: false, inNeo: null } },
      ['met enough: integration', '+ values-given', '+ password-unknown', '+ same-on-server'],
    ],
    [
      'integration-values',
      'a password in NEO alone',
      { password: { kept: false, inNeo: true } },
      ['met enough: integration', '+ values-given', '+ password-set', '+ same-on-server'],
    ],
    ['allowed-users', 'nobody touched the list', { allowedUsers: null }, ['none', '- allowed-undecided']],
    [
      'allowed-users',
      'nobody active is meant',
      { allowedUsers: { ...sound('allowed_users', ''), people: 0 } },
      ['none', '- nobody-in-scope', '+ allowed-people {"count":0}'],
    ],
    [
      'allowed-users',
      'a broken list',
      { allowedUsers: { ...sound('allowed_users', ''), people: 3, blocking: 1 } },
      ['none', '- allowed-broken', '+ allowed-people {"count":3}'],
    ],
    [
      'allowed-users',
      'a list of unknown people',
      { allowedUsers: { ...sound('allowed_users', ''), people: null } },
      ['met enough: allowed_users', '+ same-on-server'],
    ],
    ['common-settings', 'nothing', { commonSettings: null }, ['none', '- title-missing', '- route-not-chosen', '- serial-not-chosen']],
    [
      'common-settings',
      'what is chosen is gone',
      { commonSettings: { ...sound('common_settings', ''), title: ' ', routeId: 'gone', serialId: null } },
      ['none', '- title-missing', '- route-not-chosen', '- serial-not-chosen'],
    ],
    [
      'common-settings',
      'broken',
      { commonSettings: { ...ALL_SEEN.commonSettings, blocking: 1 } },
      ['none', '- common-broken', '+ common-given {"title":"購入","route":"標準","serial":"購入番号"}'],
    ],
    [
      'common-settings',
      'all chosen',
      {},
      ['met enough: common_settings', '+ common-given {"title":"購入","route":"標準","serial":"購入番号"}', '+ same-on-server'],
    ],
    ['invoice-code', 'no group', { invoiceGroups: [] }, ['none', '- no-invoice-groups']],
    [
      'invoice-code',
      'no option known',
      { invoiceGroups: [{ ...sound('i1'), code: 'A', match: null, option: '' }] },
      ['none', '- no-options'],
    ],
    [
      'invoice-code',
      'codes that meet and do not',
      {
        invoiceGroups: [
          { ...sound('i1'), code: 'A', match: 'exact', option: 'A' },
          { ...sound('i2'), code: '', match: 'unmatched', option: '' },
          { ...sound('i3'), code: 'b', match: 'case', option: 'B' },
          { ...sound('i4'), code: 'C', match: 'exact', option: 'C', blocking: 1 },
        ],
      },
      [
        'none enough: i1',
        '- code-unmatched {"name":"i2","code":"none"}',
        '- code-unmatched {"name":"i3","code":"b"}',
        '- object-broken {"name":"i4","count":1}',
        '+ codes-match {"names":"i1","count":1,"more":0}',
      ],
    ],
    [
      'invoice-code',
      'some in NEO, some otherwise, some not',
      {
        invoiceGroups: [
          { ...sound('i1'), code: 'A', match: 'exact', option: 'A' },
          { ...sound('i2'), code: 'B', match: 'exact', option: 'B', server: 'differs' },
          { ...sound('i3'), code: 'C', match: 'exact', option: 'C', server: 'absent' },
        ],
      },
      [
        'prepared enough: i1 i2 i3',
        '- not-in-neo {"count":1}',
        '- differs-from-neo {"count":1}',
        '+ codes-match {"names":"i1、i2、i3","count":3,"more":0}',
      ],
    ],
    ['connection-test', 'never', { connection: null }, ['none', '- never-tested']],
    [
      'connection-test',
      'failed',
      { connection: { ...ALL_SEEN.connection, passed: false, outdated: true } },
      ['none', '- test-failed {"day":"2026-11-20T00:00:00.000Z"}'],
    ],
    [
      'connection-test',
      'outdated',
      { connection: { ...ALL_SEEN.connection, outdated: true, unproven: true } },
      ['none', '- test-outdated {"day":"2026-11-20T00:00:00.000Z"}'],
    ],
    [
      'connection-test',
      'unproven',
      { connection: { ...ALL_SEEN.connection, unproven: true } },
      ['none', '- test-unproven {"day":"2026-11-20T00:00:00.000Z"}'],
    ],
    ['connection-test', 'passed', {}, ['met enough', '+ test-passed {"day":"2026-11-20T00:00:00.000Z"}']],
  ])('of %s: %s', (id, _, facts, lines) => {
    expect(told(id, facts)).toEqual(lines);
  });
});

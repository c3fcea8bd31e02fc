import { describe, expect, it } from 'vitest';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import type { SetupStepId } from '#shared/domain/setup/guide.ts';
import { ALL_SEEN } from '../../support/setup-facts.ts';
import { G, NONE, PEOPLE, told } from './check-fixtures.ts';

describe('a check of Amazon’s side, and of people', () => {
  it.each<[SetupStepId, string, object, readonly string[]]>([
    ['group-add', 'no group', { amazonGroups: [] }, ['none', '- no-groups']],
    ['group-add', 'a group that is right', {}, ['noted enough: g1', '+ groups-noted {"names":"NEOカタログ購買","count":1,"more":0}']],
    [
      'group-add',
      'groups in use with every fault, and one that takes no part',
      {
        amazonGroups: [
          G('a', { name: ' ' }),
          G('b', { integrationOption: '' }),
          G('c', { integrationOption: 'Ａ' }),
          G('d', { paymentOption: 'users' }),
          G('e'),
          G('f', { ...NONE, name: '' }),
        ],
      },
      [
        'none enough: a b c d e',
        '- group-name-missing {"names":"none","count":1,"more":0}',
        '- group-option-missing {"names":"b","count":1,"more":0}',
        '- group-option-malformed {"names":"c","count":1,"more":0}',
        '- group-payment-option {"names":"d","count":1,"more":0}',
        '+ groups-noted {"names":"e","count":1,"more":0}',
      ],
    ],
    [
      'group-add',
      'groups of which none has a purchasing system',
      { amazonGroups: [G('a', { ...NONE, integrationOption: '' }), G('b', NONE)] },
      ['none enough: a b', '- group-option-missing {"names":"a","count":1,"more":0}', '+ groups-noted {"names":"b","count":1,"more":0}'],
    ],
    [
      'group-add',
      'a group that nobody recorded as added in Amazon',
      { amazonGroups: [{ ...G('a', NONE), server: 'absent' }] },
      ['prepared: a', '- not-in-amazon {"names":"a","count":1,"more":0}', '+ groups-noted {"names":"a","count":1,"more":0}'],
    ],
    [
      'group-add',
      'a group whose purchasing system is recorded',
      { amazonGroups: [{ ...G('a'), server: 'absent' }] },
      ['noted enough: a', '+ groups-noted {"names":"a","count":1,"more":0}'],
    ],
    [
      'group-add',
      'a group that was changed since it was recorded',
      { amazonGroups: [{ ...G('a'), server: 'outdated' }] },
      ['prepared enough: a', '- changed-since-entry {"names":"a","count":1,"more":0}', '+ groups-noted {"names":"a","count":1,"more":0}'],
    ],
    ['group-page', 'no group', { amazonGroups: [] }, ['none', '- no-groups']],
    ['group-page', 'a group that nobody looked at', { amazonGroups: [G('a', { ...NONE, addresses: 0 })] }, ['none', '- group-page-unseen']],
    [
      'group-page',
      'a group with an address and one with a system',
      { amazonGroups: [G('a', NONE), G('b', { addresses: 0 }), G('c', { ...NONE, addresses: 0 })] },
      ['noted enough', '+ groups-looked-at {"names":"a、b","count":2,"more":0}'],
    ],
    [
      'group-address',
      'a group without an address',
      { amazonGroups: [G('a', { addresses: 0 }), G('b')] },
      [
        'none enough: a b',
        '- group-address-missing {"names":"a","count":1,"more":0}',
        '+ groups-with-address {"names":"b","count":1,"more":0}',
      ],
    ],
    ['purchasing-system', 'no system', { amazonGroups: [G('a', NONE)] }, ['none: a', '- system-none {"names":"a","count":1,"more":0}']],
    [
      'purchasing-system',
      'a system of no day',
      {
        amazonGroups: [
          G('a', { purchasingSystem: { state: 'test', registeredOn: null } }),
          G('b', { purchasingSystem: { state: 'active', registeredOn: '2026-02-30' } }),
          G('c'),
        ],
      },
      [
        'none enough: a b c',
        '- registered-day-missing {"names":"a、b","count":2,"more":0}',
        '+ groups-registered {"names":"c","count":1,"more":0}',
      ],
    ],
    [
      'enhanced-checkout',
      'groups in every state',
      {
        amazonGroups: [
          G('a', { purchasingSystem: { state: 'test', registeredOn: '2026-11-24' } }),
          G('b', { purchasingSystem: { state: 'active', registeredOn: '2026-11-19' } }),
          G('c', { purchasingSystem: { state: 'active', registeredOn: '2026-11-18' } }),
          G('d', { purchasingSystem: { state: 'active', registeredOn: null } }),
          G('e', { purchasingSystem: { state: 'active', registeredOn: '2026-02-30' } }),
        ],
      },
      [
        'none enough: a b c d e',
        '- system-in-test {"names":"a","count":1,"more":0}',
        '- registered-day-missing {"names":"d、e","count":2,"more":0}',
        '- checkout-waiting {"names":"b","count":1,"more":0}',
        '+ checkout-active {"names":"c","count":1,"more":0}',
      ],
    ],
    ['enhanced-checkout', 'no system', { amazonGroups: [G('a', NONE)] }, ['none: a', '- system-none {"names":"a","count":1,"more":0}']],
    ['safeguards', 'no group', { amazonGroups: [] }, ['none', '- no-groups']],
    ['safeguards', 'none noted', { amazonGroups: [G('a')] }, ['none', '- safeguards-unknown {"names":"a","count":1,"more":0}']],
    [
      'safeguards',
      'one noted',
      { amazonGroups: [G('a', { safeguards: { ...createAmazonGroup('').safeguards, shippingYen: 0 } })] },
      ['noted enough', '+ safeguards-noted {"names":"a","count":1,"more":0}'],
    ],
    ['register', 'a list of Amazon’s', {}, ['met enough', '+ amazon-list-taken {"rows":10,"day":"2026-11-20T00:00:00.000Z"}']],
    ['register', 'no list', { amazonList: null }, ['none', '- account-unknown']],
    ['register', 'a list of a former account', { amazonList: null, isAmazonListFormer: true }, ['none', '- amazon-list-former']],
    ['work-emails', 'no lists', { neoList: null, amazonList: null, people: null }, ['none', '- no-neo-list', '- no-amazon-list']],
    [
      'work-emails',
      'a list of a former account',
      { amazonList: null, isAmazonListFormer: true, people: null },
      ['none', '- amazon-list-former'],
    ],
    ['work-emails', 'people nobody counted', { people: null }, ['none', '- people-unknown']],
    ['work-emails', 'nobody in scope', { people: { ...PEOPLE, inScope: 0 } }, ['none', '- nobody-in-scope']],
    [
      'work-emails',
      'some left',
      { people: { ...PEOPLE, address: 3 } },
      ['none enough 7 of 10', '- people-address {"count":3}', '+ people-done {"done":7,"of":10}'],
    ],
    [
      'work-emails',
      'all left',
      { people: { ...PEOPLE, address: 10 } },
      ['none 0 of 10', '- people-address {"count":10}', '+ people-done {"done":0,"of":10}'],
    ],
    [
      'add-users',
      'some left and some unknown',
      { people: { ...PEOPLE, account: 7, accountUnknown: 5 } },
      ['none enough 0 of 10', '- people-account {"count":7}', '- people-account-unknown {"count":3}', '+ people-done {"done":0,"of":10}'],
    ],
    [
      'add-users',
      'some unknown',
      { people: { ...PEOPLE, accountUnknown: 2 } },
      ['none enough 8 of 10', '- people-account-unknown {"count":2}', '+ people-done {"done":8,"of":10}'],
    ],
    [
      'invitations',
      'some invited, some without an account',
      { people: { ...PEOPLE, account: 2, invited: 3 }, invitations: { ...ALL_SEEN.invitations, expired: 1 } },
      [
        'none enough 5 of 10',
        '- people-account {"count":2}',
        '- people-invited {"count":3}',
        '- invitations-expired {"count":1}',
        '+ people-done {"done":5,"of":10}',
      ],
    ],
    [
      'invitations',
      'more than there are',
      { people: { ...PEOPLE, account: 8, invited: 8 } },
      ['none 0 of 10', '- people-account {"count":8}', '- people-invited {"count":2}', '+ people-done {"done":0,"of":10}'],
    ],
    [
      'invitations',
      'states that the list does not tell',
      { people: { ...PEOPLE, invited: 3 }, invitations: { ...ALL_SEEN.invitations, areStatesKnown: false } },
      ['none enough', '- invitation-states-unknown'],
    ],
    [
      'invitations',
      'states that no list tells',
      { amazonList: null, people: null, invitations: { ...ALL_SEEN.invitations, areStatesKnown: false } },
      ['none', '- no-amazon-list'],
    ],
    [
      'invitations',
      'states by words that nobody explained',
      { people: { ...PEOPLE, stateUnknown: 4 } },
      ['none enough 6 of 10', '- people-account-unknown {"count":4}', '+ people-done {"done":6,"of":10}'],
    ],
    [
      'invitations',
      'all accepted, though some of others have expired',
      { invitations: { ...ALL_SEEN.invitations, expired: 2 } },
      ['met enough 10 of 10', '+ people-done {"done":10,"of":10}'],
    ],
    [
      'invoice-people',
      'some of whom no list tells',
      { people: { ...PEOPLE, invoice: 1, invoiceUnknown: 4 } },
      ['none enough 5 of 10', '- people-invoice {"count":1}', '- people-invoice-unknown {"count":4}', '+ people-done {"done":5,"of":10}'],
    ],
    ['invoice-people', 'no group', { invoiceGroups: [] }, ['none', '- no-invoice-groups']],
    [
      'invoice-people',
      'some in none',
      { people: { ...PEOPLE, invoice: 4 } },
      ['none enough 6 of 10', '- people-invoice {"count":4}', '+ people-done {"done":6,"of":10}'],
    ],
  ])('of %s: %s', (id, _, facts, lines) => {
    expect(told(id, facts)).toEqual(lines);
  });
});

import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import type { ObjectFact, SetupFacts } from '#shared/domain/setup/facts.ts';

/** A new company without imports or drafts. */
export const NOTHING_KNOWN: SetupFacts = {
  neoList: null,
  amazonList: null,
  amazonUsersFrom: 'invitations',
  people: null,
  invitations: { pending: 0, expired: 0, firstExpiry: null, areStatesKnown: true },
  amazonGroups: [],
  invoiceGroups: [],
  routes: [],
  serials: [],
  integration: null,
  password: { kept: false, inNeo: null },
  commonSettings: null,
  allowedUsers: null,
  connection: null,
};

/** Returns a valid object that is the same on the server. */
export const sound = (id: string, name = id): ObjectFact => ({ id, name, blocking: 0, server: 'same', print: 'a' });

/** Returns an Amazon group with everything that an order requires, registered long ago. */
export const activeGroup = (id: string, name: string, integrationOption: string): SetupFacts['amazonGroups'][number] => ({
  ...sound(id, name),
  group: {
    ...createAmazonGroup(name),
    integrationOption,
    paymentOption: 'administrator',
    addresses: 1,
    purchasingSystem: { state: 'active', registeredOn: '2026-09-01' },
  },
});

const LIST = { rows: 10, takenAt: '2026-11-20T00:00:00.000Z' };

/** Ten people with nothing left to do. */
export const ALL_PEOPLE_READY = {
  inScope: 10,
  ready: 10,
  notChecked: 0,
  address: 0,
  account: 0,
  accountUnknown: 0,
  invited: 0,
  stateUnknown: 0,
  invoice: 0,
  invoiceUnknown: 0,
};

/** A company in which everything that the console can check is complete. */
export const ALL_SEEN: SetupFacts = {
  neoList: LIST,
  amazonList: LIST,
  amazonUsersFrom: 'invitations',
  people: ALL_PEOPLE_READY,
  invitations: { pending: 0, expired: 0, firstExpiry: null, areStatesKnown: true },
  amazonGroups: [activeGroup('g1', 'NEOカタログ購買', 'HONSHA01')],
  invoiceGroups: [{ ...sound('i1', '本社'), code: 'HONSHA01', match: 'exact', option: 'HONSHA01' }],
  routes: [{ ...sound('r1', '標準'), complete: true }],
  serials: [sound('s1', '購入番号')],
  integration: { ...sound('integration', ''), systemLogin: 'LOGIN', poRequestUrl: 'https://https-ats.amazonsedi.com/x', wrong: [] },
  password: { kept: true, inNeo: true },
  commonSettings: { ...sound('common_settings', ''), title: '購入', routeId: 'r1', serialId: 's1' },
  allowedUsers: { ...sound('allowed_users', ''), people: 10 },
  connection: { passed: true, unproven: false, at: '2026-11-20T00:00:00.000Z', outdated: false },
};

import type { BusinessCalendar } from '../checkout/calendar.ts';
import type { SetupCheck } from './check.ts';
import * as amazon from './checks-amazon.ts';
import * as neo from './checks-neo.ts';
import * as people from './checks-people.ts';
import type { ProofBasis, SetupFacts } from './facts.ts';
import type { SetupStepId } from './guide.ts';

type CheckOf = (facts: SetupFacts, today: string, calendar: BusinessCalendar) => SetupCheck;

/** Automatic checks. A step without one needs a person's record. */
const CHECKS: Readonly<Partial<Record<SetupStepId, CheckOf>>> = {
  register: amazon.checkAccountOpen,
  'account-mail': amazon.checkAccountOpen,
  'settings-page': amazon.checkAccountOpen,
  'group-add': amazon.checkGroupAdded,
  'group-page': amazon.checkGroupPage,
  'group-address': amazon.checkGroupAddress,
  'purchasing-system': amazon.checkPurchasingSystem,
  'enhanced-checkout': amazon.checkEnhancedCheckout,
  safeguards: amazon.checkSafeguards,
  'add-users': people.checkUsersAdded,
  'grant-roles': people.checkUsersAdded,
  invitations: people.checkInvitations,
  route: neo.checkDefaultRoute,
  serial: neo.checkDefaultSerial,
  'integration-values': neo.checkIntegrationValues,
  'allowed-users': neo.checkAllowedUsers,
  'connection-test': neo.checkConnectionTest,
  'common-settings': neo.checkCommonSettings,
  'work-emails': people.checkWorkEmails,
  'invoice-code': neo.checkInvoiceCodes,
  'invoice-people': people.checkInvoicePeople,
};

export const checkStep = (id: SetupStepId, facts: SetupFacts, today: string, calendar: BusinessCalendar): SetupCheck | null =>
  CHECKS[id]?.(facts, today, calendar) ?? null;

/** Steps with a separate state per group; a record covers only the groups that existed on that day. */
const PER_GROUP: ReadonlySet<SetupStepId> = new Set<SetupStepId>(['group-payment']);

/** The basis of a record that is made now. */
export const createRecordBasis = (id: SetupStepId, facts: SetupFacts, check: SetupCheck | null): ProofBasis =>
  PER_GROUP.has(id) ? amazon.createGroupBasis(amazon.listGroupsInUse(facts)) : (check?.basis ?? []);

import type { BusinessCalendar } from '../checkout/calendar.ts';
import type { Check } from './check.ts';
import * as amazon from './checks-amazon.ts';
import * as neo from './checks-neo.ts';
import * as people from './checks-people.ts';
import type { Basis, SetupFacts } from './facts.ts';
import type { StepId } from './guide.ts';

type CheckOf = (facts: SetupFacts, today: string, calendar: BusinessCalendar) => Check;

/** Automatic checks. A step without one needs a person's record. */
const CHECKS: Readonly<Partial<Record<StepId, CheckOf>>> = {
  register: amazon.accountOpen,
  'account-mail': amazon.accountOpen,
  'settings-page': amazon.accountOpen,
  'group-add': amazon.groupAdd,
  'group-page': amazon.groupPage,
  'group-address': amazon.groupAddress,
  'purchasing-system': amazon.purchasingSystem,
  'enhanced-checkout': amazon.enhancedCheckout,
  safeguards: amazon.safeguards,
  'add-users': people.addUsers,
  'grant-roles': people.addUsers,
  invitations: people.invitations,
  route: neo.route,
  serial: neo.serial,
  'integration-values': neo.integrationValues,
  'allowed-users': neo.allowedUsers,
  'connection-test': neo.connectionTest,
  'common-settings': neo.commonSettings,
  'work-emails': people.workEmails,
  'invoice-code': neo.invoiceCode,
  'invoice-people': people.invoicePeople,
};

export const checkStep = (id: StepId, facts: SetupFacts, today: string, calendar: BusinessCalendar): Check | null =>
  CHECKS[id]?.(facts, today, calendar) ?? null;

/** Steps with a separate state per group; a record covers only the groups that existed on that day. */
const PER_GROUP: ReadonlySet<StepId> = new Set<StepId>(['group-payment']);

/** The basis of a record that is made now. */
export const basisOf = (id: StepId, facts: SetupFacts, check: Check | null): Basis =>
  PER_GROUP.has(id) ? amazon.groupBasis(amazon.groupsInUse(facts)) : (check?.basis ?? []);

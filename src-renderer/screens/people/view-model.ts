import type { MarkState } from '#renderer/ui/index.ts';
import type { PersonReferences } from '#shared/contract/fixes/leavers.ts';
import type { PersonRow } from '#shared/contract/people.ts';
import { getLockVerdict } from '#shared/domain/checkout/lock-clock.ts';
import { GATE_SCREENS } from '../../parts/gates/gate-screens.ts';
import { getResponsibleParty } from './decided.ts';
import type { Line, PersonGate, PersonView } from './person-view.ts';

type Stage = NonNullable<PersonView['route']>['stages'][number];

/** Mark of a person's state. */
export const getPersonStateMark = (state: PersonRow['state']): MarkState =>
  state === 'blocked' ? 'block' : state === 'ready' ? 'ready' : 'unknown';

/** Mark of a gate. */
export const getGateStateMark = (state: PersonGate['state']): MarkState =>
  state === 'closed' ? 'block' : state === 'risk' ? 'risk' : state === 'open' ? 'ready' : 'unknown';

/** Gates independent of the person, checked even if personal ones are not. */
const COMPANY_GATES: ReadonlySet<number> = new Set([1, 7]);

/** Mark of a gate: an open gate after the blocking one is shown as satisfied, without a promise. */
export function getGateMark(
  { gate, state }: PersonGate,
  firstClosed: PersonView['firstClosed'],
): { readonly mark: MarkState; readonly word: GateWord } {
  const isBehind = firstClosed !== null && gate > firstClosed;
  return state === 'open' && isBehind
    ? { mark: 'note', word: COMPANY_GATES.has(gate) ? 'metByCompany' : 'met' }
    : { mark: getGateStateMark(state), word: state };
}
type GateWord = PersonGate['state'] | 'met' | 'metByCompany';

/**
 * Mark of Amazon's acceptance. An unknown address most likely gets the same response (docs/domain/amazon-cxml.md#setup-request), so it is a
 * success only for a person who is known on both sides and not blocked.
 */
export function getAcceptanceMark({ firstClosed, state, gates }: Pick<PersonView, 'firstClosed' | 'state' | 'gates'>): {
  readonly mark: MarkState;
  readonly word: 'accepted' | 'acceptedAlone';
} {
  const isKnown = gates.every(({ gate, state: found }) => (gate !== 3 && gate !== 4) || found === 'open');
  return firstClosed === null && state !== 'outside' && isKnown
    ? { mark: 'ready', word: 'accepted' }
    : { mark: 'note', word: 'acceptedAlone' };
}

/** Sections of a person's page: the gates, and what follows an order. */
export type PersonSection = `gate-${number}` | 'after' | 'orders' | 'request';

/** Section that is shown first: the first closed gate, else the first that is not checked or has a warning, else the outcome of an order. */
export function getFirstSection({ firstClosed, gates }: Pick<PersonView, 'firstClosed' | 'gates'>): PersonSection {
  const gate = firstClosed ?? gates.find(({ state }) => state !== 'open')?.gate;
  return gate === undefined ? 'after' : `gate-${gate}`;
}

/** Gates whose findings are about the addresses of one person, so that the fix is adopted on the person's page. */
const ADDRESS_GATES: ReadonlySet<number> = new Set([3, 4]);
/** Returns whether a finding is compared and fixed on the person's page. */
export const isFixedOnPage = ({ ofCompany }: Pick<PersonGate['findings'][number], 'ofCompany'>, gate: number): boolean =>
  !ofCompany && ADDRESS_GATES.has(gate);

/** Screen on which a gate can be opened; `null` if it cannot be opened in this console, because suspension is managed in NEO. */
export function getGateScreen(gate: number, { evidence: { standing } }: Pick<PersonView, 'evidence'>): Place | null {
  const isLeft = standing.state !== 'active' && standing.state !== 'unknown';
  return gate === 2 && isLeft ? null : (GATE_SCREENS[gate] ?? 'matching');
}
type Place = (typeof GATE_SCREENS)[number];

/** Maximum number of settings named for a person who can no longer act. */
const MAX_NAMED_PLACES = 5;

/** References to a person: drafts first, then NEO's own screens. */
export function listReferencesToPerson({ lines, elsewhere }: PersonReferences): PersonReferences & {
  readonly more: number;
} {
  const named = lines.slice(0, MAX_NAMED_PLACES);
  return {
    lines: named,
    elsewhere: elsewhere.slice(0, MAX_NAMED_PLACES - named.length),
    more: Math.max(0, lines.length + elsewhere.length - MAX_NAMED_PLACES),
  };
}

const line = (key: Line['key'], params: Line['params'] = {}): Line => ({ key, params });

/** Summary sentence and mark: the blocking gate, or that the order passes as far as known. */
export function getVerdict({ gates, firstClosed, fixes, person: { name } }: PersonView): Line & { readonly mark: MarkState } {
  const stop = gates.find(({ gate }) => gate === firstClosed);
  if (stop !== undefined)
    return {
      mark: 'block',
      ...line('verdict.stops', { name, gate: stop.gate, ...(getResponsibleParty(stop, fixes) ?? { move: 'neo', who: '' }) }),
    };
  const unknown = gates.filter(({ state }) => state === 'unseen' || state === 'unasked').length;
  if (unknown > 0) return { mark: 'unknown', ...line('verdict.unknown', { name, count: unknown }) };
  const risks = gates.filter(({ state }) => state === 'risk').length;
  return risks > 0
    ? { mark: 'risk', ...line('verdict.risks', { name, count: risks }) }
    : { mark: 'ready', ...line('verdict.passes', { name }) };
}

/**
 * Why a gate was not checked for this person: the person is out of scope, or an earlier gate is not open (for a person out of scope the
 * second gate, otherwise the gate that it depends on); `null` if it was checked.
 */
export function getReasonNotChecked(
  { gate, state }: PersonGate,
  { state: order, gates }: Pick<PersonView, 'state' | 'gates'>,
): Line | null {
  if (state !== 'unasked') return null;
  const isClosed = (before: number): boolean => gates[before - 1]?.state === 'closed';
  if (order === 'outside') return isClosed(2) ? line('unasked', { gate: 2 }) : line('unaskedOutside');
  return line('unasked', { gate: gate === 8 ? 6 : 3 });
}

/** Findings of a gate; if it was not checked for the person, the company's are separate. */
export function splitGateFindings({ state, findings }: PersonGate): Readonly<Record<'here' | 'apart', PersonGate['findings']>> {
  if (state !== 'unasked') return { here: findings, apart: [] };
  return { here: findings.filter(({ ofCompany }) => !ofCompany), apart: findings.filter(({ ofCompany }) => ofCompany) };
}

type Unseen = PersonView['gates'][number]['unseen'][number];
const isUnseen = (gates: PersonView['gates'], part: Unseen): boolean => gates.some(({ unseen }) => unseen.includes(part));

/** Why the person's invoice groups are unknown: none exist, or no list shows membership; `null` = known. */
export function getReasonInvoicesUnknown(gates: PersonView['gates']): 'undrafted' | 'untold' | null {
  if (isUnseen(gates, 'gate-5')) return 'undrafted';
  return isUnseen(gates, 'gate-5-lists') ? 'untold' : null;
}

/** Returns whether invoice group codes cannot be compared, because no Amazon code is known. */
export const areCodesUnknown = (gates: PersonView['gates']): boolean => isUnseen(gates, 'gate-5-codes');

/** Inputs of a gate besides findings. */
export function listGateEvidence(gate: number, { evidence, invoices, route, serial, gates }: PersonView): readonly Line[] {
  switch (gate) {
    case 1: {
      const { systemLogin, passwordSet, poRequestUrl, groups, activeGroups } = evidence.integration;
      return [
        line('evidence.values', {
          login: systemLogin ? 'yes' : 'no',
          password: passwordSet === null ? 'unknown' : passwordSet ? 'yes' : 'no',
          url: poRequestUrl ? 'yes' : 'no',
        }),
        groups === 0 ? line('evidence.noGroups') : line('evidence.groups', { active: activeGroups, groups }),
      ];
    }
    case 2:
      return [
        line(`evidence.state.${evidence.standing.state}`),
        line(`evidence.allowed.${evidence.standing.allowed}`),
        ...(evidence.standing.excluded ? [line('evidence.excluded')] : []),
      ];
    case 3:
      return [evidence.workEmail.trim() === '' ? line('evidence.noEmail') : line('evidence.email', { email: evidence.workEmail })];
    case 4:
      return accountLines(evidence.account, gates[3]?.state === 'unseen');
    case 5: {
      const unseen = getReasonInvoicesUnknown(gates);
      if (unseen !== null) return [line(`evidence.invoices-${unseen}`)];
      if (invoices.length === 0) return [line('evidence.noInvoices')];
      const usable = invoices.filter(({ amazonGroup }) => amazonGroup !== '').length;
      return [line('evidence.invoices', { count: invoices.length, usable: areCodesUnknown(gates) ? 'unseen' : String(usable) })];
    }
    case 6:
      return [route === null ? line('evidence.noRoute') : line('evidence.route', { name: route.name, stages: route.stages.length })];
    case 7:
      return [
        serial === null
          ? line('evidence.noSerial')
          : line('evidence.serial', { name: serial.name, number: serial.number ?? 'none', example: String(serial.isExample) }),
        ...(serial !== null && gates[6]?.unseen.includes('gate-7-last') ? [line('evidence.serialLast')] : []),
      ];
    default: {
      // The line below says that it was not checked.
      if (gates[7]?.state === 'unasked') return [];
      const days = getRouteDaysParams(route);
      return [days === null || gates[5]?.state === 'closed' ? line('evidence.noEnd') : line('evidence.days', days)];
    }
  }
}

/** Text arguments for the end of a route: its days, their basis, and whether a branch ends sooner. */
export function getRouteDaysParams(
  route: PersonView['route'],
): { readonly days: number; readonly least: number; readonly ground: 'assumed' | 'written'; readonly sooner: 'yes' | 'no' } | null {
  if (route?.days == null) return null;
  const { days, least, assumed } = route;
  return { days, least: least ?? days, ground: assumed ? 'assumed' : 'written', sooner: least !== null && least < days ? 'yes' : 'no' };
}

/** The last decision compared with the lock. */
export interface LockOutcome {
  readonly mark: MarkState;
  readonly word: 'inTime' | 'byTheHour' | 'byBranch' | 'mayBeLate' | 'late' | 'unchecked';
}

/**
 * An order of today compared with the lock; `null` if no one could order. Nothing is marked if the gate of the route or the lock was not
 * checked, and nothing is good if past orders were late.
 */
export function getLockOutcome({ lock: { reading }, route, firstClosed, state, gates }: PersonView): LockOutcome | null {
  if (route?.days == null || firstClosed !== null || state === 'outside') return null;
  const { days, least, assumed } = route;
  const known = (gate: number): boolean => ['open', 'risk'].includes(gates[gate - 1]?.state ?? 'unseen');
  if (!known(6) || !known(8)) return { mark: 'unknown', word: 'unchecked' };
  const verdict = getLockVerdict(days, reading);
  const isRisk = gates[7]?.state === 'risk';
  // Past orders outweigh an assumed business day per step.
  if (assumed && verdict !== 'within' && !isRisk) return { mark: 'unknown', word: 'unchecked' };
  if (getLockVerdict(least ?? days, reading) !== verdict) return isRisk ? MAY_BE_LATE : { mark: 'unknown', word: 'byBranch' };
  if (verdict === 'over') return assumed ? MAY_BE_LATE : { mark: 'risk', word: 'late' };
  if (isRisk) return MAY_BE_LATE;
  return verdict === 'within' ? { mark: 'ready', word: 'inTime' } : { mark: 'risk', word: 'byTheHour' };
}
const MAY_BE_LATE: LockOutcome = { mark: 'risk', word: 'mayBeLate' };

function accountLines(account: PersonView['evidence']['account'], isUnseen: boolean): readonly Line[] {
  if (account === null) return [line('evidence.noAccount')];
  const { email, state, punchout, groups } = account;
  // State and role are known, so the group is the unknown part.
  const isGroupUnknown = isUnseen && state !== 'unknown' && punchout !== null;
  return [
    line('evidence.account', { email, state }),
    line('evidence.role', { punchout: punchout === null ? 'unknown' : punchout ? 'yes' : 'no' }),
    ...(groups.length === 0 ? [] : [line('evidence.accountGroups', { groups: groups.join('、') })]),
    ...(isGroupUnknown ? [line('evidence.groupsUnknown')] : []),
  ];
}

/** Maximum names of a stage; the others are counted. */
const MAX_NAMED_PEOPLE = 4;
/** People of a stage: first names, and the number of others. */
export function listSlotNames({ slots, slotCount }: Stage): { readonly names: readonly string[]; readonly more: number } {
  const names = slots.slice(0, MAX_NAMED_PEOPLE).map(({ name, byName, state }) => (state === 'delegated' ? byName : name));
  return { names, more: Math.max(0, slotCount - names.length) };
}

/** Name of an organization filter: `known` from NEO's list, else the reference; `none` for people without one. */
export const getOrganizationFilterName = (id: string, known: string | null, none: string): string => (id === '' ? none : (known ?? id));

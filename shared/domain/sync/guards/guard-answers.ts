import type { GatewaySection } from '../gateway-section.ts';
import { isOpenConflict } from '../plan/item.ts';
import { isSelectionComplete } from '../plan/select.ts';
import { checkDeletions } from './deletions-guard.ts';
import { findActiveFreeze } from './freeze.ts';
import { DEFAULT_DELETION_LIMIT, DEFAULT_PEOPLE_LIMIT, NO_LIMIT } from './guard-limits.ts';
import { type GuardFacts, type GuardId, type GuardPolicy, type GuardResult, type GuardState, preventsApply } from './guard-types.ts';
import { checkPeopleEffect } from './people-guard.ts';
import { countReasonLetters, isValidReason, MIN_REASON_LENGTH } from './reason.ts';
import { findReferenceProblems } from './references.ts';

/** Default limits of the guards. The console never deletes single objects, so they need no limit. */
export const DEFAULT_GUARD_POLICY: GuardPolicy = {
  deletions: {
    routes: DEFAULT_DELETION_LIMIT,
    serials: DEFAULT_DELETION_LIMIT,
    invoice_groups: DEFAULT_DELETION_LIMIT,
    integration: { ...NO_LIMIT, count: 0 },
    common_settings: { ...NO_LIMIT, count: 0 },
    allowed_users: { ...NO_LIMIT, count: 0 },
  },
  people: DEFAULT_PEOPLE_LIMIT,
  freeze: [],
  reasonRequired: true,
  approvalRequired: false,
};

type Params = GuardResult['params'];
const answer = (id: GuardId, state: GuardState, what: string, params: Params = {}, keys: readonly string[] = []): GuardResult => ({
  id,
  state,
  text: `guard.${id}.${what}`,
  params,
  keys,
});

/** Results of all guards in the order of `GUARD_IDS`. A plan can be applied if none prevents it. */
export function evaluateGuards(policy: GuardPolicy, facts: GuardFacts): readonly GuardResult[] {
  return [
    sourceComplete(facts),
    sourceNotEmpty(facts),
    fresh(facts),
    selected(facts),
    conflicts(facts),
    dependencies(facts),
    references(facts),
    checkDeletions(facts, policy.deletions),
    checkPeopleEffect(facts, policy.people),
    freeze(facts, policy),
    writable(facts),
    armed(facts),
    reason(facts, policy),
    approval(facts, policy),
  ];
}

export const mayApply = (answers: readonly GuardResult[]): boolean => !answers.some(({ state }) => preventsApply(state));

/** Guard: all differences are known, because every section was read completely and every object is readable. */
function sourceComplete({ plan: { refused } }: GuardFacts): GuardResult {
  const half = refused.filter(({ reason: why }) => why === 'not-complete');
  const [section] = half;
  if (section !== undefined) return answer('source-complete', 'blocked', 'blocked', { section: section.section, count: half.length });
  const [object] = refused;
  return object === undefined
    ? answer('source-complete', 'ok', 'ok')
    : answer('source-complete', 'blocked', 'unreadable', { section: object.section, count: refused.length });
}

/** Minimum number of objects of a section whose loss is suspicious; an empty server always is. */
const SUSPICIOUS_LOSS = 3;

/**
 * Guard: a server or section that is suddenly empty although drafts are based on it was not read correctly, or is another one. To continue,
 * the administrator must take over the server's state first.
 */
function sourceNotEmpty({ plan }: GuardFacts): GuardResult {
  const there = new Set(Array.from(plan.server.entries.values(), ({ section }) => section));
  const lost = new Map<GatewaySection, string[]>();
  for (const { key, section, base, server } of plan.items)
    if (base !== null && server === null && !there.has(section)) lost.set(section, [...(lost.get(section) ?? []), key]);
  const [worst] = [...lost].sort(([, a], [, b]) => b.length - a.length);
  if (worst === undefined || (worst[1].length < SUSPICIOUS_LOSS && there.size > 0))
    return answer('source-not-empty', 'ok', 'ok', { count: plan.server.entries.size });
  return answer('source-not-empty', 'blocked', 'blocked', { section: worst[0], count: worst[1].length }, worst[1]);
}

function fresh({ staleness }: GuardFacts): GuardResult {
  if (staleness === null) return answer('fresh', 'needs', 'needs');
  const { touching, elsewhere } = staleness;
  const [first] = touching;
  if (first === undefined) return answer('fresh', 'ok', elsewhere.length === 0 ? 'ok' : 'elsewhere', { count: elsewhere.length });
  const params = {
    count: touching.length,
    name: first.name === '' ? 'none' : first.name,
    section: first.section,
    by: first.by === '' ? 'none' : first.by,
  };
  return answer(
    'fresh',
    'blocked',
    'blocked',
    params,
    touching.map(({ key }) => key),
  );
}

const selected = ({ plan, selection }: GuardFacts): GuardResult => {
  const count = plan.order.filter((key) => selection.has(key)).length;
  return count === 0 ? answer('selected', 'needs', 'needs') : answer('selected', 'ok', 'ok', { count });
};

/** Guard: open conflicts are not applied. It checks selected items and only mentions the others. */
function conflicts({ plan, selection }: GuardFacts): GuardResult {
  const open = plan.items.filter(({ fields }) => fields.some(isOpenConflict)).map(({ key }) => key);
  const ticked = open.filter((key) => selection.has(key));
  if (ticked.length > 0) return answer('conflicts', 'needs', 'needs', { count: ticked.length }, ticked);
  return open.length === 0 ? answer('conflicts', 'ok', 'ok') : answer('conflicts', 'not-applicable', 'left', { count: open.length }, open);
}

function dependencies({ plan, selection }: GuardFacts): GuardResult {
  const circular = plan.circular.filter((key) => selection.has(key));
  if (circular.length > 0) return answer('dependencies', 'blocked', 'circular', { count: circular.length }, circular);
  return isSelectionComplete(plan, new Set([...selection].filter((key) => plan.byKey.has(key))))
    ? answer('dependencies', 'ok', 'ok')
    : answer('dependencies', 'needs', 'needs');
}

function references({ plan, selection }: GuardFacts): GuardResult {
  const problems = findReferenceProblems(plan, selection);
  const [first] = problems;
  if (first === undefined) return answer('references', 'ok', 'ok');
  const name = plan.byKey.get(first.key)?.name ?? '';
  const params = { count: problems.length, name: name === '' ? 'none' : name };
  return answer('references', 'blocked', first.kind, params, [...new Set(problems.map(({ key }) => key))]);
}

function freeze({ company, now, calendar }: GuardFacts, { freeze: windows }: GuardPolicy): GuardResult {
  if (windows.length === 0) return answer('freeze', 'not-applicable', 'none');
  if (company.kind !== 'production') return answer('freeze', 'not-applicable', 'other');
  const frozen = findActiveFreeze(windows, now, calendar);
  if (frozen === null) return answer('freeze', 'ok', 'ok');
  const { window, until } = frozen;
  const hours = window.kind === 'outside-hours' ? { from: window.from, to: window.to } : { from: '', to: '' };
  return answer('freeze', 'blocked', 'blocked', {
    name: window.name === '' ? 'none' : window.name,
    kind: window.kind === 'outside-hours' ? 'hours' : 'days',
    until: until === '' ? 'none' : until,
    ...hours,
  });
}

const writable = ({ company }: GuardFacts): GuardResult =>
  company.readOnly ? answer('writable', 'blocked', 'blocked') : answer('writable', 'ok', 'ok');

function armed({ company, now }: GuardFacts): GuardResult {
  if (company.kind !== 'production') return answer('armed', 'not-applicable', 'other');
  const { armedUntil } = company;
  return armedUntil !== null && now < armedUntil
    ? answer('armed', 'ok', 'ok', { minutes: Math.ceil((armedUntil - now) / 60_000) })
    : answer('armed', 'needs', armedUntil === null ? 'needs' : 'over');
}

function reason({ reason: text }: GuardFacts, { reasonRequired }: GuardPolicy): GuardResult {
  if (isValidReason(text)) return answer('reason', 'ok', 'ok');
  if (!reasonRequired) return answer('reason', 'not-applicable', 'optional');
  return answer('reason', 'needs', countReasonLetters(text) === 0 ? 'needs' : 'short', { least: MIN_REASON_LENGTH });
}

function approval({ approval: state }: GuardFacts, { approvalRequired }: GuardPolicy): GuardResult {
  if (state === 'valid') return answer('approval', 'ok', 'ok');
  if (!approvalRequired) return answer('approval', 'not-applicable', 'optional');
  return state === 'none' ? answer('approval', 'needs', 'needs') : answer('approval', 'blocked', state);
}

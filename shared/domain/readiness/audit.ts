import type { AmazonUser, Directory, NeoUser } from '../directory/directory.ts';
import { accountFindings, amazonOnlyFindings, SOUND, soundAccounts } from './account-findings.ts';
import { addressFindings, duplicateGroups } from './address-findings.ts';
import {
  allowedBy,
  type Configuration,
  NAMED_PLACES,
  type NamedPlace,
  namedPeople,
  type UnseenGate,
  unseenGates,
} from './configuration.ts';
import { configurationGates } from './configuration-findings.ts';
import { directoryLeavers, withDirectory } from './directory-findings.ts';
import { type DirectoryJoin, joinDirectory } from './directory-join.ts';
import { type Finding, type FindingCode, type Suggestion, severityOf, type Way } from './finding.ts';
import { countPeople, gateBit, gateMasks, isAccountUnknown, type PeopleCounts, unseenMask } from './order-state.ts';
import { pairFinding } from './pair-findings.ts';
import { pairDirectories, pairOf } from './pairing.ts';
import type { AuditPolicy } from './policy.ts';
import { firstClosedGates } from './reasons.ts';
import { scopeOf } from './scope.ts';
import { type AuditContext, type InvitationDoubt, type Suggestions, suggest, type Withheld } from './suggestions.ts';

/** The answer to 'can this person order today?' for everybody, as far as the lists and the configuration reach. */
export interface Audit {
  /** What concerns everybody; then by person in the order of the NEO list, each person's findings in the order of gates; then Amazon's own. */
  readonly findings: readonly Finding[];
  /** 1 for each NEO user who is asked about. */
  readonly inScope: Uint8Array;
  /** 1 for each NEO user whom only the exclusion list takes out of the scope. */
  readonly excluded: Uint8Array;
  /** For each NEO user the finding under which the person counts, or `-1`. */
  readonly firstClosed: Int32Array;
  /** For each NEO user in scope the gates that were not checked, a mask (`gateBit`). Who can order is told by `orderStateOf`. */
  readonly notChecked: Uint8Array;
  /** Why nothing is advised for a NEO user for whom something was found. */
  readonly withheld: ReadonlyMap<number, Withheld>;
  /** By NEO user, what may be chosen beside the suggestion, or without one. */
  readonly ways: ReadonlyMap<number, readonly Way[]>;
  /** By NEO user without an account, why an invitation needs a look. */
  readonly doubts: ReadonlyMap<number, readonly InvitationDoubt[]>;
  /** Gates that nothing is known about yet. */
  readonly unseen: readonly UnseenGate[];
  /** Who everybody is in the company's directory; left out where none was taken in. */
  readonly join?: DirectoryJoin;
  readonly summary: AuditSummary;
}

/** `ready`, `blocked` and `notChecked` add up to `inScope`; whoever else of the `users` is out of scope. */
export interface AuditSummary extends PeopleCounts {
  readonly users: number;
  /** People on the exclusion list, out of scope by it alone; left out where there is no such list. */
  readonly excluded?: number;
  /** Findings per code; codes without findings are left out. */
  readonly byCode: Readonly<Partial<Record<FindingCode, number>>>;
}

/** Audits both lists, and what is set up where that is known. Pure, deterministic, linear; never throws on any text. */
export function audit(
  directory: Directory,
  policy: AuditPolicy,
  configuration: Configuration | null = null,
  context: AuditContext = {},
): Audit {
  const { neoUsers } = directory;
  const { inScope, excluded, able } = scopeOf(neoUsers, policy, configuration === null ? null : allowedBy(configuration));
  const pairing = pairDirectories(directory, policy);
  // Whoever is excluded or may not order still holds an address: nobody else's order may come from it.
  const duplicates = duplicateGroups(directory, pairing, able);
  const gates = configuration === null ? null : configurationGates(configuration, inScope, policy.today);
  const placesOf = namedPlaces(directory, configuration);
  const sound = soundAccounts(directory, pairing, policy);
  const unknown = new Uint8Array(neoUsers.length);
  const join = context.directoryPeople === undefined ? null : joinDirectory(context.directoryPeople, directory, pairing, able);
  const leavers = join === null ? null : directoryLeavers(join, directory, pairing);

  const findings: Finding[] = [...(gates?.everybody ?? [])];
  for (let i = 0; i < neoUsers.length; i++) {
    if (able[i] === 0) suspendedFinding(neoUsers[i] as NeoUser, i, placesOf, findings);
    if (inScope[i] === 0) {
      if (able[i] === 1 && excluded[i] === 0) leavers?.add(i, findings);
      continue;
    }
    if (stateFinding(neoUsers[i] as NeoUser, i, findings)) unknown[i] = SECOND;
    const pair = pairOf(i, pairing);
    const isUsable = addressFindings(i, pair, directory, pairing, duplicates, policy, findings);
    if (pair !== null && pair.kind !== 'exact') findings.push(pairFinding(pair, i, directory, pairing, policy));
    if (pair !== null && sound[pair.amazonIndex] !== SOUND && isAccountUnknown(directory.amazonUsers[pair.amazonIndex] as AmazonUser))
      unknown[i] = (unknown[i] as number) | FOURTH;
    if (pair === null || sound[pair.amazonIndex] === 0) accountFindings(i, pair, isUsable, directory, pairing, policy, findings);
    gates?.add(i, findings);
    leavers?.add(i, findings);
  }
  amazonOnlyFindings(directory, pairing, inScope, able, policy, findings);
  leavers?.addAccounts(findings);
  const told = join === null ? findings : withDirectory(findings, join, directory);

  const suggestions = suggest(directory, pairing, inScope, policy.email, context, join);
  const checked = withSuggestions(told, suggestions);
  const firstClosed = firstClosedGates(checked, inScope);
  const unseen = unseenGates(configuration);
  const forAll = (policy.openGates ?? []).reduce((mask, gate) => mask | gateBit(gate), unseenMask(unseen));
  const masks = gateMasks(checked, inScope, unknown, forAll);
  const { notChecked } = masks;
  const counts = countPeople(checked, { inScope, firstClosed, notChecked }, masks);
  const summary = { users: neoUsers.length, ...counts, byCode: countCodes(checked) };
  return {
    findings: checked,
    inScope,
    excluded,
    firstClosed,
    notChecked,
    withheld: suggestions.withheld,
    ways: suggestions.ways,
    doubts: suggestions.doubts,
    unseen,
    ...(join !== null && { join }),
    summary: policy.excluded === undefined ? summary : { ...summary, excluded: countOnes(excluded) },
  };
}

const [SECOND, FOURTH] = [gateBit(2), gateBit(4)];

const countOnes = (marks: Uint8Array): number => marks.reduce((sum, mark) => sum + mark, 0);

/** By NEO id, where people are named by hand. */
function namedPlaces(directory: Directory, configuration: Configuration | null): ReadonlyMap<string, ReadonlySet<NamedPlace>> {
  const places = new Map(namedPeople(configuration));
  for (const { userId } of directory.approvers) places.set(userId, new Set([...(places.get(userId) ?? []), 'approver']));
  return places;
}

/** A suspended, deleted or locked-out person who is still named somewhere. */
function suspendedFinding(user: NeoUser, neoIndex: number, placesOf: ReturnType<typeof namedPlaces>, findings: Finding[]): void {
  const places = user.id === '' ? undefined : placesOf.get(user.id);
  if (places === undefined) return;
  findings.push({
    code: 'user-suspended',
    neoIndex,
    amazonIndex: -1,
    reason: { key: 'user-suspended', params: { state: user.state, place: NAMED_PLACES.filter((place) => places.has(place)).join(' ') } },
    suggestion: null,
  });
}

/** Somebody whose state is told by a word that nobody has explained; whether it is. */
function stateFinding({ state, unclear }: NeoUser, neoIndex: number, findings: Finding[]): boolean {
  if (state !== 'unknown') return false;
  const word = Object.values(unclear ?? {})[0] || 'none';
  findings.push({
    code: 'user-state-unknown',
    neoIndex,
    amazonIndex: -1,
    reason: { key: 'user-state-unknown', params: { word } },
    suggestion: null,
  });
  return true;
}

/** A suggestion stands at the findings that it would mend, once a pair or, without a pair, at what closes gate 3 or 4. */
function withSuggestions(findings: readonly Finding[], { given }: Suggestions): readonly Finding[] {
  if (given.size === 0) return findings;
  return findings.map((finding) => {
    const suggestion = severityOf(finding) === 'block' && isAboutTheAddress(finding) ? given.get(finding.neoIndex) : undefined;
    return suggestion === undefined ? finding : { ...finding, suggestion };
  });
}

const OF_THE_ADDRESS: ReadonlySet<FindingCode> = new Set(['other-email-matches', 'work-email-malformed', 'person-match']);
const WITHOUT_ACCOUNT: ReadonlySet<FindingCode> = new Set(['work-email-missing', 'work-email-malformed', 'amazon-user-missing']);

const isAboutTheAddress = ({ code, amazonIndex }: Finding): boolean =>
  amazonIndex >= 0 ? code.startsWith('email-differs-') || OF_THE_ADDRESS.has(code) : WITHOUT_ACCOUNT.has(code);

function countCodes(findings: readonly Finding[]): AuditSummary['byCode'] {
  const byCode: Partial<Record<FindingCode, number>> = {};
  for (const { code } of findings) byCode[code] = (byCode[code] ?? 0) + 1;
  return byCode;
}

/** Whether two audits of one directory say the same of everybody, row by row. */
export function sameAudit(a: Audit, b: Audit): boolean {
  if (a === b) return true;
  if (a.findings.length !== b.findings.length || a.summary.inScope !== b.summary.inScope || a.summary.excluded !== b.summary.excluded)
    return false;
  return (
    a.unseen.join() === b.unseen.join() &&
    sameMarks(a.inScope, b.inScope) &&
    sameEntries(a.withheld, b.withheld) &&
    sameEntries(a.ways, b.ways) &&
    sameEntries(a.doubts, b.doubts) &&
    sameMarks(a.notChecked, b.notChecked) &&
    a.findings.every((finding, at) => sameFinding(finding, b.findings[at] as Finding))
  );
}

const sameEntries = (a: ReadonlyMap<number, unknown>, b: ReadonlyMap<number, unknown>): boolean =>
  a.size === b.size && [...a].every(([at, value]) => JSON.stringify(value) === JSON.stringify(b.get(at)));
const sameMarks = (a: Uint8Array, b: Uint8Array): boolean => a.every((mark, i) => mark === b[i]);

const sameFinding = (a: Finding, b: Finding): boolean =>
  a.code === b.code &&
  a.neoIndex === b.neoIndex &&
  a.amazonIndex === b.amazonIndex &&
  a.subject === b.subject &&
  severityOf(a) === severityOf(b) &&
  a.reason.key === b.reason.key &&
  sameParams(a.reason.params, b.reason.params) &&
  sameSuggestion(a.suggestion, b.suggestion);

/** What a company tells of its domains changes an advice, and may change nothing else. */
const sameSuggestion = (a: Suggestion | null, b: Suggestion | null): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

function sameParams(a: Finding['reason']['params'], b: Finding['reason']['params']): boolean {
  if (a === b) return true;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

import type { PeopleIndex } from '../integration/people.ts';
import type { GateFinding } from '../integration/problem.ts';
import { type CodeMatch, matchCodes } from './code-match.ts';
import type { InvoiceGroup } from './invoice-group.ts';
import { computeMembership, type GroupSet, isMembershipComplete, type Membership } from './membership.ts';

export type InvoiceFindingCode = 'no-invoice-group' | 'invoice-code-malformed' | 'invoice-code-unmatched' | 'invoice-code-near-miss';

/** The finding for a code without an exact, well-formed match; `null` if there is one. */
export function getCodeFinding({ kind, malformed }: CodeMatch): Exclude<InvoiceFindingCode, 'no-invoice-group'> | null {
  if (kind === 'exact' && !malformed) return null;
  if (malformed) return 'invoice-code-malformed';
  return kind === 'unmatched' ? 'invoice-code-unmatched' : 'invoice-code-near-miss';
}

/** Groups with a valid code that Amazon has, according to `options` (`null` as in `listInvoiceFindings`). */
export function listGroupsWithValidCode(groups: readonly InvoiceGroup[], options: readonly string[] | null): readonly InvoiceGroup[] {
  const codes = groups.map(({ code }) => code);
  const matches = matchCodes(codes, options ?? codes);
  return groups.filter((_, at) => getCodeFinding(matches[at] as CodeMatch) === null);
}

/** Findings with a better correction come first. */
const ORDER = ['invoice-code-near-miss', 'invoice-code-malformed', 'invoice-code-unmatched'] as const;

interface GroupFinding {
  readonly code: InvoiceFindingCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/**
 * Result of gate 5 for people in the same groups: `null` = open, `'unsure'` = the lists do not show whether they are in a working group.
 */
type MembershipResult = GroupFinding | 'unsure' | null;

/** Results by set, for people who may also be in the groups of `perhaps`. */
function answersOfSets(
  groups: readonly InvoiceGroup[],
  options: readonly string[] | null,
  sets: Membership['sets'],
  perhaps: GroupSet,
): MembershipResult[] {
  const matches = matchCodes(
    groups.map(({ code }) => code),
    options ?? groups.map(({ code }) => code),
  );
  const ofGroup = matches.map((match, at): GroupFinding | null => {
    const code = getCodeFinding(match);
    const group = groups[at] as InvoiceGroup;
    return code === null
      ? null
      : {
          code,
          params: {
            group: group.name,
            invoiceCode: group.code,
            amazonCode: match.at < 0 || options === null ? '' : (options[match.at] ?? ''),
            difference: match.kind,
          },
        };
  });
  const mayServe = perhaps.some((group) => ofGroup[group] === null);
  return sets.map((set) => {
    const ofEach = set.map((group) => ofGroup[group] ?? null);
    if (ofEach.includes(null)) return null;
    if (mayServe) return 'unsure';
    // None of the groups with unknown members works.
    const all = set.length === 0 ? perhaps.map((group) => ofGroup[group] ?? null) : ofEach;
    return ORDER.map((code) => all.find((one) => one?.code === code)).find((one) => one !== undefined) ?? NO_GROUP;
  });
}

const NO_GROUP: GroupFinding = { code: 'no-invoice-group', params: {} };

/**
 * Result of gate 5 for people in the same groups: `null` = open, `'unsure'` = the lists do not show whether they are in a working group.
 */
function answersOf(
  groups: readonly InvoiceGroup[],
  options: readonly string[] | null,
  membership: Membership,
): (neoIndex: number) => MembershipResult {
  const { sets, setOfUser, unsure, unplaced, openToUnplaced } = membership;
  const placed = answersOfSets(groups, options, sets, unsure);
  const others = unplaced.size === 0 ? placed : answersOfSets(groups, options, sets, openToUnplaced);
  return (neoIndex) => (unplaced.has(neoIndex) ? others : placed)[setOfUser[neoIndex] as number] ?? null;
}

/**
 * Gate 5 for all people in scope: at least one group lists the person, and its code equals an Amazon group's option. `options` is `null`
 * while no Amazon group is known: then only form and membership are checked. Nothing is reported for `markUncheckedInvoices`.
 */
export function listInvoiceFindings(
  groups: readonly InvoiceGroup[],
  options: readonly string[] | null,
  people: PeopleIndex,
  inScope: Uint8Array,
  membership: Membership = computeMembership(groups, people),
): readonly GateFinding<InvoiceFindingCode>[] {
  const answerOf = answersOf(groups, options, membership);
  const findings: GateFinding<InvoiceFindingCode>[] = [];
  for (let neoIndex = 0; neoIndex < inScope.length; neoIndex++) {
    if (inScope[neoIndex] === 0) continue;
    const answer = answerOf(neoIndex);
    if (answer !== null && answer !== 'unsure') findings.push({ code: answer.code, neoIndex, params: answer.params });
  }
  return findings;
}

/** Marks people for whom membership in a working group is not in the lists; `null` = none. */
export function markUncheckedInvoices(
  groups: readonly InvoiceGroup[],
  options: readonly string[] | null,
  people: PeopleIndex,
  membership: Membership = computeMembership(groups, people),
): Uint8Array | null {
  if (isMembershipComplete(membership)) return null;
  const answerOf = answersOf(groups, options, membership);
  return Uint8Array.from(membership.setOfUser, (_, neoIndex) => (answerOf(neoIndex) === 'unsure' ? 1 : 0));
}

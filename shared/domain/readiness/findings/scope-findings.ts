import { type ChunkedWork, forEachInChunks } from '../../chunks/chunked-work.ts';
import { type Finding, type FindingCode, getFindingSeverity } from '../finding.ts';
import type { Scope } from '../scope.ts';
import { type Suggestions, suggestAddresses } from '../suggestions/suggestions.ts';
import { listAmazonOnlyFindings } from './account-findings.ts';
import type { ListFindings } from './list-findings.ts';

/** Possible owners of accounts are omitted, because only the findings about Amazon need them. */
type AddressSuggestions = Omit<Suggestions, 'mayBeOf'>;

/** Results of the lists under one scope: suggestions, and findings about Amazon only. */
export class ScopeFindings {
  readonly scope: Scope;
  readonly suggestions: AddressSuggestions;
  /** Findings about Amazon only, after those of people. */
  readonly amazonOnly: readonly Finding[];
  readonly #lists: ListFindings;
  readonly #advised = new Map<number, readonly Finding[]>();

  private constructor(lists: ListFindings, scope: Scope, suggestions: AddressSuggestions, amazonOnly: readonly Finding[]) {
    this.#lists = lists;
    this.scope = scope;
    this.suggestions = suggestions;
    this.amazonOnly = amazonOnly;
    for (const neoIndex of suggestions.given.keys()) this.#advised.set(neoIndex, withSuggestion(lists.part(neoIndex), suggestions));
  }

  static *of(lists: ListFindings, scope: Scope): ChunkedWork<ScopeFindings> {
    const { directory, pairing, policy, context, join } = lists;
    const { mayBeOf, ...suggestions } = yield* suggestAddresses(directory, pairing, scope, policy.email, context, join);
    const given = [...suggestions.given.keys()];
    yield* forEachInChunks(given.length, (at) => lists.part(given[at] as number));
    const ofAmazon = yield* amazonOnly(lists, scope, mayBeOf);
    return new ScopeFindings(lists, scope, suggestions, [...ofAmazon, ...lists.leavingAccounts()]);
  }

  /** Returns the results for another day; suggestions do not depend on the day. */
  on(lists: ListFindings): ScopeFindings {
    return new ScopeFindings(lists, this.scope, this.suggestions, this.amazonOnly);
  }

  /** Like `ListFindings.part`, with suggestions. */
  part(i: number): readonly Finding[] {
    return this.#advised.get(i) ?? this.#lists.part(i);
  }
}

function* amazonOnly(lists: ListFindings, { inScope, able }: Scope, mayBeOf: Suggestions['mayBeOf']): ChunkedWork<readonly Finding[]> {
  const { directory, pairing, policy } = lists;
  const reportedAtPerson = new Set<number>();
  if (pairing.amazon.shared.size > 0)
    yield* forEachInChunks(inScope.length, (i) => {
      if (inScope[i] === 1)
        for (const { code, amazonIndex } of lists.part(i)) if (code === 'amazon-email-duplicate') reportedAtPerson.add(amazonIndex);
    });
  return listAmazonOnlyFindings(directory, pairing, { able }, policy, { reportedAtPerson, mayBeOf });
}

/**
 * Adds a person's suggestion to the findings that it resolves: with a pair to one finding, without a pair to those that close gate 3 or 4.
 */
const withSuggestion = (part: readonly Finding[], { given }: AddressSuggestions): readonly Finding[] =>
  part.map((finding) => {
    const suggestion = getFindingSeverity(finding) === 'block' && isAboutTheAddress(finding) ? given.get(finding.neoIndex) : undefined;
    return suggestion === undefined ? finding : { ...finding, suggestion };
  });

const OF_THE_ADDRESS: ReadonlySet<FindingCode> = new Set([
  'work-email-missing',
  'other-email-matches',
  'work-email-malformed',
  'person-match',
]);
const WITHOUT_ACCOUNT: ReadonlySet<FindingCode> = new Set(['work-email-missing', 'work-email-malformed', 'amazon-user-missing']);

const isAboutTheAddress = ({ code, amazonIndex }: Finding): boolean =>
  amazonIndex >= 0 ? code.startsWith('email-differs-') || OF_THE_ADDRESS.has(code) : WITHOUT_ACCOUNT.has(code);

import { SEVERITIES } from '#shared/contract/readiness/finding-choices.ts';
import type { FindingFilter, FindingRow, FindingSort } from '#shared/contract/readiness/matching.ts';
import type { AmazonUser, Directory, NeoUser } from '#shared/domain/directory/directory.ts';
import { foldForSearch } from '#shared/domain/directory/names.ts';
import { OrganizationTree } from '#shared/domain/directory/organizations.ts';
import { getUserPositions } from '#shared/domain/directory/user-positions.ts';
import { toCanonicalAddress } from '#shared/domain/email/index.ts';
import type { Fix } from '#shared/domain/fixes/fixes.ts';
import type { Audit } from '#shared/domain/readiness/audit.ts';
import { listOrganizationPaths } from '#shared/domain/readiness/by-organization.ts';
import {
  FINDING_CODES,
  FINDING_KINDS,
  type Finding,
  type FindingCode,
  getFindingSeverity,
  isAboutCompany,
  type SuggestedAddress,
  type Suggestion,
} from '#shared/domain/readiness/finding.ts';
import { getResponsibleSide } from '#shared/domain/readiness/gates/owners.ts';
import { FindingKeys } from './finding-keys.ts';
import { FindingTexts } from './finding-texts.ts';
import { type RowDecisionSources, RowDecisions, type TriageCounts } from './row-decisions.ts';
import { computeGroupRanks, type GroupedOrder, isGroupedOrder, listGroupStarts, sortSelectedRows } from './row-order.ts';

const NO_ROWS: ReadonlySet<number> = new Set();

/** Result of filter and sort: row numbers in display order, and the counts shown beside the table (`matching.rows`). */
export interface FilteredFindings {
  readonly order: Int32Array;
  /** Number of rows per code, in the order of `FINDING_CODES`; the filter by code is ignored. */
  readonly codeCounts: Int32Array;
  readonly triageCounts: TriageCounts;
  readonly sinceCounts: { new: number; back: number };
  /** Number of distinct NEO users in the rows. */
  readonly people: number;
  /** Number of findings that match the filter; may exceed the number of rows. */
  readonly findings: number;
  /** In the view with one row per person: number of findings of each NEO user, by position. `null` in the other views. */
  readonly perPerson: Int32Array | null;
}

/** Lower than every real version, so that the first call of `applyMarks` takes effect. */
const NO_DECISIONS: RowDecisionSources = { version: -1, triages: new Map(), since: null, fixes: new Map(), today: '' };
const noFix = (): undefined => undefined;

/** The findings of one revision, prepared for pages of rows. Data for filters and sorts are built on first use. */
export class FindingsView {
  readonly revision: number;
  readonly directory: Directory;
  /** The persistent identity of each NEO user, by position. */
  readonly people: readonly string[];
  readonly audit: Audit;
  readonly paths: readonly (readonly string[])[];
  readonly keys: FindingKeys;
  #marks: RowDecisions;
  readonly #tree: OrganizationTree;
  readonly #codeOf: Uint8Array;
  readonly #sortedBy = new Map<FindingSort['by'], Int32Array>();
  readonly #texts: FindingTexts;
  readonly #ranks = new Map<GroupedOrder, Int32Array>();
  /** Accounts by canonical address; built on demand. */
  #accounts: ReadonlyMap<string, AmazonUser> | null = null;
  #last: { readonly key: string; readonly selection: FilteredFindings } | null = null;

  /** `before`: the previous view, from which unchanged parts are reused. `keys`: identities of the findings, if already computed. */
  constructor(
    revision: number,
    directory: Directory,
    people: readonly string[],
    audit: Audit,
    before: FindingsView | null = null,
    keys: FindingKeys | null = null,
  ) {
    this.revision = revision;
    this.directory = directory;
    this.people = people;
    this.audit = audit;
    const same = before !== null && before.directory === directory ? before : null;
    this.paths = same?.paths ?? listOrganizationPaths(directory);
    this.#accounts = same === null ? null : same.#accounts;
    this.keys = keys ?? FindingKeys.of(directory, people, audit.findings, same?.keys);
    this.#marks = new RowDecisions(this.keys, NO_DECISIONS, noFix);
    this.#tree = same !== null ? same.#tree : new OrganizationTree(directory.organizations);
    this.#texts = same !== null ? same.#texts : new FindingTexts(directory, this.paths, this.#tree);
    const codeAt = new Map(FINDING_CODES.map((code, at) => [code, at]));
    this.#codeOf = Uint8Array.from(audit.findings, (finding) => codeAt.get(finding.code) as number);
  }

  /** Returns the first row of an identity; `null` if it is not in this revision. */
  placeOf(key: string): { readonly revision: number; readonly row: number } | null {
    const row = this.keys.rowsOf(key)[0];
    return row === undefined ? null : { revision: this.revision, row };
  }

  /** Version of the decisions shown in the rows. */
  get triageVersion(): number {
    return this.#marks.version;
  }

  /** Updates decisions and history of the rows and discards the cached selection. */
  applyMarks(sources: RowDecisionSources): void {
    this.#marks = new RowDecisions(this.keys, sources, (at) => this.fixOf(at, sources.fixes));
    this.#last = null;
  }

  /** Returns the adopted fix of a row. A fix belongs only to the finding for which it was adopted, not to other findings of the person. */
  fixOf(at: number, fixes: RowDecisionSources['fixes']): Fix | undefined {
    const { neoIndex, code } = this.audit.findings[at] as Finding;
    const fix = neoIndex < 0 ? undefined : fixes.get(this.people[neoIndex] as string);
    return fix?.code === code ? fix : undefined;
  }

  /** Returns whether the row has an adopted fix that the lists do not show yet. */
  isAdopted(at: number): boolean {
    return this.#marks.passesTriage(at, 'adopted');
  }

  isAccepted(at: number): boolean {
    return this.#marks.passesTriage(at, 'accepted');
  }

  /** Returns the rows that match the filter, sorted. */
  select(filter: FindingFilter, sort: FindingSort): FilteredFindings {
    const key = JSON.stringify([filter, sort]);
    if (this.#last?.key === key) return this.#last.selection;
    const found = this.#matching(filter);
    const order = sortSelectedRows(found.order, this.#sorted(sort.by));
    if (sort.direction === 'descending') order.reverse();
    const selection = { ...found, order };
    this.#last = { key, selection };
    return selection;
  }

  /** Returns the indexes in `order` at which a group begins; none for orders that are not grouped. */
  groupStarts(order: Int32Array, { by }: FindingSort): number[] {
    return isGroupedOrder(by) ? listGroupStarts(order, this.#ranksOf(by), by) : [];
  }

  /** Returns a row for display. `others`: number of further findings of the person, in the view with one row per person. */
  row(at: number, others = 0): FindingRow {
    const finding = this.audit.findings[at] as Finding;
    const person = this.person(finding);
    const account = this.accountBeside(finding);
    return {
      row: at,
      key: this.keys.of(at),
      code: finding.code,
      severity: getFindingSeverity(finding),
      side: getResponsibleSide(finding),
      ofCompany: isAboutCompany(finding),
      neoUserId: person?.id || null,
      personId: person === null ? null : this.personId(finding.neoIndex),
      loginId: person?.loginId || null,
      name: isAboutCompany(finding) ? this.keys.nameOf(at) : person?.name || account?.name || '',
      organization: person === null ? '' : this.organizationName(person),
      workEmail: person?.workEmail || null,
      amazonEmail: account?.email || null,
      reason: { key: finding.reason.key, params: { ...finding.reason.params } },
      suggestion: finding.suggestion === null ? null : plainSuggestion(finding.suggestion),
      triage: this.#marks.triage(at),
      since: this.#marks.since(at),
      others,
    };
  }

  person(finding: Finding): NeoUser | null {
    return finding.neoIndex < 0 ? null : (this.directory.neoUsers[finding.neoIndex] as NeoUser);
  }

  /** Returns the id of a person in calls: the NEO id, or the persistent identity if that id is missing or not unique. */
  personId(at: number): string {
    const { neoUsers } = this.directory;
    const { id = '' } = neoUsers[at] ?? {};
    return id !== '' && getUserPositions(neoUsers).get(id) === at ? id : (this.people[at] ?? '');
  }

  account(finding: Finding): AmazonUser | null {
    return finding.amazonIndex < 0 ? null : (this.directory.amazonUsers[finding.amazonIndex] as AmazonUser);
  }

  /** Returns the account of a finding, else the account with the person's address; `null` if the finding means that there is none. */
  accountBeside(finding: Finding): AmazonUser | null {
    const told = this.account(finding);
    const { gate } = FINDING_KINDS[finding.code];
    // A finding of gate 3 or 4 that names no account means that there is no account.
    if (told !== null || gate === 3 || gate === 4) return told;
    return this.accountAt(this.person(finding)?.workEmail ?? '');
  }

  /** Returns the account with an address, the first if there are several; `null` = none. */
  accountAt(email: string): AmazonUser | null {
    const address = toCanonicalAddress(email);
    if (address === '') return null;
    this.#accounts ??= new Map(this.directory.amazonUsers.toReversed().map((user) => [toCanonicalAddress(user.email), user]));
    return this.#accounts.get(address) ?? null;
  }

  /** Returns the name of the default organization, or the reference as written in the file if it is unknown. */
  organizationName(person: NeoUser): string {
    const reference = person.organizations[0] ?? '';
    return this.#tree.resolve(reference)?.name ?? reference;
  }

  /** Returns the names of all organizations of a person, default first. */
  organizationNames(person: NeoUser): string[] {
    return person.organizations.map((reference) => this.#tree.resolve(reference)?.name ?? reference);
  }

  /** Returns the row numbers of all findings of one person. */
  rowsOfPerson(neoIndex: number): readonly number[] {
    const rows: number[] = [];
    this.audit.findings.forEach((finding, at) => {
      if (finding.neoIndex === neoIndex) rows.push(at);
    });
    return rows;
  }

  #matching(filter: FindingFilter): FilteredFindings {
    const { findings, firstClosed } = this.audit;
    const severities = new Set<string>(filter.severities.length === 0 ? SEVERITIES : filter.severities);
    const codes = new Set<FindingCode>(filter.codes);
    const sides = new Set(filter.sides ?? []);
    const words = foldForSearch(filter.search)
      .split(' ')
      .filter((word) => word !== '');
    const codeCounts = new Int32Array(FINDING_CODES.length);
    const triageCounts = { open: 0, assigned: 0, accepted: 0, changed: 0, adopted: 0 };
    const sinceCounts = { new: 0, back: 0 };
    const marks = this.#marks;
    const order = new Int32Array(findings.length);
    const countOf = new Int32Array(this.directory.neoUsers.length);
    let people = 0;
    // A finding that concerns everyone does not belong to one person, but it is listed with the number of people it blocks.
    const countsForAll = filter.firstGateOnly ? new Set(firstClosed) : NO_ROWS;
    let found = 0;
    for (let at = 0; at < findings.length; at++) {
      const finding = findings[at] as Finding;
      const { code, neoIndex } = finding;
      if (!severities.has(getFindingSeverity(finding))) continue;
      if (sides.size > 0 && !sides.has(getResponsibleSide(finding))) continue;
      if (filter.firstGateOnly && (neoIndex < 0 ? !countsForAll.has(at) : firstClosed[neoIndex] !== at)) continue;
      if (filter.organizationId !== null && !this.#concerns(finding, filter.organizationId)) continue;
      if (words.length > 0 && !this.#texts.contain(finding, words)) continue;
      // Each group of counts applies all filters except its own.
      const inCodes = codes.size === 0 || codes.has(code);
      const inTriage = marks.passesTriage(at, filter.triage);
      const inSince = marks.passesSince(at, filter.since);
      if (inTriage && inSince) (codeCounts[this.#codeOf[at] as number] as number)++;
      if (inCodes && inSince) marks.countTriage(at, triageCounts);
      if (inCodes && inTriage) marks.countSince(at, sinceCounts);
      if (!(inCodes && inTriage && inSince)) continue;
      order[found++] = at;
      if (neoIndex >= 0 && (countOf[neoIndex] as number)++ === 0) people++;
    }
    const rows = order.subarray(0, found);
    return {
      order: filter.perPerson ? this.#oneAPerson(rows) : rows,
      codeCounts,
      triageCounts,
      sinceCounts,
      people,
      findings: found,
      perPerson: filter.perPerson ? countOf : null,
    };
  }

  /** Reduces the rows to one per person: the finding that blocks the person, else the most severe. Findings without a person stay. */
  #oneAPerson(rows: Int32Array): Int32Array {
    const { findings, firstClosed } = this.audit;
    const shown = new Int32Array(this.directory.neoUsers.length).fill(-1);
    const gravity = (at: number): number => SEVERITIES.indexOf(getFindingSeverity(findings[at] as Finding));
    for (const at of rows) {
      const { neoIndex } = findings[at] as Finding;
      if (neoIndex < 0) continue;
      const best = shown[neoIndex] as number;
      const first = firstClosed[neoIndex];
      if (best < 0 || at === first || (best !== first && gravity(at) < gravity(best))) shown[neoIndex] = at;
    }
    return rows.filter((at) => {
      const { neoIndex } = findings[at] as Finding;
      return neoIndex < 0 || shown[neoIndex] === at;
    });
  }

  /** Whether a finding concerns a member of an organization; company-wide findings concern everyone. */
  #concerns(finding: Finding, organizationId: string): boolean {
    if (finding.neoIndex >= 0) return (this.paths[finding.neoIndex] as readonly string[]).includes(organizationId);
    return isAboutCompany(finding);
  }

  /** Builds the search texts in pieces between other calls, so that the first search is fast. */
  async warmSearch(nextTurn: () => Promise<unknown>): Promise<void> {
    const preparing = this.#texts.prepare(this.audit.findings);
    while (preparing.next().done !== true) await nextTurn();
  }

  /** Returns all rows sorted by one column, ascending and stable; cached per column. */
  #sorted(by: FindingSort['by']): Int32Array {
    let sorted = this.#sortedBy.get(by);
    if (sorted === undefined) {
      sorted = this.#makeSorted(by);
      this.#sortedBy.set(by, sorted);
    }
    return sorted;
  }

  #makeSorted(by: FindingSort['by']): Int32Array {
    const { findings } = this.audit;
    const rows = Int32Array.from(findings.keys());
    if (isGroupedOrder(by)) {
      const ranks = this.#ranksOf(by);
      return rows.sort((a, b) => (ranks[a] as number) - (ranks[b] as number));
    }
    const keys = findings.map((finding) => this.#sortKey(finding, by));
    // Empty values come last in ascending order, as in spreadsheets.
    return rows.sort((a, b) => {
      const x = keys[a] as string;
      const y = keys[b] as string;
      if (x === y) return 0;
      if (x === '') return 1;
      if (y === '') return -1;
      return x < y ? -1 : 1;
    });
  }

  #ranksOf(by: GroupedOrder): Int32Array {
    const ranks = this.#ranks.get(by) ?? computeGroupRanks(this.audit.findings, this.#codeOf, by);
    this.#ranks.set(by, ranks);
    return ranks;
  }

  #sortKey(finding: Finding, by: FindingSort['by']): string {
    const person = this.person(finding);
    const account = this.account(finding);
    switch (by) {
      case 'name':
        return foldForSearch(person?.kana || person?.name || account?.name || '');
      case 'organization':
        return person === null ? '' : foldForSearch(this.organizationName(person));
      case 'workEmail':
        return foldForSearch(person?.workEmail ?? '');
      default:
        return foldForSearch(account?.email ?? '');
    }
  }
}

/** Copies a suggestion into the form of the contract. */
function plainSuggestion({ alternatives, ambiguous, ...best }: Suggestion): NonNullable<FindingRow['suggestion']> {
  const plain = ({ side, address, confidence, reasons }: SuggestedAddress) => ({ side, address, confidence, reasons: [...reasons] });
  return { ...plain(best), ambiguous, alternatives: alternatives.map(plain) };
}

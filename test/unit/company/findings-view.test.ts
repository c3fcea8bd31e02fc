import { describe, expect, it } from 'vitest';
import { FindingKeys } from '#main/company/findings/finding-keys.ts';
import { markFindingsSince } from '#main/company/findings/row-decisions.ts';
import type { FindingFilter, FindingSort } from '#shared/contract/readiness/matching.ts';
import { runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import type { Directory } from '#shared/domain/directory/directory.ts';
import type { FixState } from '#shared/domain/fixes/fix-state.ts';
import { FINDING_CODES, type Finding } from '#shared/domain/readiness/finding.ts';
import { computeFindingEvidence, getFindingKey } from '#shared/domain/triage/triage-identity.ts';
import { amazonUser, neoUser } from '../../support/directories.ts';
import {
  createUndecidedSources,
  decidedAbout,
  filterOf,
  findingOf,
  fixFor,
  type ListedFindings,
  rowsOf,
  viewOf,
} from '../../support/findings.ts';

const DIRECTORY: Directory = {
  neoUsers: [
    neoUser({
      ...{ id: '1', loginId: 'sato', name: '佐藤 花子', kana: 'サトウ ハナコ', employeeCode: 'E-77' },
      ...{ workEmail: 'sato@example.co.jp', organizations: ['*o2', 'o3'] },
    }),
    neoUser({ id: '2', name: '井上 太郎', workEmail: 'inoue@example.co.jp', organizations: ['営業部'] }),
    neoUser({ id: '3', loginId: 'no-name', kana: 'アオキ', organizations: ['どこか'] }),
    neoUser({ name: '渡辺' }),
  ],
  amazonUsers: [
    amazonUser({ email: 'SATO@example.co.jp', name: 'Hanako Sato' }),
    amazonUser({ email: 'orphan@example.co.jp', name: '' }),
    amazonUser({ email: 'inoue@example.co.jp', name: 'first' }),
    amazonUser({ email: 'Inoue@example.co.jp', name: 'second' }),
    amazonUser({ email: 'zeta@example.co.jp', name: 'いしだ' }),
  ],
  organizations: [
    { id: 'o1', code: 'HQ', name: '本社', parentId: null },
    { id: 'o2', code: 'PUR', name: '購買部', parentId: 'o1' },
    { id: 'o3', code: 'SALES', name: '営業部', parentId: 'o1' },
  ],
  approvers: [],
};

/** Findings by row: one of the company, three of 佐藤, two of 井上, one of a nameless person, one of 渡辺, two of accounts. */
const FINDINGS: readonly Finding[] = [
  findingOf('integration-incomplete'),
  findingOf('email-differs-case', { neoIndex: 0, amazonIndex: 0 }),
  findingOf('route-missing', { neoIndex: 0 }),
  findingOf('private-domain', { neoIndex: 0 }),
  findingOf('directory-missing', { neoIndex: 1 }),
  findingOf('route-missing', { neoIndex: 1, severity: 'risk' }),
  findingOf('work-email-missing', { neoIndex: 2 }),
  findingOf('amazon-user-missing', { neoIndex: 3 }),
  findingOf('amazon-orphan', { amazonIndex: 1 }),
  findingOf('amazon-orphan', { amazonIndex: 4 }),
];
const SIDES = ['neo', 'amazon', 'both'] as const;
const LISTED: ListedFindings = { directory: DIRECTORY, findings: FINDINGS, firstClosed: [2, -1, 6, 7] };
const view = viewOf(LISTED);

describe('the rows under a filter', () => {
  it.each([
    ['everything', {}, [0, 6, 1, 7, 2, 5, 3, 4, 8, 9]],
    ['the blocks', { severities: ['block'] }, [0, 6, 1, 7, 2]],
    ['what a policy weighs less, by what it weighs', { severities: ['risk'], codes: ['route-missing'] }, [5]],
    ['several severities', { severities: ['note', 'risk'] }, [5, 3, 4, 8, 9]],
    ['several codes', { codes: ['route-missing', 'amazon-orphan'] }, [2, 5, 8, 9]],
    ['what stops somebody first', { firstGateOnly: true }, [6, 7, 2]],
    ['an organisation with all below it, and what concerns the company', { organizationId: 'o1' }, [0, 1, 2, 5, 3, 4]],
    ['an organisation of which somebody is by default', { organizationId: 'o3' }, [0, 5, 4]],
    ['an organisation that no list holds', { organizationId: 'どこか' }, [0, 6]],
    ['whoever is in no organisation', { organizationId: '' }, [0, 7]],
    ['a name without its blank', { search: '佐藤花子' }, [1, 2, 3]],
    ['a name in any kana', { search: 'ｻﾄｳ' }, [1, 2, 3]],
    ['a login id', { search: 'NO-NAME' }, [6]],
    ['a number', { search: 'e-77' }, [1, 2, 3]],
    ['an address of NEO', { search: 'inoue@' }, [5, 4]],
    ['an address of Amazon', { search: 'orphan@' }, [8]],
    ['a name on Amazon', { search: 'イシダ' }, [9]],
    ['an organisation above', { search: '本社' }, [0, 1, 2, 5, 3, 4]],
    ['an organisation that no list holds, by its own words', { search: 'どこか' }, [6]],
    ['several words that are all there', { search: ' 購買部　hanako ' }, [1]],
    ['several words of which one is not', { search: '佐藤 営業部' }, []],
    ['words that stand in two fields', { search: '購買部本社' }, []],
    ['one row a person', { perPerson: true }, [0, 6, 7, 2, 5, 8, 9]],
    ['one row a person of what is left', { perPerson: true, codes: ['email-differs-case', 'private-domain'] }, [1]],
  ] satisfies readonly (readonly [string, Partial<FindingFilter>, readonly number[]])[])('%s', (_, filter, rows) => {
    expect(rowsOf(view, filter)).toEqual(rows);
  });

  it('include a finding that blocks everyone first if it closes the first gate of any person', () => {
    const stopped = viewOf({ ...LISTED, firstClosed: [0, 0, 6, 0] });
    expect(rowsOf(stopped, { firstGateOnly: true })).toEqual([0, 6]);
  });

  it('include the most severe finding of each person, the first among equals, in any order of rows', () => {
    const findings = [
      findingOf('directory-missing', { neoIndex: 0 }),
      findingOf('private-domain', { neoIndex: 0 }),
      findingOf('route-missing', { neoIndex: 0 }),
      findingOf('serial-missing', { neoIndex: 0 }),
      findingOf('shared-mailbox', { neoIndex: 0 }),
    ];
    const gravest = (firstClosed: number) =>
      rowsOf(viewOf({ directory: DIRECTORY, findings, firstClosed: [firstClosed] }), { perPerson: true });
    expect([-1, 0, 1, 2, 3, 4].map(gravest)).toEqual([[2], [0], [1], [2], [3], [4]]);
    // The blocking finding is not included.
    expect(rowsOf(viewOf({ directory: DIRECTORY, findings, firstClosed: [3] }), { perPerson: true, severities: ['risk', 'note'] })).toEqual(
      [1],
    );
  });

  it('are sorted by a column, with blank cells last, rows of one severity by code, and other equal cells by row number', () => {
    const orderOf = (by: FindingSort['by']) => rowsOf(view, {}, { by, direction: 'ascending' });
    expect(orderOf('severity')).toEqual([0, 6, 1, 7, 2, 5, 3, 4, 8, 9]);
    const sides = orderOf('owner').map((row) => view.row(row).side);
    expect(sides).toEqual([...sides].sort((a, b) => SIDES.indexOf(a) - SIDES.indexOf(b)));
    expect(new Set(sides)).toEqual(new Set(SIDES));
    const places = FINDINGS.map(({ code }) => FINDING_CODES.indexOf(code));
    expect(orderOf('code')).toEqual([...FINDINGS.keys()].sort((a, b) => (places[a] as number) - (places[b] as number)));
    // Sorted by kana if available: あおき, いしだ, orphan@ (without a name), さとう, 井上, 渡辺.
    expect(orderOf('name')).toEqual([6, 9, 1, 2, 3, 4, 5, 7, 0, 8]);
    expect(orderOf('organization')).toEqual([6, 4, 5, 1, 2, 3, 0, 7, 8, 9]);
    expect(orderOf('workEmail')).toEqual([4, 5, 1, 2, 3, 0, 6, 7, 8, 9]);
    expect(orderOf('amazonEmail')).toEqual([8, 1, 9, 0, 2, 3, 4, 5, 6, 7]);
    expect(rowsOf(view, {}, { by: 'amazonEmail', direction: 'descending' })).toEqual(orderOf('amazonEmail').toReversed());
  });

  it('are returned with the counts shown next to the table', () => {
    const { codeCounts, people, findings, perPerson } = view.select(
      filterOf({ perPerson: true, codes: ['route-missing', 'amazon-orphan'] }),
      { by: 'severity', direction: 'ascending' },
    );
    const counted = Object.fromEntries(FINDING_CODES.flatMap((code, at) => (codeCounts[at] === 0 ? [] : [[code, codeCounts[at]]])));
    expect(counted).toEqual({
      ...{ 'integration-incomplete': 1, 'work-email-missing': 1, 'email-differs-case': 1, 'amazon-user-missing': 1 },
      ...{ 'route-missing': 2, 'private-domain': 1, 'directory-missing': 1, 'amazon-orphan': 2 },
    });
    expect({ people, findings, perPerson: [...(perPerson as Int32Array)] }).toEqual({ people: 2, findings: 4, perPerson: [1, 1, 0, 0] });
    const plain = view.select(filterOf(), { by: 'severity', direction: 'ascending' });
    expect([plain.people, plain.findings, plain.perPerson]).toEqual([4, 10, null]);
  });

  it('are found by search texts that are prepared in slices, or at once if a caller cannot wait', async () => {
    const findings = Array.from({ length: 4_500 }, (_, at) => FINDINGS[at % FINDINGS.length] as Finding);
    const many = viewOf({ ...LISTED, findings });
    let turns = 0;
    await many.warmSearch(async () => {
      turns++;
      if (turns === 1) expect(rowsOf(many, { search: 'orphan@' })).toHaveLength(450);
    });
    expect(turns).toBeGreaterThan(1);
    const other = viewOf({ ...LISTED, findings });
    await other.warmSearch(async () => undefined);
    expect(rowsOf(other, { search: 'orphan@' })).toHaveLength(450);
    expect(rowsOf(view, { search: 'orphan@' })).toHaveLength(1);
  });
});

describe('a row', () => {
  it('shows the person it is about, with the data of either list', () => {
    const suggestion = {
      ...{ side: 'neo', address: 'SATO@example.co.jp', confidence: 'high', reasons: ['same-name'], ambiguous: true },
      alternatives: [{ side: 'amazon', address: 'sato@example.co.jp', confidence: 'low', reasons: [] }],
    } as unknown as NonNullable<Finding['suggestion']>;
    const told = viewOf({ ...LISTED, findings: [{ ...(FINDINGS[1] as Finding), suggestion }, ...FINDINGS] });
    expect(told.row(0, 2)).toMatchObject({
      ...{ row: 0, key: 'email-differs-case person-0', code: 'email-differs-case', severity: 'block', side: 'both', ofCompany: false },
      ...{ neoUserId: '1', loginId: 'sato', name: '佐藤 花子', organization: '購買部' },
      ...{ workEmail: 'sato@example.co.jp', amazonEmail: 'SATO@example.co.jp', suggestion, since: null, others: 2 },
      triage: { state: 'open', acceptance: null, assignment: null, note: '', fix: null },
    });
    expect(view.row(0)).toMatchObject({
      ...{ key: 'integration-incomplete company:', ofCompany: true, name: '本社', organization: '', others: 0 },
      ...{ neoUserId: null, loginId: null, workEmail: null, amazonEmail: null, suggestion: null },
    });
    expect(view.row(5)).toMatchObject({ severity: 'risk', side: 'neo', loginId: null, organization: '営業部' });
    expect(view.row(6)).toMatchObject({ name: '', organization: 'どこか', workEmail: null, loginId: 'no-name' });
    expect(view.row(7)).toMatchObject({ neoUserId: null, name: '渡辺', organization: '' });
    expect(view.row(8)).toMatchObject({ name: '', amazonEmail: 'orphan@example.co.jp', ofCompany: false });
    expect(view.row(9)).toMatchObject({ name: 'いしだ', neoUserId: null });
    expect(view.organizationNames(DIRECTORY.neoUsers[0] as never)).toEqual(['購買部', '営業部']);
    expect(view.organizationNames(DIRECTORY.neoUsers[2] as never)).toEqual(['どこか']);
    expect(view.rowsOfPerson(0)).toEqual([1, 2, 3]);
    expect(view.placeOf('private-domain person-0')).toEqual({ revision: 1, row: 3 });
    expect(view.placeOf('private-domain person-9')).toBeNull();
  });

  it('includes the account of the person’s address, unless the finding reports that there is none', () => {
    const beside = (finding: Finding) => view.accountBeside(finding)?.name ?? null;
    expect(beside(FINDINGS[5] as Finding)).toBe('first');
    expect(beside(findingOf('work-email-duplicate', { neoIndex: 1 }))).toBeNull();
    expect(beside(findingOf('amazon-user-missing', { neoIndex: 1 }))).toBeNull();
    expect(beside(findingOf('amazon-user-inactive', { neoIndex: 1, amazonIndex: 3 }))).toBe('second');
    expect(beside(findingOf('route-missing', { neoIndex: 2 }))).toBeNull();
    expect(beside(FINDINGS[0] as Finding)).toBeNull();
    expect(view.accountAt('INOUE@example.co.jp')?.name).toBe('first');
    expect(view.accountAt('nobody@example.co.jp')).toBeNull();
    expect(view.accountAt('')).toBeNull();
  });
});

describe('what was decided', () => {
  const accept = { kind: 'accept', reason: 'known', until: '2026-11-24' } as const;
  const decided = (today = '2026-11-24') => {
    const marked = viewOf(LISTED);
    const triages = decidedAbout(marked, [
      { row: 1, change: accept },
      { row: 2, change: { ...accept, until: null }, evidence: 'other' },
      { row: 3, change: { kind: 'assign', side: 'neo', person: '鈴木' } },
      { row: 4, change: { kind: 'assign', side: 'amazon', person: '' } },
      { row: 5, change: { kind: 'assign', side: null, person: '鈴木' } },
      { row: 6, change: { kind: 'note', text: '電話した' } },
    ]);
    const since = new Map([
      [marked.keys.of(7), 'new' as const],
      [marked.keys.of(8), 'back' as const],
    ]);
    marked.applyMarks(createUndecidedSources(today, { version: 7, triages, since: runToEnd(markFindingsSince(marked.keys, since)) }));
    return marked;
  };

  it('narrows the rows', () => {
    const marked = decided();
    expect(marked.triageVersion).toBe(7);
    const rows = (fields: Parameters<typeof rowsOf>[1]) => rowsOf(marked, fields).sort((a, b) => a - b);
    expect(rows({ triage: 'open-and-assigned' })).toEqual([0, 3, 4, 5, 6, 7, 8, 9]);
    expect(rows({ triage: 'open' })).toEqual([0, 6, 7, 8, 9]);
    expect(rows({ triage: 'assigned' })).toEqual([3, 4, 5]);
    expect(rows({ triage: 'assigned-neo' })).toEqual([3]);
    expect(rows({ triage: 'assigned-amazon' })).toEqual([4]);
    expect(rows({ triage: 'accepted' })).toEqual([1, 2]);
    expect(rows({ triage: 'accepted-changed' })).toEqual([2]);
    expect(rows({ triage: 'adopted' })).toEqual([]);
    expect(rows({ since: ['new'] })).toEqual([7]);
    expect(rows({ since: ['back'] })).toEqual([8]);
    expect(rows({ since: ['back', 'new'] })).toEqual([7, 8]);
  });

  it('is shown for a row with its state on that day', () => {
    const by = { by: '田中', at: '2026-11-01T00:00:00.000Z' };
    const marked = decided();
    const triage = (row: number, at = marked) => at.row(row).triage;
    expect(triage(1)).toMatchObject({ state: 'accepted', acceptance: { reason: 'known', until: '2026-11-24', state: 'active', ...by } });
    expect(triage(2)).toMatchObject({ state: 'accepted', acceptance: { until: null, state: 'changed' } });
    expect(triage(3)).toMatchObject({ state: 'assigned', acceptance: null, assignment: { side: 'neo', person: '鈴木', ...by } });
    expect(triage(5)).toMatchObject({ state: 'assigned', assignment: { side: null, person: '鈴木' } });
    expect(triage(6)).toMatchObject({ state: 'open', note: '電話した' });
    expect([7, 8, 0].map((row) => marked.row(row).since)).toEqual(['new', 'back', null]);
    const later = decided('2026-11-25');
    expect(triage(1, later)).toMatchObject({ state: 'open', acceptance: { state: 'expired' } });
    expect(rowsOf(later, { triage: 'accepted' })).toEqual([2]);
  });

  it('about a fix is shown only for the finding it was adopted for, until the fix has arrived', () => {
    const fixOf = (state: FixState, isWritten: boolean) => {
      const marked = viewOf(LISTED);
      const written = isWritten ? { at: '2026-11-02T00:00:00.000Z', file: 'neo.csv', row: 2 } : null;
      const fixes = new Map([
        ['person-0', fixFor('person-0', 'email-differs-case', { state, written })],
        ['amazon orphan@example.co.jp', fixFor('amazon orphan@example.co.jp', 'amazon-orphan')],
      ]);
      marked.applyMarks(createUndecidedSources('2026-11-24', { fixes }));
      return {
        adopted: rowsOf(marked, { triage: 'adopted' }),
        told: [1, 2, 8].map((row) => marked.row(row).triage.fix),
        counted: marked.select(filterOf(), { by: 'severity', direction: 'ascending' }).triageCounts.adopted,
      };
    };
    expect(fixOf('adopted', false)).toEqual({ adopted: [1], told: ['adopted', null, null], counted: 1 });
    expect(fixOf('written', true)).toEqual({ adopted: [1], told: ['written', null, null], counted: 1 });
    expect(fixOf('overtaken', true)).toEqual({ adopted: [1], told: ['written', null, null], counted: 1 });
    expect(fixOf('arrived', true)).toEqual({ adopted: [], told: [null, null, null], counted: 0 });
  });

  it('appears at once, even if the same rows were requested before', () => {
    const marked = viewOf(LISTED);
    expect(rowsOf(marked, { triage: 'accepted' })).toEqual([]);
    marked.applyMarks(
      createUndecidedSources('2026-11-24', { triages: decidedAbout(marked, [{ row: 0, change: { ...accept, until: null } }]) }),
    );
    expect(rowsOf(marked, { triage: 'accepted' })).toEqual([0]);
  });
});

describe('the lasting identities', () => {
  it('of indistinguishable people are one identity with all of their rows, in any order', () => {
    const findings = [1, 0, 2].map((neoIndex) => findingOf('route-missing', { neoIndex }));
    const people = ['same', 'same', 'same', 'other'];
    const keys = viewOf({ directory: DIRECTORY, findings, people }).keys;
    expect(keys.count).toBe(3);
    expect(keys.all).toEqual(Array(3).fill('route-missing same'));
    expect(keys.rowsOf('route-missing same')).toEqual([0, 1, 2]);
    const seen = findings.map((finding) => computeFindingEvidence(finding, DIRECTORY)).sort();
    expect(keys.evidenceOf('route-missing same')).toBe(seen.join('+'));
    expect(keys.evidenceOf('route-missing other')).toBeNull();
    for (const others of [findings.toReversed(), [1, 2, 0].map((at) => findings[at] as Finding)])
      expect(viewOf({ directory: DIRECTORY, findings: others, people }).keys.evidenceOf('route-missing same')).toBe(seen.join('+'));
    expect(keys.rowsOf('route-missing other')).toEqual([]);
  });

  it('show the findings added and removed since an earlier audit', () => {
    const keysOf = (findings: readonly Finding[]) => viewOf({ directory: DIRECTORY, findings }).keys;
    const before = keysOf(FINDINGS.slice(0, 8));
    const { came, went } = runToEnd(keysOf(FINDINGS.slice(2)).changeSince(before));
    expect([...came]).toEqual([
      ['amazon-orphan amazon:orphan@example.co.jp', 'orphan@example.co.jp'],
      ['amazon-orphan amazon:zeta@example.co.jp', 'いしだ'],
    ]);
    expect(went).toEqual(['integration-incomplete company:', 'email-differs-case person-0']);
  });

  it('are reused from a former check for the same findings, and never for others', () => {
    const other: Directory = { ...DIRECTORY };
    const many = Array.from({ length: 120 }, (_, at) => ({ ...(FINDINGS[at % FINDINGS.length] as Finding), subject: String(at) }));
    const people = DIRECTORY.neoUsers.map((_, at) => `person-${at}`);
    const known = FindingKeys.of(DIRECTORY, people, many);
    const fresh = (findings: readonly Finding[], directory = DIRECTORY) => findings.map((each) => getFindingKey(each, directory, people));
    for (const next of [
      many,
      many.slice(40),
      many.toReversed(),
      [findingOf('po-url-suspicious'), ...many],
      many.filter((_, at) => at % 3 > 0),
    ])
      expect(FindingKeys.of(DIRECTORY, people, next, known).all).toEqual(fresh(next));
    // A changed person identifier changes the key; unchanged keys are not computed again.
    const renamed = people.map((person) => `new-${person}`);
    expect(FindingKeys.of(DIRECTORY, renamed, many, known).all).toEqual(known.all);
    expect(FindingKeys.of(other, renamed, many, known).of(1)).toBe('email-differs-case new-person-0');
    expect(FindingKeys.of(DIRECTORY, renamed, many.slice(31), known).of(0)).toBe(known.of(31));
  });
});

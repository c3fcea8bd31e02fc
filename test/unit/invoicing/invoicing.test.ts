import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCode, isCode } from '#shared/domain/integration/code.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { isOneEditApart, matchCodes } from '#shared/domain/invoicing/code-match.ts';
import { computeCoverage } from '#shared/domain/invoicing/coverage.ts';
import { listInvoiceFindings } from '#shared/domain/invoicing/findings.ts';
import type { InvoiceGroup } from '#shared/domain/invoicing/invoice-group.ts';
import { computeMembership } from '#shared/domain/invoicing/membership.ts';
import { neoUser } from '../../support/directories.ts';
import { anyText } from '../../support/drafts.ts';

const organization = (id: string, parentId: string | null) => ({ id, code: `C${id}`, name: `組織${id}`, parentId });
const ORGANIZATIONS = [organization('1', null), organization('2', '1'), organization('3', '2'), organization('4', '1')];
const group = (code: string, fields: Partial<InvoiceGroup> = {}): InvoiceGroup => ({
  code,
  name: code,
  users: [],
  organizations: [],
  ...fields,
});

describe('a code', () => {
  it('reports the wrong character and offers the half-width equivalent', () => {
    expect(checkCode('NEOcatalog')).toMatchObject({ problem: null });
    expect(checkCode('NEO＿cat')).toEqual({ problem: 'code-character', character: '＿', position: 4, twin: null });
    expect(checkCode('ＮＥＯcat')).toEqual({ problem: 'code-character', character: 'Ｎ', position: 1, twin: 'NEOcat' });
    expect(checkCode('NEO cat')).toEqual({ problem: 'code-character', character: ' ', position: 4, twin: 'NEOcat' });
    expect(checkCode('a'.repeat(21))).toMatchObject({ problem: 'code-too-long', twin: null });
    expect(checkCode('')).toMatchObject({ problem: 'code-empty', twin: null });
  });

  it('has a twin only when that is a code itself', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { problem, twin } = checkCode(text);
        expect(problem === null).toBe(isCode(text));
        if (twin !== null) expect(isCode(twin)).toBe(true);
      }),
    );
  });
});

describe('the match with the integration options', () => {
  const kindOf = (code: string, ...options: string[]): string => matchCodes([code], options)[0]?.kind ?? '';
  it('distinguishes each kind of difference', () => {
    expect(kindOf('NEOcatalog', 'other', 'NEOcatalog')).toBe('exact');
    expect(kindOf('NEOcatalog', 'NEOcatalog ')).toBe('blank');
    expect(kindOf('NEOcatalog', 'NEOcatalog　')).toBe('blank');
    expect(kindOf('ＮＥＯcatalog', 'NEOcatalog')).toBe('width');
    expect(kindOf('neocatalog', 'NEOcatalog')).toBe('case');
    expect(kindOf('NEOcatalog', 'NE0catalog')).toBe('near');
    expect(kindOf('NEOcatalgo', 'NEOcatalog')).toBe('near');
    expect(kindOf('NEOcatalog', 'Tokyo')).toBe('unmatched');
    expect(kindOf('A1', 'A2')).toBe('unmatched');
    expect(kindOf('', '')).toBe('unmatched');
  });

  it('takes the closest option and never throws', () => {
    expect(matchCodes(['NEOcatalog'], ['neocatalog', 'NEOcatalog'])[0]).toEqual({ kind: 'exact', at: 1, malformed: false });
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 5 }), fc.array(anyText, { maxLength: 5 }), (codes, options) => {
        matchCodes(codes, options).forEach(({ kind, at }, i) => {
          expect(kind === 'exact').toBe(options.includes(codes[i] as string) && codes[i] !== '');
          expect(kind === 'unmatched').toBe(at < 0);
        });
      }),
    );
  });

  it('does not treat an option as a typo of a code that is the option of another group', () => {
    const told = (codes: readonly string[], options: readonly string[]) => matchCodes(codes, options).map(({ kind, at }) => [kind, at]);
    expect(told(['NEOcatalgo', 'NEOcatalog'], ['NEOcatalog', 'NEOcataloq'])).toEqual([
      ['unmatched', -1],
      ['exact', 0],
    ]);
    expect(matchCodes(['TOKYOA', 'TOKYOB'], ['TOKYOB'])[0]).toEqual({ kind: 'unmatched', at: -1, malformed: false });
  });

  it('does not treat a number as a typo of another number', () => {
    // Numbered codes all differ by one character, and the group with the option may not be drafted yet.
    expect([kindOf('TOKYO01', 'TOKYO02'), kindOf('D101', 'D1011'), kindOf('D112', 'D121'), kindOf('D101', 'D01')]).toEqual(
      Array(4).fill('unmatched'),
    );
    // A letter in place of a similar digit counts as a typing error.
    expect([kindOf('GIKENO1', 'GIKEN01'), kindOf('SALESl', 'SALES1'), kindOf('SALES', 'SALES1')]).toEqual(['near', 'near', 'unmatched']);
  });

  it('takes an option that two codes might mean for a slip of neither', () => {
    const kinds = (codes: readonly string[], options: readonly string[]) => matchCodes(codes, options).map(({ kind }) => kind);
    expect(kinds(['SALESA', 'SALESC'], ['SALESB'])).toEqual(['unmatched', 'unmatched']);
    expect(kinds(['SALESA', 'salesb'], ['SALESB'])).toEqual(['unmatched', 'case']);
    expect(kinds(['SALESA', 'SALESA'], ['SALESB'])).toEqual(['near', 'near']);
    expect(kinds(['SALESA', 'SALESA'], ['SALESB', 'SALESB'])).toEqual(['near', 'near']);
  });

  it('detects a single typo from either side', () => {
    expect([
      isOneEditApart('abcd', 'abed'),
      isOneEditApart('abcd', 'abd'),
      isOneEditApart('abcd', 'acbd'),
      isOneEditApart('abcd', 'adcb'),
      isOneEditApart('abcd', 'abcd'),
      // A swap and another edit count as two edits.
      isOneEditApart('abx', 'ba'),
      isOneEditApart('abxy', 'bay'),
      isOneEditApart('ab', 'xy'),
    ]).toEqual([true, true, true, false, false, false, false, false]);
    fc.assert(fc.property(anyText, anyText, (a, b) => void expect(isOneEditApart(a, b)).toBe(isOneEditApart(b, a))));
  });
});

/** Determines slowly whether a user is a member of a group. */
function isIn(userAt: number, one: InvoiceGroup, users: readonly ReturnType<typeof neoUser>[]): boolean {
  const user = users[userAt];
  if (user === undefined) return false;
  if (one.users.includes(user.id)) return true;
  const above = (id: string): string[] => [
    id,
    ...ORGANIZATIONS.filter((candidate) => candidate.id === id).flatMap(({ parentId }) => (parentId === null ? [] : above(parentId))),
  ];
  return one.organizations.some(({ id, descendants }) =>
    user.organizations.some((own) => own === id || (descendants && above(own).includes(id))),
  );
}

const anyUsers = fc
  .array(fc.record({ organizations: fc.uniqueArray(fc.constantFrom('1', '2', '3', '4', 'gone'), { maxLength: 3 }) }), { maxLength: 10 })
  .map((list) => list.map((fields, at) => neoUser({ ...fields, id: String(at) })));
const anyGroup = fc.record({
  code: fc.constantFrom('AAAA', 'BBBB', 'ＢＢＢＢ', 'cccc'),
  name: fc.constant('g'),
  users: fc.uniqueArray(fc.constantFrom('0', '1', '2', 'nobody'), { maxLength: 2 }),
  organizations: fc.array(fc.record({ id: fc.constantFrom('1', '2', '3', '4', 'lost'), descendants: fc.boolean() }), { maxLength: 2 }),
});

describe('membership and coverage', () => {
  it('agree with a check of every person against every group', () => {
    fc.assert(
      fc.property(anyUsers, fc.array(anyGroup, { maxLength: 5 }), (users, groups) => {
        const people = new PeopleIndex({ neoUsers: users, organizations: ORGANIZATIONS, roles: [] });
        const membership = computeMembership(groups, people);
        const inScope = new Uint8Array(users.length).fill(1);
        const slow = users.map((_, at) => groups.flatMap((one, place) => (isIn(at, one, users) ? [place] : [])));
        expect(users.map((_, at) => membership.sets[membership.setOfUser[at] as number])).toEqual(slow);
        const coverage = computeCoverage(membership, people, inScope, groups.length);
        expect(coverage.none).toBe(slow.filter((set) => set.length === 0).length);
        expect(coverage.several).toBe(slow.filter((set) => set.length > 1).length);
        expect([...coverage.byGroup]).toEqual(groups.map((_, place) => slow.filter((set) => set.includes(place)).length));
        const known = groups.map((_, place) => place % 2 === 0);
        const covering = slow.map((set) => set.filter((place) => known[place]));
        const judged = computeCoverage(membership, people, inScope, groups.length, known);
        expect(judged.none).toBe(covering.filter((set) => set.length === 0).length);
        expect(judged.several).toBe(covering.filter((set) => set.length > 1).length);
        expect(judged.byCodeAlone).toBe(slow.filter((set, at) => set.length > 0 && covering[at]?.length === 0).length);
        expect([...judged.byGroup]).toEqual([...coverage.byGroup]);
        const homeOf = (at: number): string => users[at]?.organizations[0] ?? '';
        const below: Record<string, readonly string[]> = { 1: ['1', '2', '3', '4'], 2: ['2', '3'], 3: ['3'], 4: ['4'] };
        for (const { organization: place, people: count, none, cells } of coverage.rows) {
          const own = users.map((_, at) => at).filter((at) => below[ORGANIZATIONS[place]?.id ?? '']?.includes(homeOf(at)));
          expect([count, none]).toEqual([own.length, own.filter((at) => slow[at]?.length === 0).length]);
          for (const cell of cells) expect(cell.people).toBe(own.filter((at) => slow[at]?.includes(cell.group)).length);
        }
      }),
    );
  });

  it('survives organisations in a circle', () => {
    const circle = [organization('1', '2'), organization('2', '1')];
    const people = new PeopleIndex({ neoUsers: [neoUser({ id: '0', organizations: ['2'] })], organizations: circle, roles: [] });
    const membership = computeMembership([group('A', { organizations: [{ id: '1', descendants: true }] })], people);
    expect(() => computeCoverage(membership, people, new Uint8Array([1]), 1)).not.toThrow();
  });
});

describe('gate 5', () => {
  const users = [neoUser({ id: '0', organizations: ['3'] }), neoUser({ id: '1', organizations: ['4'] }), neoUser({ id: '2' })];
  const people = new PeopleIndex({ neoUsers: users, organizations: ORGANIZATIONS, roles: [] });
  const everybody = new Uint8Array([1, 1, 1]);
  const codes = (groups: readonly InvoiceGroup[], options: readonly string[] | null): readonly (readonly [string, number])[] =>
    listInvoiceFindings(groups, options, people, everybody).map(({ code, neoIndex }) => [code, neoIndex]);

  it('opens with one group whose code is the option, and otherwise reports the closest reason', () => {
    const good = group('AAAA', { organizations: [{ id: '2', descendants: true }] });
    const bad = group('aaaa', { organizations: [{ id: '1', descendants: true }] });
    const wide = group('ＢＢ', { users: ['2'] });
    expect(codes([], [])).toEqual([
      ['no-invoice-group', 0],
      ['no-invoice-group', 1],
      ['no-invoice-group', 2],
    ]);
    expect(codes([good, bad, wide], ['AAAA'])).toEqual([
      ['invoice-code-near-miss', 1],
      ['invoice-code-malformed', 2],
    ]);
    expect(codes([good, bad, wide], null)).toEqual([['invoice-code-malformed', 2]]);
    expect(codes([good], [])).toEqual([
      ['invoice-code-unmatched', 0],
      ['no-invoice-group', 1],
      ['no-invoice-group', 2],
    ]);
    expect(listInvoiceFindings([bad], ['AAAA'], people, new Uint8Array([0, 1, 0]))).toEqual([
      {
        code: 'invoice-code-near-miss',
        neoIndex: 1,
        params: { group: 'aaaa', invoiceCode: 'aaaa', amazonCode: 'AAAA', difference: 'case' },
      },
    ]);
  });
});

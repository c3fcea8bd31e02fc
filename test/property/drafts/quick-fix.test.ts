import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDraftChanges, applyDraftCommand, type DraftEdit } from '#shared/domain/drafts/commands.ts';
import { type Draft, type Drafts, getDraftKey } from '#shared/domain/drafts/draft.ts';
import { DraftLint, type DraftProblem } from '#shared/domain/drafts/lint.ts';
import { type Body, createDraftBody, type Section } from '#shared/domain/drafts/sections.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { DEFAULT_COMPANY_RULES } from '#shared/domain/routes/company-rules.ts';
import { neoUser } from '../../support/directories.ts';
import { anySerialPart } from '../../support/drafts.ts';

type Mended = Exclude<Section, 'routes'>;

const people = new PeopleIndex({
  neoUsers: [neoUser({ id: 'able', organizations: ['o'] }), neoUser({ id: 'suspended', state: 'suspended' })],
  organizations: [{ id: 'o', name: '本社', code: '', parentId: null }],
  roles: [{ id: 'r', name: '課長', members: ['able'] }],
});
const users = fc.array(fc.constantFrom('able', 'suspended', 'nobody'), { maxLength: 4 });
const organizations = fc.array(fc.record({ id: fc.constantFrom('o', 'gone'), descendants: fc.boolean() }), { maxLength: 3 });
const name = fc.constantFrom('本社', ' 本社', '本 社\u3000', '');
const code = fc.constantFrom('HONSHA01', 'HONSHAO1', 'ＨＯＮＳＨＡ０１', 'HONSHA０１', 'honsha01', 'HONSHA-01', 'HONSHA‐01', 'H!', '');
const PO = 'https://https-ats.amazonsedi.com/2f0c6f6e-5a1d-4c55-9b0f-3e1f7d2a8c41';
const PUNCHOUT = 'https://abintegrations.amazon.com/punchout';
const address = fc.constantFrom(
  PO,
  PUNCHOUT,
  ` ${PO}`,
  `${PUNCHOUT}\n`,
  PO.replace('https', 'ｈｔｔｐｓ'),
  PO.replace('.com', '。com'),
  '住所',
  '',
);

/** Generates field values that cause every problem with a quick fix. */
const FIELDS: { readonly [S in Mended]: fc.Arbitrary<object> } = {
  serials: fc.record({
    name,
    parts: fc.array(anySerialPart, { maxLength: 4 }),
    startValue: fc.oneof(fc.integer({ min: 0, max: 2_000_000 }), fc.constantFrom(10 ** 9, 10 ** 15, Number.MAX_SAFE_INTEGER)),
  }),
  integration: fc.record({
    systemLogin: fc.constantFrom('LOGIN', ' LOGIN', 'LO GIN', 'ＬＯＧＩＮ', 'ＬＯ GIN', 'ログイン', ''),
    poRequestUrl: address,
    punchoutUrl: address,
  }),
  common_settings: fc.record({ title: name }),
  amazon_groups: fc.record({ name, integrationOption: code }),
  invoice_groups: fc.record({ name, code, users, organizations }),
  allowed_users: fc.record({
    everyone: fc.boolean(),
    users,
    organizations,
    roles: fc.array(fc.constantFrom('r', 'gone'), { maxLength: 3 }),
  }),
};
const sections = Object.keys(FIELDS) as Mended[];
const anyMended = fc.constantFrom(...sections).chain((section) => FIELDS[section].map((fields) => ({ section, fields })));

const SINGLE: ReadonlySet<Section> = new Set(['integration', 'common_settings', 'allowed_users']);
const draftOf = (section: Mended, fields: object): Draft => {
  const id = SINGLE.has(section) ? section : 'a';
  return { section, id, base: null, draft: { ...createDraftBody(section, id, '本社'), ...fields } as Body, note: '' } as Draft;
};

/** An Amazon group with a code, which the codes of invoice groups are compared with. */
const OPTION = draftOf('amazon_groups', { integrationOption: 'HONSHA01' });
const problemsIn = (drafts: Drafts, key: string): readonly DraftProblem[] => {
  const lint = new DraftLint(drafts, {
    people,
    company: null,
    rules: DEFAULT_COMPANY_RULES,
    outlook: { today: { year: 2026, month: 11, day: 28 }, monthlyVolume: 10 },
  });
  const draft = drafts.get(key);
  return draft === undefined ? [] : lint.problemsOf(draft);
};
const counted = (problems: readonly DraftProblem[], { code: of, path }: DraftProblem, anywhere: boolean): number =>
  problems.filter((each) => each.code === of && (anywhere || each.path === path)).length;

/** Codes of all problems that a single edit fixes without a choice. */
const MENDED = [
  'name-blanks',
  'title-blanks',
  'login-blanks',
  'login-width',
  'address-blanks',
  'address-width',
  'addresses-swapped',
  'code-character',
  'code-differs',
  'people-ignored',
  'user-unknown',
  'user-inactive',
  'organization-unknown',
  'role-unknown',
  'entry-twice',
  'text-empty',
  'counter-several',
  'start-too-big',
] as const;

describe('the edit that a problem comes with', () => {
  it('is missing if the Amazon option itself cannot be a code: the option has to be fixed', () => {
    for (const integrationOption of ['ＨＯＮＳＨＡ０１', 'HONSHA01 ', 'HONSHA-01']) {
      const draft = draftOf('invoice_groups', { code: 'HONSHA01', users: ['able'] });
      const drafts: Drafts = new Map([draftOf('amazon_groups', { integrationOption }), draft].map((each) => [getDraftKey(each), each]));
      expect(problemsIn(drafts, getDraftKey(draft)).map(({ code: of, fix }) => [of, fix])).toEqual([['code-differs', null]]);
    }
  });

  it('fixes that problem, and leaves all other problems of that code', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(anyMended, ({ section, fields }) => {
        const draft = draftOf(section, fields);
        const key = getDraftKey(draft);
        const drafts: Drafts = new Map([OPTION, draft].map((each) => [getDraftKey(each), each]));
        const before = problemsIn(drafts, key);
        for (const problem of before) {
          if (problem.fix === null) continue;
          seen.set(problem.code, (seen.get(problem.code) ?? 0) + 1);
          const edit = { kind: 'edit', section, id: draft.id, edit: problem.fix } as DraftEdit;
          const after = problemsIn(applyDraftChanges(drafts, applyDraftCommand(drafts, edit).changes), key);
          const takesOne = problem.fix.kind === 'splice' && problem.code !== 'start-too-big';
          if (problem.code === 'name-blanks' || problem.code === 'title-blanks')
            expect(Object.values((problem.fix as { fields: object }).fields)).toEqual([String(Object(fields)[problem.path]).trim()]);
          // Removing an entry of a list shifts the positions of the others, so entries are counted. A field is correct after one edit.
          if (takesOne) expect([problem.code, counted(after, problem, true)]).toEqual([problem.code, counted(before, problem, true) - 1]);
          else expect([problem.code, counted(after, problem, false)]).toEqual([problem.code, 0]);
          // A counter gets exactly the digits that its start value needs.
          if (problem.code === 'start-too-big')
            expect(problem.fix).toMatchObject({ insert: [{ digits: String(Object(fields)['startValue']).length }] });
        }
      }),
      { numRuns: 3_000 },
    );
    expect([...seen.keys()].sort()).toEqual([...MENDED].sort());
  });

  it('exists for each of these problems if a value can be determined, and for no other', () => {
    const mended: ReadonlySet<string> = new Set(MENDED);
    const told = new Set<string>();
    fc.assert(
      fc.property(anyMended, ({ section, fields }) => {
        const draft = draftOf(section, fields);
        const drafts: Drafts = new Map([OPTION, draft].map((each) => [getDraftKey(each), each]));
        for (const { code: of, fix } of problemsIn(drafts, getDraftKey(draft))) {
          if (!mended.has(of)) expect([of, fix]).toEqual([of, null]);
          else if (fix === null) told.add(of);
        }
      }),
      { numRuns: 1_500 },
    );
    // These problems can remain for the user: a character without a narrow form, a code that is only similar, a single swapped address, and
    // a number longer than any counter.
    expect([...told].sort()).toEqual([
      'address-width',
      'addresses-swapped',
      'code-character',
      'code-differs',
      'login-width',
      'start-too-big',
    ]);
  });
});

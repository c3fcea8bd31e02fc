import { describe, expect, it } from 'vitest';
import { type Draft, getDraftKey } from '#shared/domain/drafts/draft.ts';
import { DraftLint, type DraftLintContext, toRouteAccess } from '#shared/domain/drafts/lint.ts';
import { type Body, createDraftBody, isSingleSection, type Section } from '#shared/domain/drafts/sections.ts';
import { TEMPLATES } from '#shared/domain/drafts/templates.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { EVERYONE_ALLOWED } from '#shared/domain/integration/settings.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { DEFAULT_COMPANY_RULES } from '#shared/domain/routes/company-rules.ts';
import { createRoute, createRouteStep, type Route } from '#shared/domain/routes/route.ts';
import { neoUser } from '../../support/directories.ts';

const SURROUNDINGS: DraftLintContext = {
  people: null,
  company: null,
  rules: DEFAULT_COMPANY_RULES,
  outlook: { today: { year: 2026, month: 11, day: 28 }, monthlyVolume: 10 },
};
const NOTHING = { neoUsers: [], organizations: [], approvers: [], roles: [], workflowAdmins: [] };
const draft = (section: Section, id: string, fields: object | null, base: Body | null = null): Draft =>
  ({ section, id, base, draft: fields === null ? null : { ...createDraftBody(section, id, ''), ...fields }, note: '' }) as Draft;
const lintOf = (drafts: readonly Draft[], part: Partial<DraftLintContext> = {}): DraftLint =>
  new DraftLint(new Map(drafts.map((one) => [getDraftKey(one), one])), { ...SURROUNDINGS, ...part });
/** Returns the problems of the first of these drafts. */
const found = (drafts: readonly [Draft, ...Draft[]], part: Partial<DraftLintContext> = {}) => lintOf(drafts, part).problemsOf(drafts[0]);
const codes = (...all: Parameters<typeof found>): readonly string[] => found(...all).map(({ code }) => code);

describe('a name that another object has', () => {
  const named = (section: Section, id: string, name: string): Draft => draft(section, id, { name });

  it.each(['serials', 'invoice_groups', 'amazon_groups'] as const)(
    'is a risk among %s, with any character width and surrounding spaces',
    (section) => {
      expect(found([named(section, 'a', 'ＡＢ'), named(section, 'b', ' AB ')]).filter(({ code }) => code === 'name-taken')).toEqual([
        {
          code: 'name-taken',
          severity: 'risk',
          path: 'name',
          params: { name: 'ＡＢ' },
          text: 'draft.problem.name-taken',
          stepId: null,
          fix: null,
        },
      ]);
      // A name that differs in case is a different name, and an empty name is reported as missing. An object that is deleted, or of another
      // kind, does not conflict.
      for (const other of [
        named(section, 'b', 'Ab'),
        draft(section, 'b', null, createDraftBody(section, 'b', 'ＡＢ')),
        named(section === 'serials' ? 'invoice_groups' : 'serials', 'b', 'ＡＢ'),
        named('routes', 'b', 'ＡＢ'),
      ])
        expect(codes([named(section, 'a', 'ＡＢ'), other])).not.toContain('name-taken');
      expect(codes([named(section, 'a', ' '), named(section, 'b', '')])).not.toContain('name-taken');
    },
  );

  it('is reported for a route by the route’s own rule, and not for objects without a name', () => {
    expect(codes([named('routes', 'a', '購買'), named('routes', 'b', ' 購買')])).toContain('name-duplicate');
    expect(codes([named('routes', 'a', '購買')])).not.toContain('name-duplicate');
    expect(codes([named('routes', 'a', '購買'), named('routes', 'b', '購買')])).not.toContain('name-taken');
    for (const section of ['integration', 'common_settings', 'allowed_users'] as const)
      expect(codes([draft(section, section, {})])).not.toContain('name-taken');
  });

  it('is reported when another object takes it, and disappears when the other is renamed', () => {
    const [a, b] = [named('serials', 'a', '連番'), named('serials', 'b', '連番')];
    const alone = new Map([[getDraftKey(a), a]]);
    const both = new Map([...alone, [getDraftKey(b), b] as const]);
    const first = new DraftLint(alone, SURROUNDINGS);
    const count = (lint: DraftLint): number => lint.problemsOf(a).filter(({ code }) => code === 'name-taken').length;
    expect(count(first)).toBe(0);
    const second = new DraftLint(both, SURROUNDINGS, first);
    expect(count(second)).toBe(1);
    expect(count(new DraftLint(alone, SURROUNDINGS, second))).toBe(0);
  });
});

describe('what is taken over of an earlier state', () => {
  const group = draft('invoice_groups', 'g', { name: '本社', code: 'HONSHA', users: ['gone'] });
  const drafts = new Map([[getDraftKey(group), group]]);
  const people = new PeopleIndex({ neoUsers: [neoUser({ id: 'other' })], organizations: [], roles: [] });

  it('is the same result object if nothing related changed', () => {
    const first = new DraftLint(drafts, SURROUNDINGS);
    const problems = first.problemsOf(group);
    expect(first.problemsOf(group)).toBe(problems);
    const same = { ...SURROUNDINGS, rules: { ...SURROUNDINGS.rules }, outlook: { ...SURROUNDINGS.outlook } };
    expect(new DraftLint(drafts, same, first).problemsOf(group)).toBe(problems);
  });

  it.each<[string, Partial<DraftLintContext>]>([
    ['other people', { people }],
    ['another company', { company: new CompanyIndex({ ...NOTHING }) }],
    ['other rules', { rules: { ...DEFAULT_COMPANY_RULES, mostSteps: 1 } }],
    ['another day', { outlook: { today: { year: 2026, month: 11, day: 29 }, monthlyVolume: 10 } }],
  ])('is nothing with %s', (_, part) => {
    const first = new DraftLint(drafts, SURROUNDINGS);
    const problems = first.problemsOf(group);
    const next = new DraftLint(drafts, { ...SURROUNDINGS, ...part }, first);
    expect(next.problemsOf(group)).not.toBe(problems);
    expect(next.problemsOf(group)).toEqual(new DraftLint(drafts, { ...SURROUNDINGS, ...part }).problemsOf(group));
  });

  it('follows the last number issued', () => {
    const serial = draft('serials', 'n', TEMPLATES['serial-month'].make('n', '連番'));
    const all = new Map([[getDraftKey(serial), serial]]);
    const at = (value: number | null): DraftLintContext => ({
      ...SURROUNDINGS,
      lastIssued: (id) => (value === null || id !== 'n' ? null : { value, day: '2026-11-27', source: 'entered' }),
    });
    const first = new DraftLint(all, at(null));
    expect(first.problemsOf(serial).map(({ code }) => code)).not.toContain('used-up');
    const greatest = new DraftLint(all, at(9_999), first).problemsOf(serial);
    expect(greatest).not.toEqual(first.problemsOf(serial));
    expect(greatest).toEqual(new DraftLint(all, at(9_999)).problemsOf(serial));
  });
});

describe('the code of an invoice group among the others', () => {
  const group = (id: string, code: string): Draft => draft('invoice_groups', id, { name: id, code, users: ['1'] });
  const option = (id: string, integrationOption: string): Draft => draft('amazon_groups', id, { name: `群${id}`, integrationOption });

  it('is taken by the same, and by one that differs in case alone', () => {
    expect(codes([group('a', 'HONSHA')])).toEqual([]);
    expect(codes([group('a', 'HONSHA'), group('b', 'HONSHA')])).toEqual(['code-taken']);
    expect(codes([group('a', 'HONSHA'), group('b', 'Honsha')])).toEqual(['code-taken-by-case']);
    expect(codes([group('a', 'HONSHA'), group('b', 'OSAKA')])).toEqual([]);
    expect(codes([group('a', 'HONSHA'), draft('invoice_groups', 'b', null, group('b', 'HONSHA').draft)])).toEqual([]);
  });

  it('is held against the options of the Amazon groups, as soon as one is noted', () => {
    const twin = (code: string, ...options: string[]) =>
      lintOf([group('a', code), ...options.map((one, at) => option(String(at), one))]).twinOf(code);
    expect(twin('HONSHA')).toBeNull();
    expect(twin('HONSHA', '')).toBeNull();
    expect(lintOf([option('1', 'HONSHA')]).twinOf('HONSHA')).toBeNull();
    expect(twin('HONSHA', '', 'OSAKA', 'HONSHA', 'HONSHA')).toEqual({
      match: { kind: 'exact', at: 1, malformed: false },
      option: 'HONSHA',
      amazonGroup: '群2',
    });
    expect(twin('HONSHA', 'OSAKA')).toEqual({ match: { kind: 'unmatched', at: -1, malformed: false }, option: '', amazonGroup: '' });
    expect(codes([group('a', 'HONSHA'), option('1', 'OSAKA')])).toEqual(['code-unmatched']);
    expect(found([group('a', 'HONSHA'), option('1', 'honsha')])).toMatchObject([
      {
        code: 'code-differs',
        text: 'invoice.problem.code-differs',
        params: { option: 'honsha' },
        fix: { kind: 'set', fields: { code: 'honsha' } },
      },
    ]);
    // The codes are only similar: the option may belong to a group that is not drafted yet.
    expect(found([group('a', 'HONSHAO1'), option('1', 'HONSHA01')])).toMatchObject([
      { code: 'code-differs', params: { difference: 'near', shared: 'no' }, fix: null },
    ]);
    expect(codes([group('a', 'SALES1'), option('1', 'SALES2')])).toEqual(['code-unmatched']);
  });

  it('is assigned to no group if two groups might mean it', () => {
    const [lower, mixed] = [group('a', 'honsha'), group('b', 'Honsha')];
    for (const other of [mixed, group('b', 'HONSHA')])
      expect(found([lower, other, option('1', 'HONSHA')]).filter(({ code }) => code === 'code-differs')).toMatchObject([
        { params: { option: 'HONSHA', shared: 'yes' }, fix: null },
      ]);
  });
});

describe('a route', () => {
  const route = (part: Partial<Route> = {}): Draft =>
    draft('routes', 'r', { ...createRoute('r', '購買'), status: 'complete', applicantHandling: 'exclude', ...part });
  const step = { ...createRouteStep('s'), role: 'decide' as const, finalDecider: true, approvers: { kind: 'applicant' as const } };

  it('is reported with its step, and with an edit if one fixes it', () => {
    const first = { ...step, id: 'first', role: 'approve' as const, finalDecider: false };
    const problems = found([route({ steps: [first, { ...step, finalDecider: false }] })]);
    expect(problems.find(({ code }) => code === 'no-final-decider')).toMatchObject({
      path: 'steps[1]',
      stepId: 's',
      text: 'routeLint.no-final-decider.explanation',
      fix: { kind: 'sequence', edits: [{ kind: 'set-final-decider', stepId: 's' }] },
    });
    expect(found([route({ steps: [] })]).find(({ code }) => code === 'no-steps')).toMatchObject({ path: '', stepId: null, fix: null });
  });

  it('must work for everyone who may order only if the common settings use it', () => {
    const company = new CompanyIndex({ ...NOTHING, neoUsers: [neoUser({ id: '1' }), neoUser({ id: '2' })] });
    const limited = route({ steps: [step], access: { kind: 'listed', principals: [{ kind: 'user', id: '1' }] } });
    const settings = (routeId: string | null): Draft => draft('common_settings', 'common_settings', { title: '購買', routeId });
    const allowed = (users: readonly string[]): Draft => draft('allowed_users', 'allowed_users', { everyone: false, users });
    const missing = (...others: Draft[]): boolean => codes([limited, ...others], { company }).includes('orderers-not-covered');
    expect(missing()).toBe(false);
    expect(missing(settings('other'))).toBe(false);
    expect(missing(settings('r'))).toBe(true);
    expect(missing(settings('r'), allowed(['1']))).toBe(false);
    expect(missing(settings('r'), allowed(['1', '2']))).toBe(true);
    // A finding disappears once other people may order.
    const drafts = (...all: Draft[]) => new Map([limited, settings('r'), ...all].map((one) => [getDraftKey(one), one]));
    const before = new DraftLint(drafts(), { ...SURROUNDINGS, company });
    expect(before.problemsOf(limited).map(({ code }) => code)).toContain('orderers-not-covered');
    const after = new DraftLint(drafts(allowed(['1'])), { ...SURROUNDINGS, company }, before);
    expect(after.problemsOf(limited).map(({ code }) => code)).not.toContain('orderers-not-covered');
  });

  it('that common settings point at is looked up, and so is the serial number', () => {
    const settings = draft('common_settings', 'common_settings', { title: '購買', routeId: 'r', serialId: 'n' });
    const serial = draft('serials', 'n', { name: '連番' });
    expect(codes([settings])).toEqual(['route-gone', 'serial-gone']);
    expect(codes([settings, route(), serial])).toEqual([]);
    expect(codes([settings, route({ status: 'incomplete' }), serial])).toEqual(['route-incomplete']);
    expect(codes([settings, draft('routes', 'r', null, createRoute('r', '購買')), serial])).toEqual(['route-gone']);
    expect(codes([draft('common_settings', 'common_settings', { title: '購買' }), route(), serial])).toEqual(['route-none', 'serial-none']);
  });
});

it('an object to be deleted has no problems, and other problem texts are in its section’s namespace', () => {
  const namespaces = {
    routes: 'routeLint',
    serials: 'serial.problem',
    invoice_groups: 'invoice.problem',
    amazon_groups: 'integration.problem',
    integration: 'integration.problem',
    common_settings: 'integration.problem',
  } as const;
  for (const [section, namespace] of Object.entries(namespaces) as [keyof typeof namespaces, string][]) {
    const id = isSingleSection(section) ? section : 'a';
    const problems = found([draft(section, id, {})]);
    expect(problems.length).toBeGreaterThan(0);
    for (const { code, text } of problems) expect(text).toBe(`${namespace}.${code}${section === 'routes' ? '.explanation' : ''}`);
    expect(found([draft(section, id, null, createDraftBody(section, id, ''))])).toEqual([]);
  }
  expect(found([draft('allowed_users', 'allowed_users', { everyone: false })])).toMatchObject([
    { text: 'integration.problem.people-empty' },
  ]);
});

it('those who may order are access rights of the same people', () => {
  expect(toRouteAccess(null)).toEqual({ kind: 'everyone' });
  expect(toRouteAccess({ ...EVERYONE_ALLOWED, users: ['1'] })).toEqual({ kind: 'everyone' });
  expect(toRouteAccess({ everyone: false, users: ['1'], organizations: [{ id: 'o', descendants: false }], roles: ['r'] })).toEqual({
    kind: 'listed',
    principals: [
      { kind: 'user', id: '1' },
      { kind: 'organization', id: 'o', descendants: false },
      { kind: 'role', id: 'r' },
    ],
  });
});

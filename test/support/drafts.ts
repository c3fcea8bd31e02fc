import fc from 'fast-check';
import type { DraftCommand, DraftEdit } from '#shared/domain/drafts/commands.ts';
import type { Draft, Drafts } from '#shared/domain/drafts/draft.ts';
import { getDraftKey } from '#shared/domain/drafts/draft.ts';
import { createDraftBody, SECTIONS, type Section } from '#shared/domain/drafts/sections.ts';
import { TEMPLATE_IDS, TEMPLATES } from '#shared/domain/drafts/templates.ts';
import type { Serial, SerialPart } from '#shared/domain/serials/serial.ts';

export const anySerialPart: fc.Arbitrary<SerialPart> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: fc.constantFrom('', '-', 'A', '1', '申請') }),
  fc.record({
    kind: fc.constantFrom(
      'year4' as const,
      'year2' as const,
      'fiscalYear4' as const,
      'fiscalYear2' as const,
      'month' as const,
      'day' as const,
    ),
  }),
  fc.record({ kind: fc.constant('counter' as const), digits: fc.integer({ min: 1, max: 6 }), zeroPad: fc.boolean() }),
);

export const anySerial: fc.Arbitrary<Serial> = fc.record({
  name: fc.constantFrom('', ' 購買', '購買'),
  parts: fc.array(anySerialPart, { maxLength: 5 }),
  reset: fc.constantFrom('none' as const, 'year' as const, 'fiscal-year' as const, 'month' as const),
  fiscalStartMonth: fc.integer({ min: 1, max: 12 }),
  startValue: fc.integer({ min: 0, max: 20 }),
});

/** Generates text that a person or a faulty paste may leave in a field. */
export const anyText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'NEOcatalog',
    'ＮＥＯcatalog',
    'neocatalog ',
    'NEO-catalog',
    'https://https-ats.amazonsedi.com/x',
    '名前',
    '__proto__',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);

const IDS = ['a', 'b', 'c'] as const;
const ids = fc.array(fc.constantFrom(...IDS), { maxLength: 3 });
const organizations = fc.array(fc.record({ id: fc.constantFrom(...IDS), descendants: fc.boolean() }), { maxLength: 3 });
const place = fc.integer({ min: 0, max: 4 });
const splice = <T>(field: string, items: fc.Arbitrary<T[]>) =>
  fc.record({ kind: fc.constant('splice'), field: fc.constant(field), at: place, remove: place, insert: items });
const setting = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record({ kind: fc.constant('set'), fields: fc.record(fields, { requiredKeys: [] }) });

/** Generates edits of every section, including invalid ones. */
const EDITS: { readonly [S in Section]: fc.Arbitrary<unknown> } = {
  routes: fc.oneof(
    fc.record({ kind: fc.constant('set-name'), name: anyText }),
    fc.record({ kind: fc.constant('set-status'), status: fc.constantFrom('complete', 'incomplete') }),
    fc.record({
      kind: fc.constant('insert-step'),
      at: place,
      step: fc.record({
        id: fc.constantFrom('s1', 's2', 's3'),
        role: fc.constant('approve'),
        finalDecider: fc.boolean(),
        approvers: fc.constant({ kind: 'applicant' }),
        rule: fc.constant('one'),
        expectedDays: fc.constant(null),
        branch: fc.constant(null),
      }),
    }),
    fc.record({ kind: fc.constantFrom('remove-step', 'set-final-decider'), stepId: fc.constantFrom('s1', 's2', 's3') }),
    fc.record({
      kind: fc.constant('set-step'),
      stepId: fc.constantFrom('s1', 's2', 's3'),
      changes: fc.record({ approvers: fc.record({ kind: fc.constant('users'), users: ids }) }),
    }),
    fc.record({
      kind: fc.constant('set-access'),
      access: fc.oneof(
        fc.constant({ kind: 'everyone' }),
        fc.record({ kind: fc.constant('listed'), principals: ids.map((all) => all.map((id) => ({ kind: 'user', id }))) }),
      ),
    }),
    fc.record({ kind: fc.constant('move-step'), stepId: fc.constantFrom('s1', 's2', 's3'), to: place }),
  ),
  serials: fc.oneof(
    setting({ name: anyText, reset: fc.constantFrom('none', 'month'), startValue: fc.integer({ min: 0, max: 99 }) }),
    splice('parts', fc.array(anySerialPart, { maxLength: 2 })),
  ),
  invoice_groups: fc.oneof(
    setting({ name: anyText, code: anyText }),
    setting({ users: ids, organizations }),
    splice('users', ids),
    splice('organizations', organizations),
  ),
  amazon_groups: setting({ name: anyText, integrationOption: anyText, addresses: fc.integer({ min: 0, max: 3 }) }),
  integration: setting({ systemLogin: anyText, poRequestUrl: anyText, punchoutUrl: anyText }),
  common_settings: setting({ title: anyText, routeId: fc.constantFrom(null, ...IDS), serialId: fc.constantFrom(null, ...IDS) }),
  allowed_users: fc.oneof(
    setting({ everyone: fc.boolean() }),
    setting({ users: ids, roles: ids }),
    splice('users', ids),
    splice('roles', ids),
    splice('organizations', organizations),
  ),
};

const SINGLE: ReadonlySet<Section> = new Set(['integration', 'common_settings', 'allowed_users']);
const anyAt = fc
  .constantFrom(...SECTIONS)
  .chain((section) =>
    fc.record({ section: fc.constant(section), id: SINGLE.has(section) ? fc.constant(section) : fc.constantFrom(...IDS) }),
  );

const bodyFor = ({ section, id }: { readonly section: Section; readonly id: string }): fc.Arbitrary<unknown> => {
  const templates = TEMPLATE_IDS.filter((template) => TEMPLATES[template].section === section);
  const begun = [
    createDraftBody(section, id, '名前'),
    ...templates.map((template, at) => TEMPLATES[template].make(id, '名前', () => `${template} ${at}`)),
  ];
  return section === 'serials' ? fc.oneof(fc.constantFrom(...begun), anySerial) : fc.constantFrom(...begun);
};

const anyDraftEdit: fc.Arbitrary<DraftEdit> = anyAt.chain((at) => {
  const base = { section: fc.constant(at.section), id: fc.constant(at.id) };
  return fc.oneof(
    { weight: 5, arbitrary: fc.record({ ...base, kind: fc.constant('edit'), edit: EDITS[at.section] }) },
    {
      weight: 3,
      arbitrary: fc.record({
        ...base,
        kind: fc.constant('put'),
        body: fc.oneof(bodyFor(at), fc.constant(null)),
        note: fc.constantFrom('', 'メモ'),
      }),
    },
    { weight: 1, arbitrary: fc.record({ ...base, kind: fc.constant('note'), note: anyText }) },
    { weight: 1, arbitrary: fc.record({ ...base, kind: fc.constant('delete') }) },
  ) as unknown as fc.Arbitrary<DraftEdit>;
});

export const anyCommand: fc.Arbitrary<DraftCommand> = fc.oneof(
  { weight: 4, arbitrary: anyDraftEdit },
  { weight: 1, arbitrary: fc.array(anyDraftEdit, { maxLength: 4 }).map((commands): DraftCommand => ({ kind: 'sequence', commands })) },
);

/** Generates a company in which some objects are on the server and some are to be deleted there. */
export const anyDrafts: fc.Arbitrary<Drafts> = fc
  .array(
    anyAt.chain((at) =>
      fc.record({
        section: fc.constant(at.section),
        id: fc.constant(at.id),
        base: fc.oneof(fc.constant(null), bodyFor(at)),
        draft: fc.oneof(bodyFor(at), fc.constant(null)),
        note: anyText,
      }),
    ),
    { maxLength: 8 },
  )
  .map(
    (drafts) =>
      new Map(
        (drafts as unknown as Draft[])
          .filter(({ base, draft }) => base !== null || draft !== null)
          .map((draft) => [getDraftKey(draft), draft]),
      ),
  );

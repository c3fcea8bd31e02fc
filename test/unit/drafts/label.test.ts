import { expect, test } from 'vitest';
import type { DraftCommand } from '#shared/domain/drafts/commands.ts';
import type { Drafts } from '#shared/domain/drafts/draft.ts';
import { createUndoStepLabel } from '#shared/domain/drafts/label.ts';
import { BODY_SCHEMAS, createDraftBody, type Edits } from '#shared/domain/drafts/sections.ts';
import { getFieldFacts } from '#shared/domain/fields/field-facts.ts';
import { createRouteStep } from '#shared/domain/routes/route.ts';
import { createTexts } from '#shared/messages/texts.ts';

const STEP_ASPECTS = ['stepAdded', 'stepRemoved', 'stepMoved', 'stepCopied', 'stepPeople', 'stepDays', 'step', 'other'];
const FIELD_ASPECTS = Object.values(BODY_SCHEMAS).flatMap(({ shape }) =>
  Object.values(shape).flatMap((schema) => getFieldFacts(schema).aspect ?? []),
);
const ASPECTS = [...new Set([...STEP_ASPECTS, ...FIELD_ASPECTS])];

const NOTHING: Drafts = new Map();
const whatOf = (command: DraftCommand): string | undefined => createUndoStepLabel(NOTHING, command)?.what;
const ofRoute = (edit: Edits['routes']): string | undefined => whatOf({ kind: 'edit', section: 'routes', id: 'r', edit });

test('an edit is labeled by its subject', () => {
  expect(ofRoute({ kind: 'move-step', stepId: 's', to: 1 })).toBe('stepMoved');
  expect(ofRoute({ kind: 'insert-step', at: 0, step: createRouteStep('s') })).toBe('stepAdded');
  expect(ofRoute({ kind: 'set-step', stepId: 's', changes: { expectedDays: 2 } })).toBe('stepDays');
  expect(ofRoute({ kind: 'set-step', stepId: 's', changes: { approvers: { kind: 'applicant' } } })).toBe('stepPeople');
  expect(ofRoute({ kind: 'sequence', edits: [{ kind: 'set-status', status: 'complete' }] })).toBe('status');
  const add = { kind: 'splice', field: 'users', at: 0, remove: 0, insert: ['1'] } as const;
  expect(whatOf({ kind: 'edit', section: 'invoice_groups', id: 'g', edit: add })).toBe('members');
  expect(whatOf({ kind: 'edit', section: 'amazon_groups', id: 'g', edit: { kind: 'set', fields: { integrationOption: 'A' } } })).toBe(
    'code',
  );
});

test('edits without a common label are labeled as an edit', () => {
  const both = { poRequestUrl: 'a', punchoutUrl: 'b' };
  expect(whatOf({ kind: 'edit', section: 'integration', id: 'integration', edit: { kind: 'set', fields: both } })).toBe('other');
  expect(
    ofRoute({
      kind: 'sequence',
      edits: [
        { kind: 'set-name', name: 'x' },
        { kind: 'set-status', status: 'complete' },
      ],
    }),
  ).toBe('other');
  expect(whatOf({ kind: 'delete', section: 'routes', id: 'r' })).toBe('other');
});

test.each(['ja', 'en'] as const)('every aspect has a distinct text in %s', (language) => {
  const text = createTexts(language);
  const said = ASPECTS.map((what) => text('draft.step.edit', { section: 'routes', name: '物品', count: 1, what }));
  expect(new Set(said).size).toBe(ASPECTS.length);
  for (const sentence of said) expect(sentence).toContain('物品');
});

test('a step is labeled by its effect on the earlier drafts', () => {
  const stood = createDraftBody('serials', 'n', '連番');
  const draft = (id: string, base: typeof stood | null, body: typeof stood | null) =>
    [`serials ${id}`, { section: 'serials', id, base, draft: body, note: '' }] as const;
  const drafts: Drafts = new Map([draft('n', null, stood), draft('gone', { ...stood, name: '旧' }, null)]) as Drafts;
  const put = (id: string, body: typeof stood | null) => ({ kind: 'put', section: 'serials', id, body, note: '' }) as const;
  const label = (command: DraftCommand, as?: Parameters<typeof createUndoStepLabel>[2]) => {
    const found = createUndoStepLabel(drafts, command, as);
    return found && `${found.kind} ${found.section} ${found.id} ${found.name} ${found.count} ${found.what}`;
  };
  const renamed = { ...stood, name: '新' };
  expect(label(put('n', renamed))).toBe('edit serials n 連番 1 other');
  expect(label(put('n', null))).toBe('delete serials n 連番 1 other');
  expect(label(put('new', renamed))).toBe('create serials new 新 1 other');
  expect(label(put('new', null))).toBe('delete serials new  1 other');
  expect(label(put('gone', stood))).toBe('restore serials gone 旧 1 other');
  expect(label({ kind: 'note', section: 'serials', id: 'n', note: 'x' })).toBe('note serials n 連番 1 other');
  expect(label({ kind: 'delete', section: 'serials', id: 'n' })).toBe('delete serials n 連番 1 other');
  const set = {
    kind: 'edit',
    section: 'serials',
    id: 'n',
    edit: { kind: 'set', fields: { fiscalStartMonth: 4, reset: 'month' } },
  } as const;
  expect(label(set)).toBe('edit serials n 連番 1 reset');
  expect(label({ kind: 'sequence', commands: [put('n', renamed), set] })).toBe('several serials n 連番 2 other');
  expect(label({ kind: 'sequence', commands: [set] })).toBe('edit serials n 連番 1 reset');
  expect(label({ kind: 'sequence', commands: [] })).toBeNull();
  expect(label(set, 'import')).toBe('import serials n 連番 1 reset');
});

test('a change of a route has the name of its kind', () => {
  const access = { kind: 'everyone' } as const;
  const told = (
    [
      { kind: 'set-name', name: '' },
      { kind: 'set-access', access },
      { kind: 'set-applicant-handling', handling: 'leave' },
      { kind: 'remove-step', stepId: 's' },
      { kind: 'duplicate-step', stepId: 's', newId: 't' },
      { kind: 'set-final-decider', stepId: 's' },
      { kind: 'set-step', stepId: 's', changes: { rule: 'all', expectedDays: 2 } },
      { kind: 'set-step', stepId: 's', changes: { approvers: { kind: 'applicant' }, rule: 'all' } },
    ] as readonly Edits['routes'][]
  ).map(ofRoute);
  expect(told).toEqual(['name', 'access', 'handling', 'stepRemoved', 'stepCopied', 'step', 'step', 'step']);
  expect(ofRoute({ kind: 'sequence', edits: [] })).toBe('other');
  const fields = (section: 'allowed_users', part: object) =>
    whatOf({ kind: 'edit', section, id: section, edit: { kind: 'set', fields: part } } as DraftCommand);
  expect(fields('allowed_users', { everyone: true, roles: [], organizations: [] })).toBe('members');
  expect(fields('allowed_users', { nothing: 1 })).toBe('other');
});

import { expect, test } from 'vitest';
import type { DraftCommand } from '#shared/domain/drafts/commands.ts';
import type { Drafts } from '#shared/domain/drafts/draft.ts';
import { ASPECTS, type Aspect, labelOf } from '#shared/domain/drafts/label.ts';
import type { Edits } from '#shared/domain/drafts/sections.ts';
import { newStep } from '#shared/domain/routes/route.ts';
import { createTexts } from '#shared/messages/texts.ts';

const NOTHING: Drafts = new Map();
const whatOf = (command: DraftCommand): Aspect | undefined => labelOf(NOTHING, command)?.what;
const ofRoute = (edit: Edits['routes']): Aspect | undefined => whatOf({ kind: 'edit', section: 'routes', id: 'r', edit });

test('an edit is called by what it is about', () => {
  expect(ofRoute({ kind: 'move-step', stepId: 's', to: 1 })).toBe('stepMoved');
  expect(ofRoute({ kind: 'insert-step', at: 0, step: newStep('s') })).toBe('stepAdded');
  expect(ofRoute({ kind: 'set-step', stepId: 's', changes: { expectedDays: 2 } })).toBe('stepDays');
  expect(ofRoute({ kind: 'set-step', stepId: 's', changes: { approvers: { kind: 'applicant' } } })).toBe('stepPeople');
  expect(ofRoute({ kind: 'sequence', edits: [{ kind: 'set-status', status: 'complete' }] })).toBe('status');
  const add = { kind: 'splice', field: 'users', at: 0, remove: 0, insert: ['1'] } as const;
  expect(whatOf({ kind: 'edit', section: 'invoice_groups', id: 'g', edit: add })).toBe('members');
  expect(whatOf({ kind: 'edit', section: 'amazon_groups', id: 'g', edit: { kind: 'set', fields: { integrationOption: 'A' } } })).toBe(
    'code',
  );
});

test('what has no one name is called an edit', () => {
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

test.each(['ja', 'en'] as const)('every aspect has words of its own in %s', (language) => {
  const text = createTexts(language);
  const said = ASPECTS.map((what) => text('draft.step.edit', { section: 'routes', name: '物品', count: 1, what }));
  expect(new Set(said).size).toBe(ASPECTS.length);
  for (const sentence of said) expect(sentence).toContain('物品');
});

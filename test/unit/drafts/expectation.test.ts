import { describe, expect, it } from 'vitest';
import { applyDraftCommand, type DraftEdit } from '#shared/domain/drafts/commands.ts';
import { type Draft, type Drafts, getDraftKey } from '#shared/domain/drafts/draft.ts';
import { addExpectedState } from '#shared/domain/drafts/expectation.ts';
import type { Bodies, Edits, Section } from '#shared/domain/drafts/sections.ts';
import { createRoute, createRouteStep } from '#shared/domain/routes/route.ts';
import { createSerial } from '#shared/domain/serials/serial.ts';
import type { Difference } from '#shared/domain/sync/merge/difference.ts';
import { mergeConcurrentEdit } from '#shared/domain/sync/merge/merge-concurrent-edit.ts';

const group = (users: readonly string[]): Bodies['invoice_groups'] => ({ code: 'A', name: '総務', users: [...users], organizations: [] });
const serial = (...texts: readonly string[]): Bodies['serials'] => ({
  ...createSerial('連番'),
  parts: texts.map((text) => ({ kind: 'text', text })),
});
const asked = (users: readonly string[]): Bodies['routes'] => ({
  ...createRoute('x', '標準'),
  steps: [{ ...createRouteStep('a'), approvers: { kind: 'users', users } }],
});
const only = <S extends Section>(section: S, body: Bodies[S] | null): Drafts => {
  const draft = { section, id: 'x', base: group([]), draft: body, note: '' } as unknown as Draft;
  return new Map([[getDraftKey(draft), draft]]);
};

/** Applies an edit made on `seen` to the draft `now`; returns the result and the paths of refused values. */
function done<S extends Section>(section: S, seen: Bodies[S], now: Bodies[S] | null, edit: Edits[S]) {
  const made = { section, id: 'x', kind: 'edit', edit: addExpectedState(section, seen, edit) } as DraftEdit;
  const refused: Difference[] = [];
  const { changes, missed } = applyDraftCommand(only(section, now), made, (...sides) =>
    mergeConcurrentEdit(...sides, (difference) => refused.push(difference)),
  );
  if (missed) return 'missed';
  return refused.length > 0 ? refused.map(({ path }) => path) : ((changes.get(`${section} x`)?.draft ?? now) as Bodies[S]);
}

describe('an edit that meets what another window changed a moment ago', () => {
  const removal = { kind: 'splice', field: 'users', at: 1, remove: 1, insert: [] } as const;

  it('removes the intended person at that person’s new position', () => {
    expect(done('invoice_groups', group(['abe', 'ito']), group(['sato', 'abe', 'ito']), removal)).toEqual(group(['sato', 'abe']));
  });

  it('removes no neighbour of a person who is gone', () => {
    expect(done('invoice_groups', group(['abe', 'ito', 'ueda']), group(['abe', 'ueda']), removal)).toBe('missed');
  });

  it('changes the part of a number that it was meant for, and none if the part is ambiguous', () => {
    const edit = { kind: 'splice', field: 'parts', at: 0, remove: 1, insert: [{ kind: 'text', text: 'B' }] } as const;
    expect(done('serials', serial('A', '-'), serial('x', 'A', '-'), edit)).toEqual(serial('x', 'B', '-'));
    expect(done('serials', serial('A', '-'), serial('x', 'A', 'A'), edit)).toBe('missed');
    expect(done('serials', serial('A', '-'), serial('-'), edit)).toBe('missed');
  });

  it('writes over no list that it has not seen', () => {
    const parts = serial('-', 'A').parts;
    expect(done('serials', serial('A', '-'), serial('A', '-', 'new'), { kind: 'set', fields: { parts } })).toEqual(['/parts']);
    expect(done('serials', serial('A', '-'), serial('A', '-'), { kind: 'set', fields: { parts } })).toEqual(serial('-', 'A'));
  });

  it('overwrites no plain field that was changed since, and keeps the other fields that were', () => {
    const edit = { kind: 'set', fields: { name: '経理' } } as const;
    expect(done('invoice_groups', group([]), { ...group([]), name: '人事' }, edit)).toEqual(['/name']);
    expect(done('invoice_groups', group([]), { ...group([]), name: '経理' }, edit)).toEqual({ ...group([]), name: '経理' });
    const now = { ...group(['abe']), code: 'B' };
    expect(done('invoice_groups', group([]), now, edit)).toEqual({ ...now, name: '経理' });
    const both = { kind: 'set', fields: { name: '経理', code: 'C' } } as const;
    expect(done('invoice_groups', group([]), now, both)).toEqual(['/code']);
    expect(done('routes', asked(['abe']), { ...asked(['abe']), name: '購買' }, { kind: 'set-name', name: '経理' })).toEqual(['/name']);
  });

  it('merges names of a list that both changed', () => {
    const edit = { kind: 'set', fields: { users: ['abe', 'ueda'] } } as const;
    expect(done('invoice_groups', group(['abe', 'ito']), group(['abe', 'ito', 'sato']), edit)).toEqual(group(['abe', 'sato', 'ueda']));
  });

  it('adds to a step beside the people added since, and refuses access that was changed in another way', () => {
    const approvers = { kind: 'users', users: ['abe', 'ito'] } as const;
    const change = { kind: 'set-step', stepId: 'a', changes: { approvers } } as const;
    expect(done('routes', asked(['abe']), asked(['abe', 'sato']), change)).toEqual(asked(['abe', 'sato', 'ito']));
    const other = { kind: 'set-step', stepId: 'a', changes: { approvers: { kind: 'applicant' } } } as const;
    expect(done('routes', asked(['abe']), asked(['abe', 'sato']), other)).toEqual(['/steps/a/approvers']);
    expect(done('routes', asked(['abe']), asked(['abe']), { kind: 'sequence', edits: [change] })).toEqual(asked(['abe', 'ito']));
    const listed = (id: string): Bodies['routes'] => ({
      ...asked(['abe']),
      access: { kind: 'listed', principals: [{ kind: 'user', id }] },
    });
    expect(done('routes', listed('1'), listed('2'), { kind: 'set-access', access: { kind: 'everyone' } })).toEqual(['/access']);
  });

  it('is reported as missed if its step or its object is gone', () => {
    const days = { kind: 'set-step', stepId: 'a', changes: { expectedDays: 3 } } as const;
    expect(done('routes', asked(['abe']), { ...asked([]), steps: [] }, days)).toBe('missed');
    expect(done('routes', asked(['abe']), { ...asked([]), steps: [] }, { kind: 'remove-step', stepId: 'a' })).not.toBe('missed');
    expect(done('invoice_groups', group(['abe']), null, { kind: 'set', fields: { name: '経理' } })).toBe('missed');
  });

  it('succeeds without a conflict if its effect already exists, such as the deletion of a deleted object', () => {
    const gone = { section: 'invoice_groups', id: 'x', kind: 'delete' } as DraftEdit;
    expect(applyDraftCommand(only('invoice_groups', null), gone)).toMatchObject({ changes: new Map(), missed: false });
  });

  it('builds on its own former edits within one command', () => {
    const both = {
      kind: 'sequence',
      edits: [
        { kind: 'set-step', stepId: 'a', changes: { approvers: { kind: 'users', users: ['ito'] } } },
        { kind: 'set-step', stepId: 'a', changes: { approvers: { kind: 'applicant' } } },
      ],
    } as const;
    expect(done('routes', asked(['abe']), asked(['abe']), both)).not.toBe('missed');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDraftChanges, applyDraftCommand, type DraftEdit } from '#shared/domain/drafts/commands.ts';
import {
  createDatedObject,
  createSetAsideEdits,
  type DatedChange,
  getDatedObjectState,
  listDatedChangeEdits,
  listOpenDrafts,
} from '#shared/domain/drafts/dated-change.ts';
import { type Drafts, getDraftKey, getDraftState } from '#shared/domain/drafts/draft.ts';
import { anyCommand, anyDrafts } from '../../support/drafts.ts';

const apply = (drafts: Drafts, commands: readonly DraftEdit[]): Drafts =>
  applyDraftChanges(drafts, applyDraftCommand(drafts, { kind: 'sequence', commands }).changes);

/** Returns a dated change with all open drafts, and the drafts without it. */
function setAside(drafts: Drafts): { readonly change: Pick<DatedChange, 'objects' | 'people'>; readonly rest: Drafts } {
  const objects = listOpenDrafts(drafts).flatMap((draft) => createDatedObject(drafts, draft) ?? []);
  return { change: { objects, people: [] }, rest: apply(drafts, createSetAsideEdits(objects)) };
}

const bodies = (drafts: Drafts): ReadonlyMap<string, unknown> => new Map([...drafts].map(([key, { draft }]) => [key, draft]));

describe('a change that has a day', () => {
  it('leaves nothing to apply once it is set aside', () => {
    fc.assert(
      fc.property(anyDrafts, (drafts) => {
        const { rest } = setAside(drafts);
        expect([...rest.values()].filter((draft) => getDraftState(draft) !== 'same')).toEqual([]);
      }),
    );
  });

  it('restores the drafts if nothing happened in between', () => {
    fc.assert(
      fc.property(anyDrafts, (drafts) => {
        const { change, rest } = setAside(drafts);
        expect(bodies(apply(rest, listDatedChangeEdits(rest, change, new Set())))).toEqual(bodies(drafts));
      }),
    );
  });

  it('changes nothing when it is taken a second time', () => {
    fc.assert(
      fc.property(anyDrafts, (drafts) => {
        const { change, rest } = setAside(drafts);
        const taken = apply(rest, listDatedChangeEdits(rest, change, new Set()));
        expect(listDatedChangeEdits(taken, change, new Set())).toEqual([]);
      }),
    );
  });

  it('changes the objects it keeps and nothing else, and none of those skipped', () => {
    fc.assert(
      fc.property(anyDrafts, anyCommand, fc.boolean(), (drafts, since, leaveOut) => {
        const { change, rest } = setAside(drafts);
        const now = applyDraftChanges(rest, applyDraftCommand(rest, since).changes);
        const kept = new Set(change.objects.map(getDraftKey));
        const taken = apply(now, listDatedChangeEdits(now, change, leaveOut ? kept : new Set()));
        for (const [key, draft] of now) if (leaveOut || !kept.has(key)) expect(taken.get(key)).toEqual(draft);
      }),
    );
  });

  it('reports every object that was changed since', () => {
    fc.assert(
      fc.property(anyDrafts, anyCommand, (drafts, since) => {
        const { change, rest } = setAside(drafts);
        const now = applyDraftChanges(rest, applyDraftCommand(rest, since).changes);
        for (const object of change.objects) {
          const before = JSON.stringify(rest.get(getDraftKey(object))?.draft ?? null);
          const is = JSON.stringify(now.get(getDraftKey(object))?.draft ?? null);
          if (before === is) expect(getDatedObjectState(now, object)).toBe('as-kept');
          else expect(['changed-since', 'gone', 'done', 'as-kept']).toContain(getDatedObjectState(now, object));
        }
      }),
    );
  });
});

import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { DraftCommand, DraftEdit } from '#shared/domain/drafts/commands.ts';
import { getDraftKey } from '#shared/domain/drafts/draft.ts';
import { createUndoStepLabel } from '#shared/domain/drafts/label.ts';
import type { Body } from '#shared/domain/drafts/sections.ts';
import { isSameJson } from '#shared/domain/drafts/stable-json.ts';
import { isOpenConflict, type ObjectItem } from '#shared/domain/sync/plan/item.ts';
import { compareObject } from '#shared/domain/sync/plan/object-item.ts';
import type { AppliedStep } from '#shared/domain/sync/run.ts';
import { findInactiveNamedPeople } from '#shared/domain/sync/undo/inactive-named-again.ts';
import { buildBodyWithoutRun, createUndoPlan, listLaterChanges } from '#shared/domain/sync/undo/undo.ts';
import type { PlanNames } from '#shared/domain/sync/wording/phrase.ts';
import { buildChangeLines } from '#shared/domain/sync/wording/sentence.ts';
import { getUndoOwner } from '../../company/caller.ts';
import { createPlanNames } from '../../company/plan/plan-names.ts';
import type { CompanySession } from '../../company/session.ts';
import type { JournalStep } from '../../storage/apply/apply-steps.ts';

type Row = CallOutput<'apply.previewUndo'>['rows'][number];

/** Maximum number of sentences per row. */
const LINES = 4;
const NO_EFFECT: Row['does'] = { kind: 'nothing', lines: [], more: 0 };

interface Undone {
  readonly row: Row;
  /** Draft that the undo would write; omitted if nothing can or must be changed. */
  readonly draft?: { readonly section: ObjectItem['section']; readonly id: string; readonly body: Body | null };
}

export interface UndoService {
  previewUndo(order: CallParsedInput<'apply.previewUndo'>): Promise<CallOutput<'apply.previewUndo'>>;
  undoRun(order: CallParsedInput<'apply.undo'>): Promise<CallOutput<'apply.undo'>>;
}

/** Undoes a run by writing the former content into the drafts, which is then applied through a plan. */
export function createUndoService(session: CompanySession): UndoService {
  /** Returns people in the restored content who can no longer log in or are missing. */
  function goneOf({ section, server }: ObjectItem, body: Body | null): Row['gone'] {
    const index = session.draftCache.company()?.index ?? null;
    const now = server?.body ?? null;
    if (index === null) return findInactiveNamedPeople(section, body, now, null) === null ? null : [];
    const stateOf = (id: string) => index.users[index.person(id)]?.state ?? null;
    return (findInactiveNamedPeople(section, body, now, stateOf) ?? []).map((one) => ({
      ...one,
      name: index.nameOf(index.person(one.id)),
    }));
  }

  function undoneOf(runId: string, keys: readonly string[] | null): readonly Undone[] {
    const file = session.file();
    if (file.journal.run(runId) === null) throw new ExpectedError('apply-run-not-found');
    const server = file.server.state();
    if (server === null) throw new ExpectedError('plan-not-read');
    const wanted = keys === null ? null : new Set(keys);
    const steps = file.journal.steps(runId).filter(({ state, key }) => state === 'done' && (wanted === null || wanted.has(key)));
    const { plan, undone } = createUndoPlan(steps.map(appliedOf), {
      server,
      resolutions: new Map(),
      ignored: [],
      today: session.today(),
    });
    const standing = new Set(undone);
    const after = file.journal.writtenAfter(runId);
    const names = createPlanNames(session);
    return steps.map((step) => {
      const item = plan.byKey.get(step.key);
      const since = sinceOf(step, item?.server ?? null);
      const row = {
        key: step.key,
        section: step.section,
        id: step.id,
        name: step.name,
        since,
        gone: [],
        does: NO_EFFECT,
        later: after.get(step.key) ?? 0,
      };
      if (step.action === 'secret') return { row: { ...row, outcome: 'impossible', since: null } };
      if (standing.has(step.key)) return { row: { ...row, outcome: 'undone' } };
      if (item === undefined || item.secret !== null) return { row: { ...row, outcome: 'impossible' } };
      const body = buildBodyWithoutRun(item);
      return {
        row: { ...row, outcome: outcomeOf(item), does: doesOf(item, body, session.today(), names), gone: goneOf(item, body) },
        draft: { section: item.section, id: item.id, body },
      };
    });
  }

  return {
    async previewUndo({ runId, keys }) {
      return { revision: session.plans.revision(), rows: undoneOf(runId, keys).map(({ row }) => row) };
    },
    async undoRun({ runId, keys }) {
      const file = session.file();
      const undone = undoneOf(runId, keys);
      const { drafts } = file.drafts.state();
      const commands = undone.flatMap(({ draft }): DraftEdit[] => {
        if (draft === undefined) return [];
        const { section, id, body } = draft;
        const known = drafts.get(getDraftKey(draft));
        if (body === null) return known === undefined || known.draft === null ? [] : [{ kind: 'delete', section, id }];
        return isSameJson(known?.draft ?? null, body) ? [] : [{ kind: 'put', section, id, body, note: known?.note ?? '' } as DraftEdit];
      });
      const command: DraftCommand = { kind: 'sequence', commands };
      const label = createUndoStepLabel(drafts, command, 'undo-run');
      if (label !== null) file.drafts.apply(command, label, { at: session.timestamp(), by: session.operator, owner: getUndoOwner() });
      return {
        revision: session.plans.revision(),
        draftRevision: file.drafts.state().revision,
        rows: undone.map(({ row }) => row),
      };
    },
  };
}

function appliedOf({ action, section, id, before, target }: JournalStep): AppliedStep {
  return action === 'secret' ? { kind: 'secret', secret: 'catalog-password' } : { kind: 'object', section, id, before, after: target };
}

function outcomeOf({ fields }: ObjectItem): Row['outcome'] {
  if (fields.some(isOpenConflict)) return 'clash';
  return listLaterChanges(fields).length > 0 ? 'merged' : 'clean';
}

/** Returns the changes that applying the restored content would make on the server. */
function doesOf({ section, id, server }: ObjectItem, body: Body | null, today: string, names: PlanNames): Row['does'] {
  const { item } = compareObject({ section, id, base: server?.body ?? null, draft: body, server }, undefined, undefined, today);
  if (item === null) return NO_EFFECT;
  if (item.write === 'delete') return { ...NO_EFFECT, kind: 'delete' };
  if (server === null) return { ...NO_EFFECT, kind: 'create' };
  const lines = buildChangeLines(item, names).map(({ sentence }) => sentence);
  return { kind: 'change', lines: lines.slice(0, LINES), more: Math.max(0, lines.length - LINES) };
}

/** Returns who changed the object after the run, as reported by the server; `null` = unchanged or deleted. */
function sinceOf({ revision }: JournalStep, server: ObjectItem['server']): Row['since'] {
  return server === null || server.revision === revision ? null : { by: server.updatedBy, at: server.updatedAt };
}

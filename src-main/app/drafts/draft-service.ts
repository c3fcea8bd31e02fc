import { randomUUID } from 'node:crypto';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { type DraftCommand, type DraftEdit, listDraftEdits } from '#shared/domain/drafts/commands.ts';
import { type Draft, findDraft } from '#shared/domain/drafts/draft.ts';
import { type ImportMode, planImport } from '#shared/domain/drafts/drafts-form.ts';
import type { UndoStepKind } from '#shared/domain/drafts/label.ts';
import { listReferrers } from '#shared/domain/drafts/references.ts';
import {
  createDraftBody,
  createRenameEdit,
  isSingleSection,
  renameDraftBody,
  type Section,
  setBodyId,
} from '#shared/domain/drafts/sections.ts';
import { TEMPLATES } from '#shared/domain/drafts/templates.ts';
import { getUndoOwner } from '../../company/caller.ts';
import { buildCoverageLevel, countLeftWithoutGroup } from '../../company/drafts/coverage-view.ts';
import { applyToDrafts, toChangeResponse } from '../../company/drafts/draft-apply.ts';
import { listDrafts, summarizeDrafts, toDraftDetail } from '../../company/drafts/draft-views.ts';
import type { NamedFile } from '../../company/lists/list-file.ts';
import type { CompanySession } from '../../company/session.ts';
import { readAmazonGroups } from '../../files/lists/amazon-group-rows.ts';
import { openTable } from '../../files/open-table.ts';
import type { DraftStore } from '../../storage/draft-store.ts';
import { applyWithoutConflicts } from './draft-conflicts.ts';
import { readDrafts, writeDrafts } from './draft-file.ts';

/** Drafts, undo steps, and the people to whom drafts refer. */
export interface DraftService {
  draftSummary(): Promise<CallOutput<'drafts.summary'>>;
  drafts(window: CallParsedInput<'drafts.list'>): Promise<CallOutput<'drafts.list'>>;
  draft(at: CallParsedInput<'drafts.get'>): Promise<CallOutput<'drafts.get'>>;
  applyDraft(command: DraftCommand): Promise<CallOutput<'drafts.apply'>>;
  createDraft(order: CallParsedInput<'drafts.create'>): Promise<CallOutput<'drafts.create'>>;
  duplicateDrafts(objects: CallParsedInput<'drafts.duplicate'>['objects']): Promise<CallOutput<'drafts.duplicate'>>;
  renameDraft(order: CallParsedInput<'drafts.rename'>): Promise<CallOutput<'drafts.rename'>>;
  revertDrafts(objects: CallParsedInput<'drafts.revert'>['objects']): Promise<CallOutput<'drafts.revert'>>;
  deleteDrafts(objects: CallParsedInput<'drafts.delete'>['objects']): Promise<CallOutput<'drafts.delete'>>;
  draftImpact(targets: CallParsedInput<'drafts.impact'>['targets']): Promise<CallOutput<'drafts.impact'>>;
  undoDraft(order?: CallParsedInput<'drafts.undo'>): Promise<CallOutput<'drafts.undo'>>;
  redoDraft(order?: CallParsedInput<'drafts.redo'>): Promise<CallOutput<'drafts.redo'>>;
  exportDrafts(path: string): Promise<{ readonly objects: number }>;
  readAmazonGroups(file: NamedFile): Promise<CallOutput<'drafts.readAmazonGroups'>>;
  previewDraftImport(file: NamedFile, mode: ImportMode): Promise<CallOutput<'drafts.previewImport'>>;
  importDrafts(file: NamedFile, mode: ImportMode, revision: number): Promise<CallOutput<'drafts.importFile'>>;
  pickPeople(query: CallParsedInput<'drafts.people'>): Promise<CallOutput<'drafts.people'>>;
  namesOf(ids: CallParsedInput<'drafts.names'>['ids']): Promise<CallOutput<'drafts.names'>>;
  coverage(parentId: string | null): Promise<CallOutput<'drafts.coverage'>>;
}
type Changed = CallOutput<'drafts.apply'>;
interface At {
  readonly section: Section;
  readonly id: string;
}

const SHOWN_IMPORT_ROWS = 500;

export function createDraftService(session: CompanySession): DraftService {
  const { draftCache } = session;
  const store = (): DraftStore => session.file().drafts;

  function required(at: At): Draft {
    const found = findDraft(store().state().drafts, at);
    if (found === null) throw new ExpectedError('draft-not-found');
    return found;
  }

  const response = (changed: readonly string[]): Changed => toChangeResponse(session, changed);
  const moved = (changed: readonly string[], other: 'undo' | 'redo'): CallOutput<'drafts.undo'> => ({
    ...response(changed),
    back: store().wouldChange(getUndoOwner(), other),
  });
  const apply = (command: DraftCommand, as?: UndoStepKind): Changed => applyToDrafts(session, command, as);

  /** Refuses a command for a missing object, or with an id that a section with a single object does not have. */
  function check(command: DraftCommand): void {
    const { drafts } = store().state();
    const made = new Set<string>();
    for (const edit of listDraftEdits(command)) {
      const { section, id } = edit;
      if (edit.kind === 'put') made.add(`${section} ${id}`);
      if (
        isSingleSection(section) ? id !== section : edit.kind !== 'put' && !made.has(`${section} ${id}`) && findDraft(drafts, edit) === null
      )
        throw new ExpectedError('draft-not-found');
    }
  }

  /** Refuses to undo or redo a step other than the one displayed by the window. */
  function checkStep(direction: 'undo' | 'redo', id: number | undefined): void {
    const step = store().steps(getUndoOwner())[direction];
    if (id !== undefined && step !== null && step.id !== id) throw new ExpectedError('draft-step-changed');
  }

  async function plan(file: { readonly path: string; readonly name: string }, mode: ImportMode) {
    const objects = await readDrafts(file.path, file.name);
    return planImport(store().state().drafts, objects, mode);
  }

  return {
    async draftSummary() {
      return summarizeDrafts(store(), draftCache);
    },
    async drafts(window) {
      return listDrafts(store(), draftCache, window);
    },
    async draft(at) {
      return { revision: store().state().revision, ...toDraftDetail(required(at), store(), draftCache) };
    },
    async applyDraft(command) {
      check(command);
      return applyToDrafts(session, command, undefined, applyWithoutConflicts(session, command));
    },
    async createDraft({ section, name, template }) {
      const from = template === null ? null : TEMPLATES[template];
      if (isSingleSection(section) || (from !== null && from.section !== section))
        throw new ExpectedError('not-allowed', { reason: 'section-single' });
      const id = randomUUID();
      const body = from === null ? createDraftBody(section, id, name) : from.make(id, name, randomUUID);
      return apply({ kind: 'put', section, id, body, note: '' } as DraftEdit);
    },
    async duplicateDrafts(objects) {
      const commands = objects.map(({ section, id, name }) => {
        const { draft, note } = required({ section, id });
        if (draft === null || isSingleSection(section)) throw new ExpectedError('draft-not-found');
        const copy = randomUUID();
        const body = setBodyId(section, renameDraftBody(section, draft, name), copy);
        return { kind: 'put', section, id: copy, body, note } as DraftEdit;
      });
      return apply({ kind: 'sequence', commands }, 'duplicate');
    },
    async renameDraft({ section, id, name }) {
      if (required({ section, id }).draft === null) throw new ExpectedError('draft-not-found');
      return apply({ kind: 'edit', section, id, edit: createRenameEdit(section, name) } as DraftEdit, 'rename');
    },
    async revertDrafts(objects) {
      const commands = objects.map((at) => {
        const { base, note } = required(at);
        if (base === null) throw new ExpectedError('draft-not-found');
        return { kind: 'put', ...at, body: base, note } as DraftEdit;
      });
      return apply({ kind: 'sequence', commands }, 'revert');
    },
    async deleteDrafts(objects) {
      const command: DraftCommand = { kind: 'sequence', commands: objects.map(({ section, id }) => ({ kind: 'delete', section, id })) };
      check(command);
      return apply(command, 'delete');
    },
    async draftImpact(targets) {
      const { drafts } = store().state();
      const removed = new Set(
        targets.flatMap((target) => (target.kind === 'draft' && target.section === 'invoice_groups' ? [target.id] : [])),
      );
      const going = new Set(targets.flatMap((target) => (target.kind === 'draft' ? [`${target.section} ${target.id}`] : [])));
      const people = draftCache.company()?.people;
      return {
        // Objects that are deleted together with the target need no change.
        referrers: targets
          .flatMap((target) => listReferrers(drafts.values(), target))
          .filter(({ section, id }) => !going.has(`${section} ${id}`)),
        peopleLeftWithoutGroup:
          people === undefined || removed.size === 0 ? 0 : countLeftWithoutGroup(drafts, people, session.scope(), removed),
      };
    },
    async undoDraft({ step } = {}) {
      checkStep('undo', step);
      const next = store().steps(getUndoOwner()).undo;
      // Reset the dated change to pending before undoing: if the process ends in between, a repeated notice is better than a missing one.
      if (next?.label.kind === 'dated-change') session.file().dated.noteMoved(next.id, null);
      const undone = store().undo(getUndoOwner(), session.timestamp());
      if (undone === null) throw new ExpectedError('draft-nothing-to-undo');
      return moved(undone.changed, 'redo');
    },
    async redoDraft({ step } = {}) {
      checkStep('redo', step);
      const redone = store().redo(getUndoOwner(), session.timestamp());
      if (redone === null) throw new ExpectedError('draft-nothing-to-redo');
      if (redone.step.label.kind === 'dated-change') session.file().dated.noteMoved(redone.step.id, session.timestamp());
      return moved(redone.changed, 'undo');
    },
    exportDrafts: (path) => writeDrafts(path, store().state().drafts),
    async readAmazonGroups(file) {
      const table = await openTable(file.path, file.name, 'amazon-users');
      return { groups: readAmazonGroups(table).map((group) => ({ ...group })) };
    },
    async previewDraftImport(file, mode) {
      const { rows } = await plan(file, mode);
      const counts = { add: 0, change: 0, same: 0, remove: 0 };
      for (const { change } of rows) counts[change]++;
      const shown = [...rows.filter(({ change }) => change !== 'same'), ...rows.filter(({ change }) => change === 'same')].slice(
        0,
        SHOWN_IMPORT_ROWS,
      );
      return { revision: store().state().revision, counts, rows: shown.map((row) => ({ ...row })) };
    },
    async importDrafts(file, mode, revision) {
      const { command } = await plan(file, mode);
      if (store().state().revision !== revision) throw new ExpectedError('draft-moved-on');
      return apply(command, 'import');
    },
    async pickPeople({ search, kinds, limit }) {
      if (search.trim() !== '') await session.searchReady();
      return { picks: draftCache.company()?.picker.search(search, new Set(kinds), limit) ?? [] };
    },
    async namesOf(ids) {
      const picker = draftCache.company()?.picker;
      return { picks: picker === undefined ? [] : ids.flatMap(({ kind, id }) => picker.find(kind, id) ?? []) };
    },
    async coverage(parentId) {
      const { revision, drafts } = store().state();
      return { revision, ...buildCoverageLevel(drafts, draftCache.company()?.people ?? null, session.scope(), parentId) };
    },
  };
}

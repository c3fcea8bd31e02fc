import { randomUUID } from 'node:crypto';
import type { CallOutput } from '#shared/contract/calls.ts';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import { type DraftCommand, type DraftEdit, editsOf } from '#shared/domain/drafts/commands.ts';
import { type Draft, findDraft } from '#shared/domain/drafts/draft.ts';
import type { StepKind } from '#shared/domain/drafts/label.ts';
import { referrersOf } from '#shared/domain/drafts/references.ts';
import { adoptBody, beginBody, isSingle, renamedBody, renameEdit, type Section } from '#shared/domain/drafts/sections.ts';
import { TEMPLATES } from '#shared/domain/drafts/templates.ts';
import { type ImportMode, planImport } from '#shared/domain/drafts/workspace-form.ts';
import { readAmazonGroups } from '../../files/amazon-group-rows.ts';
import { openTable } from '../../files/open-table.ts';
import type { DraftStore } from '../../storage/draft-store.ts';
import { coverageView, leftWithoutGroup } from './coverage-view.ts';
import { applyToDrafts, toldChange } from './draft-apply.ts';
import { readDrafts, writeDrafts } from './draft-file.ts';
import { detailOf, listDrafts, summarise } from './draft-views.ts';
import type { Engine } from './engine.ts';
import { leaverCalls } from './leaver-calls.ts';
import type { EngineSession } from './session.ts';

type DraftCalls = Pick<
  Engine,
  | 'draftSummary'
  | 'drafts'
  | 'draft'
  | 'applyDraft'
  | 'createDraft'
  | 'duplicateDrafts'
  | 'renameDraft'
  | 'revertDrafts'
  | 'deleteDrafts'
  | 'draftImpact'
  | 'undoDraft'
  | 'redoDraft'
  | 'exportDrafts'
  | 'readAmazonGroups'
  | 'previewDraftImport'
  | 'importDrafts'
  | 'pickPeople'
  | 'namesOf'
  | 'coverage'
  | 'enterLastIssued'
  | 'planLeavers'
  | 'takeLeavers'
>;
type Changed = CallOutput<'drafts.apply'>;
interface At {
  readonly section: Section;
  readonly id: string;
}

const SHOWN_IMPORT_ROWS = 500;

/** The engine's calls about what is being prepared. */
export function draftCalls(session: EngineSession): DraftCalls {
  const { desk } = session;
  const store = (): DraftStore => session.workspace().drafts;

  function required(at: At): Draft {
    const found = findDraft(store().state().drafts, at);
    if (found === null) throw new ExpectedError('draft-not-found');
    return found;
  }

  const told = (changed: readonly string[]): Changed => toldChange(session, changed);
  const apply = (command: DraftCommand, as?: StepKind): Changed => applyToDrafts(session, command, as);

  /** Refuses a command about an object that is not there, or with an id a single section does not have. */
  function check(command: DraftCommand): void {
    const { drafts } = store().state();
    const made = new Set<string>();
    for (const edit of editsOf(command)) {
      const { section, id } = edit;
      if (edit.kind === 'put') made.add(`${section} ${id}`);
      if (isSingle(section) ? id !== section : edit.kind !== 'put' && !made.has(`${section} ${id}`) && findDraft(drafts, edit) === null)
        throw new ExpectedError('draft-not-found');
    }
  }

  async function plan(file: { readonly path: string; readonly name: string }, mode: ImportMode) {
    const objects = await readDrafts(file.path, file.name);
    return planImport(store().state().drafts, objects, mode);
  }

  return {
    async draftSummary() {
      return summarise(store(), desk);
    },
    async drafts(window) {
      return listDrafts(store(), desk, window);
    },
    async draft(at) {
      return { revision: store().state().revision, ...detailOf(required(at), store(), desk) };
    },
    async applyDraft(command) {
      check(command);
      return apply(command);
    },
    async createDraft({ section, name, template }) {
      const from = template === null ? null : TEMPLATES[template];
      if (isSingle(section) || (from !== null && from.section !== section))
        throw new ExpectedError('not-allowed', { reason: 'section-single' });
      const id = randomUUID();
      const body = from === null ? beginBody(section, id, name) : from.make(id, name, randomUUID);
      return apply({ kind: 'put', section, id, body, note: '' } as DraftEdit);
    },
    async duplicateDrafts(objects) {
      const commands = objects.map(({ section, id, name }) => {
        const { draft, note } = required({ section, id });
        if (draft === null || isSingle(section)) throw new ExpectedError('draft-not-found');
        const copy = randomUUID();
        const body = adoptBody(section, renamedBody(section, draft, name), copy);
        return { kind: 'put', section, id: copy, body, note } as DraftEdit;
      });
      return apply({ kind: 'sequence', commands }, 'duplicate');
    },
    async renameDraft({ section, id, name }) {
      if (required({ section, id }).draft === null) throw new ExpectedError('draft-not-found');
      return apply({ kind: 'edit', section, id, edit: renameEdit(section, name) } as DraftEdit, 'rename');
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
      const people = desk.company()?.people;
      return {
        // What goes as well is not touched by it.
        referrers: targets
          .flatMap((target) => referrersOf(drafts.values(), target))
          .filter(({ section, id }) => !going.has(`${section} ${id}`)),
        peopleLeftWithoutGroup: people === undefined || removed.size === 0 ? 0 : leftWithoutGroup(drafts, people, session.scope(), removed),
      };
    },
    async undoDraft() {
      const undone = store().undo(session.timestamp());
      if (undone === null) throw new ExpectedError('draft-nothing-to-undo');
      return told(undone.changed);
    },
    async redoDraft() {
      const redone = store().redo(session.timestamp());
      if (redone === null) throw new ExpectedError('draft-nothing-to-redo');
      return told(redone.changed);
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
      return { picks: desk.company()?.picker.search(search, new Set(kinds), limit) ?? [] };
    },
    async namesOf(ids) {
      const picker = desk.company()?.picker;
      return { picks: picker === undefined ? [] : ids.flatMap(({ kind, id }) => picker.find(kind, id) ?? []) };
    },
    async enterLastIssued(id, value) {
      required({ section: 'serials', id });
      session.serials.enter(id, value === null ? null : { value, day: session.today() });
    },
    ...leaverCalls(session, (edits) => apply({ kind: 'sequence', commands: edits }, 'people')),
    async coverage(parentId) {
      const { revision, drafts } = store().state();
      return { revision, ...coverageView(drafts, desk.company()?.people ?? null, session.scope(), parentId) };
    },
  };
}

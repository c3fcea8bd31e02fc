import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import type { DatedChangeView } from '#shared/contract/drafts/dated-changes.ts';
import {
  createDatedObject,
  createSetAsideEdits,
  type DatedChange,
  getDatedObjectState,
  listDatedChangeEdits,
  listEntriesNamedByChange,
  listOpenDrafts,
  planDatedChange,
} from '#shared/domain/drafts/dated-change.ts';
import { type Draft, getDraftState, isVisibleDraft } from '#shared/domain/drafts/draft.ts';
import { getBodyName } from '#shared/domain/drafts/sections.ts';
import type { CompanyIndex } from '#shared/domain/routes/company.ts';
import { getReferenceState } from '#shared/domain/routes/references.ts';
import { hasChangedOrganization } from '#shared/domain/routes/rehearsal.ts';
import { toNamedOrganization, toPersonSummary } from '../../company/directory/person-views.ts';
import type { RehearsedCompanies } from '../../company/directory/rehearsed-companies.ts';
import { applyToDrafts, toChangeResponse } from '../../company/drafts/draft-apply.ts';
import { getDraftName } from '../../company/drafts/draft-views.ts';
import type { CompanySession } from '../../company/session.ts';
import type { StoredDatedChange } from '../../storage/dated-change-store.ts';

/** Dated changes: drafts saved for a future day. */
export interface DatedChangeService {
  datedChanges(): Promise<CallOutput<'datedChanges.list'>>;
  keepChange(order: CallParsedInput<'datedChanges.keep'>): Promise<CallOutput<'datedChanges.keep'>>;
  changeDated(order: CallParsedInput<'datedChanges.change'>): Promise<void>;
  withdrawChange(id: number): Promise<void>;
  takeChange(order: CallParsedInput<'datedChanges.take'>): Promise<CallOutput<'datedChanges.take'>>;
}

const MAX_STORED_MOVES = 500;
const MAX_SHOWN_MOVES = 200;

export function createDatedChangeService(session: CompanySession): DatedChangeService {
  const store = () => session.file().dated;
  const drafts = () => session.file().drafts.state();

  function required(id: number): StoredDatedChange {
    const found = store()
      .all()
      .find((one) => one.id === id);
    if (found === undefined) throw new ExpectedError('dated-change-not-found');
    return found;
  }

  return {
    async datedChanges() {
      const { revision, drafts: now } = drafts();
      const today = session.today();
      return {
        today,
        revision,
        changes: store()
          .all()
          .map((change) => viewOf(session, change, today)),
        open: listOpenDrafts(now).map((draft) => ({
          section: draft.section,
          id: draft.id,
          name: getDraftName(draft),
          what: whatOf(draft),
        })),
      };
    },
    async keepChange({ name, day, objects, people, rehearsed: withMoves }) {
      const { drafts: now } = drafts();
      const kept = objects.flatMap((at) => createDatedObject(now, at) ?? []);
      const companies = withMoves ? session.rehearsed : null;
      // Moves are known only for the current lists; do not save a change without the requested moves.
      if (withMoves && companies?.directory !== session.directory()) throw new ExpectedError('rehearsal-outdated');
      const moved = companies === null ? null : movesOf(companies);
      if (kept.length + people.length + (moved?.people.length ?? 0) === 0) throw new ExpectedError('dated-change-empty');
      if (kept.length < objects.length) throw new ExpectedError('draft-changed-elsewhere');
      const content = { name, day, objects: kept, people, moved };
      const coming = companies === null ? [] : comingOf(content, companies);
      const id = store().keep({ ...content, coming }, session.timestamp(), session.operator);
      const change = required(id);
      const index = session.draftCache.company()?.index ?? null;
      const missing = namedMissing(session, change, index, session.today());
      const commands = createSetAsideEdits(kept);
      return {
        id,
        missing,
        drafts: commands.length === 0 ? toChangeResponse(session, []) : applyToDrafts(session, { kind: 'sequence', commands }, 'set-aside'),
      };
    },
    async changeDated({ id, name, day }) {
      if (!store().change(id, name, day)) throw new ExpectedError('dated-change-not-found');
    },
    async withdrawChange(id) {
      if (!store().withdraw(id)) throw new ExpectedError('dated-change-not-found');
    },
    async takeChange({ id, revision, except }) {
      const change = required(id);
      const { revision: is, drafts: now } = drafts();
      if (is !== revision) throw new ExpectedError('draft-moved-on');
      const commands = listDatedChangeEdits(now, change, new Set(except.map((at) => `${at.section} ${at.id}`)));
      const taken =
        commands.length === 0 ? toChangeResponse(session, []) : applyToDrafts(session, { kind: 'sequence', commands }, 'dated-change');
      store().noteTaken(id, taken.changed.length === 0 ? null : (taken.steps.undo?.id ?? null), session.timestamp());
      return taken;
    },
  };
}

const nameOfObject = ({ section, body, before }: StoredDatedChange['objects'][number]): string => {
  const shown = body ?? before;
  return shown === null ? '' : getBodyName(section, shown);
};

const whatOf = (draft: Draft): 'new' | 'changed' | 'deleted' => {
  const state = getDraftState(draft);
  return state === 'new' || state === 'deleted' ? state : 'changed';
};

function viewOf(session: CompanySession, change: StoredDatedChange, today: string): DatedChangeView {
  const { drafts } = session.file().drafts.state();
  const index = session.draftCache.company()?.index ?? null;
  const { id, name, day, takenAt, objects, people, moved } = change;
  const named = nameFor(session, change, index);
  const { edits, stays } = planDatedChange(drafts, change, new Set());
  return {
    ...{ id, name, day, takenAt },
    due: day <= today,
    objects: objects.map((object) => ({
      section: object.section,
      id: object.id,
      name: nameOfObject(object),
      what: object.body === null ? 'deleted' : object.before === null ? 'new' : 'changed',
      standing: getDatedObjectState(drafts, object),
      there: isVisibleDraft(drafts, object),
    })),
    people: people.map((one) => ({
      id: one.id,
      name: named('user', one.id),
      by: one.by === null ? null : { id: one.by, name: named('user', one.by) },
      stays: stays.get(one.id) ?? 0,
    })),
    changes: edits.length,
    missing: namedMissing(session, change, index, today),
    moved: moved === null ? null : { ...moved, people: moved.people.slice(0, MAX_SHOWN_MOVES).map((one) => ({ ...one })) },
  };
}

type Kind = DatedChangeView['missing'][number]['kind'];

/**
 * Returns objects and people to which the change refers and that today's company lacks. Those that come with the later list are not
 * missing.
 */
function missingOf(
  session: CompanySession,
  change: DatedChange,
  index: CompanyIndex | null,
  today: string,
): readonly { readonly kind: Kind; readonly id: string; readonly state: 'unknown' | 'inactive' }[] {
  if (index === null) return [];
  const coming = new Set(change.day > today ? change.coming : []);
  const roles = session.draftCache.company()?.people.roles.length ?? 0;
  return listEntriesNamedByChange(change).flatMap(({ kind, id }) => {
    // Without a list of organizations or roles, missing ones cannot be determined.
    if (coming.has(`${kind} ${id}`) || (kind === 'organization' ? index.organizations.length === 0 : kind === 'role' && roles === 0))
      return [];
    const state = getReferenceState(index, { kind, id });
    return state === 'known' ? [] : [{ kind, id, state }];
  });
}

function namedMissing(session: CompanySession, change: DatedChange, index: CompanyIndex | null, today: string): DatedChangeView['missing'] {
  const named = nameFor(session, change, index);
  return missingOf(session, change, index, today).map((one) => ({ ...one, name: named(one.kind, one.id) }));
}

/** Returns a function for names: today's name, else the name stored with the change or in an earlier list, else the id. */
function nameFor(session: CompanySession, { moved }: DatedChange, index: CompanyIndex | null): (kind: Kind, id: string) => string {
  const kept = new Map(moved?.people.map(({ id, name }) => [id, name]));
  return (kind, id) => {
    if (kind === 'organization') return index === null ? id : toNamedOrganization(index, id).name;
    if (kind === 'role') return session.draftCache.company()?.people.roles.find((role) => role.id === id)?.name ?? id;
    const known = index === null ? id : index.nameOf(index.person(id));
    return known !== id ? known : (kept.get(id) ?? session.file().persons.namesOf([id]).get(id) ?? id);
  };
}

/** Returns the people who join, leave or change organization between today's and the later list; changes of organization first. */
function movesOf({ today, later, users }: RehearsedCompanies): NonNullable<DatedChange['moved']> {
  const moves: { id: string; name: string; before: string; after: string }[] = [];
  const joins: typeof moves = [];
  const leaves: typeof moves = [];
  const home = (index: CompanyIndex, person: number): string => toPersonSummary(index, person).organization;
  later.users.forEach(({ id, name }, at) => {
    if (!later.isActive(at) || id === '' || later.person(id) !== at) return;
    const before = today.person(id);
    if (!today.isActive(before)) joins.push({ id, name, before: '', after: home(later, at) });
    else if (hasChangedOrganization(today, before, later, at))
      moves.push({ id, name, before: home(today, before), after: home(later, at) });
  });
  today.users.forEach(({ id, name }, at) => {
    if (!today.isActive(at) || id === '' || today.person(id) !== at || later.isActive(later.person(id))) return;
    leaves.push({ id, name, before: home(today, at), after: '' });
  });
  return {
    users,
    joining: joins.length,
    leaving: leaves.length,
    moving: moves.length,
    people: [...moves, ...leaves, ...joins].slice(0, MAX_STORED_MOVES),
  };
}

/** Returns objects and people to which the change refers and that only the later company has. */
const comingOf = (change: Pick<DatedChange, 'objects' | 'people'>, { today, later }: RehearsedCompanies): readonly string[] =>
  listEntriesNamedByChange(change)
    .filter((one) => getReferenceState(today, one) !== 'known' && getReferenceState(later, one) === 'known')
    .map(({ kind, id }) => `${kind} ${id}`);

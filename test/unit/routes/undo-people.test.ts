import { expect, it } from 'vitest';
import { applyDraftCommand, type DraftCommand } from '#shared/domain/drafts/commands.ts';
import { type Draft, type Drafts, getDraftKey } from '#shared/domain/drafts/draft.ts';
import type { Edit } from '#shared/domain/routes/commands.ts';
import type { Principal, Route } from '#shared/domain/routes/route.ts';
import { mergeConcurrentEdit } from '#shared/domain/sync/merge/merge-concurrent-edit.ts';
import { route, step } from './company.ts';

const asked = (...users: string[]): Route => route([step('a', { kind: 'users', users })]);
const open = (...principals: Principal[]): Route => ({ ...asked('1'), access: { kind: 'listed', principals } });
const user = (id: string): Principal => ({ kind: 'user', id });

/** Returns the results of undoing and then redoing an edit on a route that others have changed since. */
function undoneIn(before: Route, edit: Edit, since: Route): readonly [Route, Route] {
  const { inverse, done } = applyDraftCommand(drafts(before), { kind: 'edit', section: 'routes', id: 'r1', edit });
  const replay = (on: Route, command: DraftCommand): Route =>
    (applyDraftCommand(drafts(on), command, mergeConcurrentEdit).changes.get('routes r1')?.draft ?? on) as Route;
  const undone = replay(since, inverse);
  return [undone, replay(undone, done)];
}

const drafts = (draft: Route): Drafts => {
  const one: Draft = { section: 'routes', id: 'r1', base: null, draft, note: '' };
  return new Map([[getDraftKey(one), one]]);
};

it('undo removes from a step the people added by the edit, and no one added by others since', () => {
  const edit: Edit = { kind: 'set-step', stepId: 'a', changes: { approvers: { kind: 'users', users: ['abe', 'ito'] } } };
  expect(undoneIn(asked('abe'), edit, asked('abe', 'ito', 'sato'))).toEqual([asked('abe', 'sato'), asked('abe', 'sato', 'ito')]);
  expect(undoneIn(asked('abe'), edit, asked('abe', 'ito'))).toEqual([asked('abe'), asked('abe', 'ito')]);
});

it('undo lists no one twice who was added again by others', () => {
  const edit: Edit = { kind: 'set-step', stepId: 'a', changes: { approvers: { kind: 'users', users: ['abe'] } } };
  expect(undoneIn(asked('abe', 'ito'), edit, asked('ito', 'abe'))[0]).toEqual(asked('ito', 'abe'));
});

it('undo closes a route to people whom the edit added, and to no one added by others since', () => {
  const edit: Edit = { kind: 'set-access', access: { kind: 'listed', principals: [user('abe'), user('ito')] } };
  const [undone, again] = undoneIn(open(user('abe')), edit, open(user('abe'), user('ito'), user('sato')));
  expect(undone).toEqual(open(user('abe'), user('sato')));
  expect(again).toEqual(open(user('abe'), user('sato'), user('ito')));
});

it('undo of another kind of approvers keeps the people that others named since', () => {
  const edit: Edit = { kind: 'set-step', stepId: 'a', changes: { approvers: { kind: 'applicant' } } };
  expect(undoneIn(asked('abe', 'ito'), edit, asked('sato'))[0]).toEqual(asked('sato', 'abe', 'ito'));
});

it('undo keeps the name that others gave since', () => {
  const since = { ...asked('abe'), name: '別の名前' };
  expect(undoneIn(asked('abe'), { kind: 'set-name', name: '購買' }, since)).toEqual([since, since]);
});

import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CompanyFile } from '#main/storage/company-file.ts';
import type { DraftCommand } from '#shared/domain/drafts/commands.ts';
import { type Draft, getDraftKey } from '#shared/domain/drafts/draft.ts';
import { createUndoStepLabel } from '#shared/domain/drafts/label.ts';
import { createRoute, createRouteStep, type Route } from '#shared/domain/routes/route.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
let file: CompanyFile;
beforeEach(() => {
  folder = temporaryFolder('drafts');
  const about = { id: 'p', name: '自社', kind: 'test', serverAddress: null, readOnly: false, createdAt: '' } as const;
  file = CompanyFile.create(join(folder, 'p.tsunagi'), about);
});
afterEach(() => {
  file.close();
});

const at = (seconds: number): string => new Date(Date.parse('2026-11-24T00:00:00Z') + seconds * 1_000).toISOString();
const AT = { section: 'invoice_groups', id: 'g' } as const;
const KEY = getDraftKey(AT);
const body = (name: string) => ({ code: 'CODE', name, users: [], organizations: [] });
const put = (name: string): DraftCommand => ({ kind: 'put', ...AT, body: body(name), note: '' }) as DraftCommand;
const rename = (name: string): DraftCommand => ({ kind: 'edit', ...AT, edit: { kind: 'set', fields: { name } } }) as DraftCommand;
function apply(command: DraftCommand, seconds: number, by = '田中', owner = 'a'): readonly string[] {
  const label = createUndoStepLabel(file.drafts.state().drafts, command);
  if (label === null) throw new Error('nothing is changed');
  return file.drafts.apply(command, label, { at: at(seconds), by, owner });
}
const asRead = (base: string, draft = base, note = ''): ReadonlyMap<string, Draft> =>
  new Map([[KEY, { ...AT, base: body(base), draft: body(draft), note } as Draft]]);
/** Returns the current state; also checks that the reopened file has the same one. */
function stands() {
  const before = file.drafts.state();
  file.close();
  file = CompanyFile.open(join(folder, 'p.tsunagi'));
  expect(file.drafts.state()).toEqual(before);
  return before;
}

describe('when a draft was last touched', () => {
  it('is when its content was changed, and not when the server was read', () => {
    expect(stands()).toEqual({ revision: 0, drafts: new Map(), updatedAt: new Map() });
    const times: (string | undefined)[] = [];
    const note = (): void => void times.push(stands().updatedAt.get(KEY));
    apply(put('一'), 1);
    note();
    file.drafts.reconcile(asRead('零', '一'), at(2));
    note();
    apply({ kind: 'note', ...AT, note: 'メモ' }, 3);
    note();
    file.drafts.reconcile(asRead('二', '二', 'メモ'), at(4));
    note();
    file.drafts.undo('a', at(5));
    note();
    expect(times).toEqual([at(1), at(1), at(3), at(4), at(5)]);
    apply({ kind: 'put', ...AT, body: null, note: '' }, 6);
    file.drafts.reconcile(new Map([[KEY, null]]), at(7));
    expect(stands()).toEqual({ revision: 7, drafts: new Map(), updatedAt: new Map() });
  });
});

describe('what the server is known to have', () => {
  it('is stored together with its metadata, or not at all', () => {
    const notes: string[] = [];
    expect(file.drafts.reconcile(asRead('一'), at(1), () => void notes.push('noted'))).toEqual([KEY]);
    expect(file.drafts.reconcile(new Map(), at(2), () => void notes.push('alone'))).toEqual([]);
    expect([notes, stands().revision]).toEqual([['noted', 'alone'], 1]);
    const before = stands();
    for (const changes of [asRead('二'), new Map()])
      expect(() =>
        file.drafts.reconcile(changes, at(3), (database) => {
          database.exec('UPDATE company SET draft_revision = 99');
          throw new Error('no room');
        }),
      ).toThrow('no room');
    expect(stands()).toEqual(before);
    expect(file.drafts.steps('a')).toEqual({ undo: null, redo: null });
  });

  it('may be that it no longer exists, also for an object that was never here', () => {
    file.drafts.reconcile(asRead('一'), at(1));
    expect(
      file.drafts.reconcile(
        new Map([
          [KEY, null],
          ['routes nowhere', null],
        ]),
        at(2),
      ),
    ).toEqual([KEY, 'routes nowhere']);
    expect(stands()).toEqual({ revision: 2, drafts: new Map(), updatedAt: new Map() });
  });
});

describe('a step', () => {
  it('records who did what and when, and the effect of undoing it', () => {
    apply(put('一'), 1);
    apply({ kind: 'note', ...AT, note: 'メモ' }, 60, '鈴木');
    const { undo, redo } = file.drafts.steps('a');
    expect([undo, redo]).toEqual([{ id: 2, at: at(60), by: '鈴木', label: expect.objectContaining({ kind: 'note', id: 'g' }) }, null]);
    expect(file.drafts.undo('a', at(61))).toEqual({ step: undo, changed: [KEY] });
    expect(file.drafts.steps('a')).toMatchObject({ undo: { id: 1, by: '田中' }, redo: undo });
    expect(file.drafts.redo('a', at(62))).toEqual({ step: undo, changed: [KEY] });
    expect(file.drafts.redo('a', at(63))).toBeNull();
    expect(file.drafts.undo('a', at(64))?.step.id).toBe(2);
    expect(file.drafts.undo('a', at(65))?.step.id).toBe(1);
    expect(file.drafts.undo('a', at(66))).toBeNull();
    expect(stands()).toMatchObject({ revision: 6, drafts: new Map() });
  });

  it('is undone and redone by its owner alone, and what another owner changed since is kept', () => {
    apply(put('一'), 1);
    apply({ kind: 'edit', ...AT, edit: { kind: 'set', fields: { code: 'NEW' } } } as DraftCommand, 60, '鈴木', 'b');
    apply(rename('二'), 61);
    expect([file.drafts.steps('a').undo?.id, file.drafts.steps('b').undo?.id, file.drafts.steps('c').undo]).toEqual([3, 2, null]);
    expect(file.drafts.undo('b', at(62))?.step.id).toBe(2);
    expect(stands().drafts.get(KEY)?.draft).toMatchObject({ name: '二', code: 'CODE' });
    expect([file.drafts.steps('a').redo, file.drafts.steps('b').redo?.id]).toEqual([null, 2]);
    // A new step of one owner does not remove the redo of the other.
    apply({ kind: 'note', ...AT, note: 'メモ' }, 90);
    expect(file.drafts.redo('b', at(91))?.step.id).toBe(2);
    expect(stands().drafts.get(KEY)?.draft).toMatchObject({ name: '二', code: 'NEW' });
    expect(file.drafts.undo('c', at(92))).toBeNull();
  });

  it('does not continue what another owner typed a moment before', () => {
    apply(put('一'), 1);
    apply(rename('二'), 60);
    apply(rename('三'), 61, '鈴木', 'b');
    expect([file.drafts.steps('a').undo?.id, file.drafts.steps('b').undo?.id]).toEqual([2, 3]);
  });

  it('is one step for text typed without a pause, except after an undone step', () => {
    apply(put('一'), 1);
    apply(rename('二'), 60);
    apply(rename('三'), 61);
    expect(file.drafts.steps('a').undo).toMatchObject({ id: 2, at: at(61) });
    apply(rename('四'), 90);
    expect(file.drafts.steps('a').undo).toMatchObject({ id: 3, at: at(90) });
    file.drafts.undo('a', at(91));
    apply(rename('五'), 62);
    expect(file.drafts.steps('a')).toMatchObject({ undo: { at: at(62) }, redo: null });
    file.drafts.undo('a', at(93));
    expect(stands().drafts.get(KEY)?.draft).toMatchObject({ name: '三' });
    file.drafts.undo('a', at(94));
    expect(stands().drafts.get(KEY)?.draft).toMatchObject({ name: '一' });
    expect(apply(rename('六'), 95)).toEqual([KEY]);
    const before = [stands(), file.drafts.steps('a')];
    expect(file.drafts.apply(rename('六'), { kind: 'edit' } as never, { at: at(96), by: 'x', owner: 'a' })).toEqual([]);
    expect([stands(), file.drafts.steps('a')]).toEqual(before);
  });
});

describe('a step after the server returned another order', () => {
  const people = (users: readonly string[]) => ({ code: 'CODE', name: '総務', users: [...users], organizations: [] });
  const read = (users: readonly string[]): ReadonlyMap<string, Draft> =>
    new Map([[KEY, { ...AT, base: people(users), draft: people(users), note: '' } as Draft]]);
  const splice = (edit: object): DraftCommand =>
    ({ kind: 'edit', ...AT, edit: { kind: 'splice', field: 'users', ...edit } }) as DraftCommand;
  const users = (): unknown => (stands().drafts.get(KEY)?.draft as { users?: unknown } | undefined)?.users;

  it('removes the people it added, and no one else', () => {
    file.drafts.reconcile(read(['abe', 'sato']), at(1));
    apply(splice({ at: 2, remove: 0, insert: ['ito'] }), 2);
    // Applied and read back: the server sorts its people by name.
    file.drafts.reconcile(read(['abe', 'ito', 'sato']), at(3));
    file.drafts.undo('a', at(4));
    expect(users()).toEqual(['abe', 'sato']);
    file.drafts.redo('a', at(5));
    expect(users()).toEqual(['abe', 'sato', 'ito']);
  });

  it('changes no one if the server removed the person who was added', () => {
    file.drafts.reconcile(read(['abe', 'sato']), at(1));
    apply(splice({ at: 0, remove: 0, insert: ['ito'] }), 2);
    file.drafts.reconcile(read(['abe', 'sato']), at(3));
    file.drafts.undo('a', at(4));
    expect(users()).toEqual(['abe', 'sato']);
  });

  it('takes the same one out again when it is done again', () => {
    file.drafts.reconcile(read(['abe', 'ito', 'sato']), at(1));
    apply(splice({ at: 1, remove: 1, insert: [] }), 2);
    file.drafts.undo('a', at(3));
    expect(users()).toEqual(['abe', 'ito', 'sato']);
    file.drafts.reconcile(read(['ito', 'sato', 'abe']), at(4));
    file.drafts.redo('a', at(5));
    expect(users()).toEqual(['sato', 'abe']);
  });

  it('lists no one twice who was added again in the meantime, and reports that nothing was left to undo', () => {
    file.drafts.reconcile(read(['abe', 'ito']), at(1));
    apply(splice({ at: 1, remove: 1, insert: [] }), 2);
    file.drafts.reconcile(read(['ito', 'abe']), at(3));
    expect(file.drafts.undo('a', at(4))?.changed).toEqual([]);
    expect(users()).toEqual(['ito', 'abe']);
    expect(file.drafts.steps('a')).toMatchObject({ undo: null, redo: { label: { what: 'members' } } });
    // Another user has undone the change, so redo removes the same person again.
    expect(file.drafts.wouldChange('a', 'redo')).toBe(true);
  });

  it('about a draft that others deleted has nothing left to undo, and nothing to do again', () => {
    file.drafts.reconcile(read(['abe', 'ito']), at(1));
    apply(splice({ at: 1, remove: 1, insert: [] }), 2);
    expect([file.drafts.wouldChange('a', 'undo'), file.drafts.wouldChange('a', 'redo')]).toEqual([true, false]);
    file.drafts.reconcile(new Map([[KEY, null]]), at(3));
    expect(file.drafts.wouldChange('a', 'undo')).toBe(false);
    expect(file.drafts.undo('a', at(4))?.changed).toEqual([]);
    expect(file.drafts.wouldChange('a', 'redo')).toBe(false);
    expect(file.drafts.redo('a', at(5))?.changed).toEqual([]);
    expect(file.drafts.wouldChange('a', 'undo')).toBe(false);
  });

  it('of several edits without a pause is undone and redone as a whole', () => {
    file.drafts.reconcile(read(['abe']), at(1));
    const write = (...names: string[]): DraftCommand =>
      ({ kind: 'edit', ...AT, edit: { kind: 'set', fields: { users: names } } }) as DraftCommand;
    apply(write('abe', 'ito'), 2);
    apply(write('abe', 'ito', 'sato'), 3);
    file.drafts.undo('a', at(4));
    expect(users()).toEqual(['abe']);
    file.drafts.redo('a', at(5));
    expect(users()).toEqual(['abe', 'ito', 'sato']);
  });

  it('of a route is also undone and redone as a whole', () => {
    const section = { section: 'routes', id: 'r' } as const;
    const asked = (): unknown => (stands().drafts.get(getDraftKey(section))?.draft as Route | undefined)?.steps[0]?.approvers;
    const people = (...names: string[]) => ({ kind: 'users' as const, users: names });
    const body = { ...createRoute('r', '標準'), steps: [{ ...createRouteStep('a'), approvers: people('abe') }] };
    const write = (was: string[], ...names: string[]): DraftCommand => ({
      kind: 'edit',
      ...section,
      edit: { kind: 'set-step', stepId: 'a', changes: { approvers: people(...names) }, was: { approvers: people(...was) } },
    });
    apply({ kind: 'put', ...section, body, note: '' }, 1);
    apply(write(['abe'], 'abe', 'ito'), 10);
    apply(write(['abe', 'ito'], 'abe', 'ito', 'sato'), 11);
    file.drafts.undo('a', at(12));
    expect(asked()).toEqual(people('abe'));
    file.drafts.redo('a', at(13));
    expect(asked()).toEqual(people('abe', 'ito', 'sato'));
  });

  it('of a route, when redone, keeps the people that others named after the undo', () => {
    const section = { section: 'routes', id: 'r' } as const;
    const people = (...names: string[]) => ({ kind: 'users' as const, users: names });
    const body = (...names: string[]) => ({
      ...createRoute('r', '標準'),
      steps: [{ ...createRouteStep('a'), approvers: people(...names) }],
    });
    const readRoute = (...names: string[]): ReadonlyMap<string, Draft> =>
      new Map([[getDraftKey(section), { ...section, base: body(...names), draft: body(...names), note: '' }]]);
    file.drafts.reconcile(readRoute('abe'), at(1));
    apply({ kind: 'edit', ...section, edit: { kind: 'set-step', stepId: 'a', changes: { approvers: people('abe', 'ito') } } }, 10);
    file.drafts.undo('a', at(11));
    file.drafts.reconcile(readRoute('abe', 'sato'), at(12));
    file.drafts.redo('a', at(13));
    expect(stands().drafts.get(getDraftKey(section))?.draft).toEqual(body('abe', 'sato', 'ito'));
  });

  it('puts back one who stood twice', () => {
    file.drafts.reconcile(read(['abe', 'ito', 'abe']), at(1));
    apply(splice({ at: 2, remove: 1, insert: [], removed: ['abe'] }), 2);
    file.drafts.undo('a', at(3));
    expect(users()).toEqual(['abe', 'ito', 'abe']);
  });

  it('keeps whom others added to a list that was written as a whole', () => {
    file.drafts.reconcile(read(['abe', 'ito']), at(1));
    apply({ kind: 'edit', ...AT, edit: { kind: 'set', fields: { users: ['abe', 'ueda'] } } } as DraftCommand, 2);
    file.drafts.reconcile(read(['abe', 'sato', 'ueda']), at(3));
    file.drafts.undo('a', at(4));
    expect(users()).toEqual(['abe', 'sato', 'ito']);
    file.drafts.redo('a', at(5));
    expect(users()).toEqual(['abe', 'sato', 'ueda']);
  });

  it('keeps people added by others even if its own people had another order', () => {
    file.drafts.reconcile(read(['abe', 'ito', 'ueda']), at(1));
    apply(splice({ at: 0, remove: 0, insert: ['kato', 'mori'] }), 2);
    file.drafts.reconcile(read(['abe', 'kato', 'ito', 'mori', 'ueda']), at(3));
    file.drafts.undo('a', at(4));
    expect(users()).toEqual(['abe', 'ito', 'ueda']);
  });

  it('restores nothing in a deleted object', () => {
    file.drafts.reconcile(read(['abe', 'sato']), at(1));
    apply(splice({ at: 1, remove: 1, insert: ['ito'] }), 2);
    file.drafts.reconcile(read(['abe', 'ueda']), at(3));
    file.drafts.undo('a', at(4));
    expect(users()).toEqual(['abe', 'ueda']);
  });
});

describe('the first edit of a single object', () => {
  it('is undone to the server’s value once known, and never to a deletion', () => {
    const settings = { title: '購買', routeId: null, serialId: null };
    const single = { section: 'common_settings', id: 'common_settings' } as const;
    apply({ kind: 'edit', ...single, edit: { kind: 'set', fields: { title: '購買' } } } as DraftCommand, 1);
    file.drafts.reconcile(new Map([[getDraftKey(single), { ...single, base: settings, draft: settings, note: '' } as Draft]]), at(2));
    file.drafts.undo('a', at(3));
    expect(stands().drafts.get(getDraftKey(single))?.draft).toEqual(settings);
  });
});

describe('a step that put a whole object', () => {
  const people = (name: string, ...users: string[]) => ({ code: 'CODE', name, users, organizations: [] });
  type People = ReturnType<typeof people>;
  const read = (base: People, draft: People = base): void =>
    void file.drafts.reconcile(new Map([[KEY, { ...AT, base, draft, note: '' } as Draft]]), at(50));
  const putPeople = (value: People): DraftCommand => ({ kind: 'put', ...AT, body: value, note: '' }) as DraftCommand;
  const stored = () => stands().drafts.get(KEY);

  it('is undone and done again without what others changed since', () => {
    read(people('一', 'abe'));
    apply(putPeople(people('二', 'abe')), 1);
    // Applied; another administrator has added a user.
    read(people('二', 'abe', 'ito'));
    file.drafts.undo('a', at(60));
    expect(stored()).toMatchObject({ draft: people('一', 'abe', 'ito') });
    read(people('一', 'abe', 'ito', 'sato'));
    file.drafts.redo('a', at(61));
    expect(stored()).toMatchObject({ draft: people('二', 'abe', 'ito', 'sato') });
  });

  it('leaves alone what others gave another value since', () => {
    read(people('一', 'abe'));
    apply(putPeople(people('二', 'ito')), 1);
    read(people('三', 'ito'));
    expect(file.drafts.undo('a', at(60))?.changed).toEqual([KEY]);
    expect(stored()).toMatchObject({ draft: people('三', 'abe') });
  });

  it('does not mark an object that others changed since it was made here for deletion', () => {
    apply(putPeople(people('一', 'abe')), 1);
    read(people('一', 'abe', 'ito'));
    expect(file.drafts.wouldChange('a', 'undo')).toBe(false);
    expect(file.drafts.undo('a', at(60))?.changed).toEqual([]);
    expect(stored()).toMatchObject({ draft: people('一', 'abe', 'ito') });
  });

  it('marks for deletion what was created here and applied, in any order of people on the server', () => {
    apply(putPeople(people('一', 'sato', 'abe')), 1);
    read(people('一', 'abe', 'sato'));
    file.drafts.undo('a', at(60));
    expect(stored()).toMatchObject({ draft: null });
  });

  it('restores a deleted object unchanged, and not over one that others created with its id', () => {
    read(people('一', 'abe'));
    apply({ kind: 'delete', ...AT }, 1);
    file.drafts.undo('a', at(51));
    expect(stored()).toMatchObject({ draft: people('一', 'abe') });
    file.drafts.redo('a', at(52));
    read(people('別', 'ito'));
    file.drafts.undo('a', at(60));
    expect(stored()).toMatchObject({ draft: people('別', 'ito') });
  });

  it('takes the base along that it moved, and that alone', () => {
    const [base, ours, theirs] = [people('一'), people('二'), people('三')];
    const taking = { ...putPeople(theirs), base: { from: base, to: theirs } } as DraftCommand;
    read(base, ours);
    apply(taking, 1);
    expect(stored()).toMatchObject({ base: theirs, draft: theirs });
    file.drafts.undo('a', at(60));
    expect(stored()).toMatchObject({ base, draft: ours });
    file.drafts.redo('a', at(61));
    expect(stored()).toMatchObject({ base: theirs, draft: theirs });
    read(people('四'), theirs);
    file.drafts.undo('a', at(62));
    expect(stored()).toMatchObject({ base: people('四'), draft: ours });
  });

  it('is discarded completely with its base if nothing existed before it', () => {
    const theirs = people('三');
    apply({ ...putPeople(theirs), base: { from: null, to: theirs } } as DraftCommand, 1);
    expect(stored()).toMatchObject({ base: theirs, draft: theirs });
    file.drafts.undo('a', at(60));
    expect(stored()).toBeUndefined();
    file.drafts.redo('a', at(61));
    expect(stored()).toMatchObject({ base: theirs, draft: theirs });
  });
});

// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { useRecord } from '#renderer/parts/record-editor/use-record.ts';
import { useDraftSaveState, useLastDraftChange } from '#renderer/ui/drafts/draft-saving.ts';
import type { RecordEdit } from '#shared/domain/drafts/record-edit.ts';
import type { AmazonGroup } from '#shared/domain/integration/settings.ts';
import type { FakeTransport, SentCall } from '../../support/window/fake-transport.ts';
import { renderHook, settle } from '../../support/window/render.tsx';
import { groupChanged, groupDraft } from '../../support/window/samples.ts';

const useGroup = (id: string) => useRecord('amazon_groups', id);
const option = (integrationOption: string) => ({ kind: 'set' as const, fields: { integrationOption } });
/** Returns the option that an edit sets. */
const editOf = ({ input }: SentCall<'drafts.apply'>) => {
  const { command } = input;
  if (command.kind !== 'edit' || command.section !== 'amazon_groups') throw new Error(`Not an edit of a group: ${command.kind}`);
  return (command.edit as RecordEdit<AmazonGroup> & { readonly kind: 'set' }).fields.integrationOption;
};

async function renderGroup(id = 'g1') {
  const hook = await renderHook(useGroup, id);
  await settle(() => hook.transport.waiting('drafts.get').answer(groupDraft(id, 1, { integrationOption: '始' })));
  return hook;
}
const answerEdit = (transport: FakeTransport, revision: number, integrationOption: string): Promise<void> =>
  settle(() => transport.waiting('drafts.apply').answer(groupChanged('g1', revision, { integrationOption })));

beforeEach(() => useDraftSaveState.setState({ pending: 0, savedAt: null, failure: null, companyId: null }));

test('shows an edit at once and sends pending edits one at a time in their order', async () => {
  const hook = await renderGroup();
  await settle(() => {
    void hook.current.edit(option('一'));
    void hook.current.edit(option('二'));
  });
  expect(hook.current.body?.integrationOption).toBe('二');
  expect(hook.transport.sentOf('drafts.apply').map(editOf)).toEqual(['一']);
  expect(useDraftSaveState.getState().pending).toBe(2);
  await answerEdit(hook.transport, 2, '一');
  // The response to the first edit must not overwrite the second one.
  expect(hook.current.body?.integrationOption).toBe('二');
  expect(hook.transport.sentOf('drafts.apply').map(editOf)).toEqual(['一', '二']);
  await answerEdit(hook.transport, 3, '二');
  expect(hook.current.body?.integrationOption).toBe('二');
  expect(useDraftSaveState.getState()).toMatchObject({ pending: 0, failure: null });
});

test('reverts a refused edit on screen, shows why and does not report it as saved', async () => {
  const hook = await renderGroup();
  const saved: boolean[] = [];
  await settle(() => void hook.current.edit(option('新')).then((isSaved) => saved.push(isSaved)));
  await settle(() => hook.transport.waiting('drafts.apply').refuse('draft-changed-elsewhere'));
  await settle(() => hook.transport.waiting('drafts.get').answer(groupDraft('g1', 2, { integrationOption: '他' })));
  expect(saved).toEqual([false]);
  expect(hook.current.body?.integrationOption).toBe('他');
  expect(useDraftSaveState.getState()).toMatchObject({ pending: 0, savedAt: null, failure: { code: 'draft-changed-elsewhere' } });
});

test('does not lose a later edit when an earlier one is refused', async () => {
  const hook = await renderGroup();
  await settle(() => {
    void hook.current.edit(option('一'));
    void hook.current.edit(option('二'));
  });
  await settle(() => hook.transport.waiting('drafts.apply').refuse('storage-busy'));
  expect(hook.current.body?.integrationOption).toBe('二');
  await answerEdit(hook.transport, 2, '二');
  expect(hook.current.body?.integrationOption).toBe('二');
});

test('does not replace a saved edit by a query that was sent before it', async () => {
  const hook = await renderGroup();
  await settle(() => hook.transport.emit('changed', { companyId: 'company-a', topics: ['drafts'], revision: 2 }));
  const older = hook.transport.waiting('drafts.get');
  await settle(() => void hook.current.edit(option('新')));
  await answerEdit(hook.transport, 5, '新');
  await settle(() => older.answer(groupDraft('g1', 1, { integrationOption: '始' })));
  expect(hook.current.body?.integrationOption).toBe('新');
});

test('does not replace a newer state by the answer of an older command', async () => {
  const hook = await renderGroup();
  await settle(() => void hook.current.edit(option('新')));
  await settle(() => hook.transport.emit('changed', { companyId: 'company-a', topics: ['drafts'], revision: 9 }));
  await settle(() => hook.transport.waiting('drafts.get').answer(groupDraft('g1', 9, { integrationOption: '後' })));
  await answerEdit(hook.transport, 5, '新');
  expect(hook.current.body?.integrationOption).toBe('後');
});

test('shows no unsaved edit of one object on another object', async () => {
  const hook = await renderGroup('g1');
  await settle(() => void hook.current.edit(option('新')));
  await hook.rerender('g2');
  await settle(() => hook.transport.waiting('drafts.get').answer(groupDraft('g2', 1, { integrationOption: '二番' })));
  expect(hook.current.body?.integrationOption).toBe('二番');
  await answerEdit(hook.transport, 2, '新');
  expect(hook.current.body?.integrationOption).toBe('二番');
});

test('sends edits that still wait after a switch of company to the company in which they were made', async () => {
  const hook = await renderGroup();
  await settle(() => {
    void hook.current.edit(option('一'));
    void hook.current.edit(option('二'));
  });
  await hook.switchCompany('company-b');
  await settle(() => hook.transport.waiting('drafts.get').answer(groupDraft('g1', 1, { integrationOption: '乙社' })));
  await answerEdit(hook.transport, 2, '一');
  await answerEdit(hook.transport, 3, '二');
  expect(hook.transport.sentOf('drafts.apply').map(({ company }) => company)).toEqual(['company-a', 'company-a']);
  expect(hook.current.body?.integrationOption).toBe('乙社');
});

test('shows the last change only in its own company', async () => {
  const hook = await renderGroup();
  await settle(() => void hook.current.edit(option('新')));
  await settle(() => hook.transport.waiting('drafts.apply').refuse('storage-busy'));
  const a = await renderHook(() => useLastDraftChange('company-a'), undefined);
  const b = await renderHook(() => useLastDraftChange('company-b'), undefined);
  expect(a.current.failure).toMatchObject({ code: 'storage-busy' });
  expect(b.current).toEqual({ savedAt: null, failure: null });
});

test('still saves an edit that waits when the editor is closed', async () => {
  const hook = await renderGroup();
  await settle(() => {
    void hook.current.edit(option('一'));
    void hook.current.edit(option('二'));
  });
  await hook.unmount();
  await answerEdit(hook.transport, 2, '一');
  await answerEdit(hook.transport, 3, '二');
  expect(hook.transport.sentOf('drafts.apply').map(editOf)).toEqual(['一', '二']);
});

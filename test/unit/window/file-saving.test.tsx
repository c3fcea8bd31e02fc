// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { useFileSaving } from '#renderer/parts/fix-files/use-file-saving.ts';
import type { FileToken } from '#shared/contract/files.ts';
import { createFakeTransport } from '../../support/window/fake-transport.ts';
import { renderHook, settle } from '../../support/window/render.tsx';

const useNew = (files: readonly FileToken[]) => useFileSaving(files, true);
const useEarlier = (files: readonly FileToken[]) => useFileSaving(files, false);
const fileOf = (token: string): FileToken => ({ token, name: `${token}.csv`, bytes: 1 });

/** Returns a transport that records the names of saved files, and renders the hook with it. */
async function renderSaving(use: typeof useNew, files: readonly FileToken[], isSaved = true) {
  const names: string[] = [];
  const transport = Object.assign(createFakeTransport(), {
    saveFile: async ({ name }: { readonly name: string }) => {
      names.push(name);
      return { ok: true as const, value: { saved: isSaved, name: null } };
    },
  });
  return { names, hook: await renderHook(use, files, { transport }) };
}

test('saves the files of a new export once, also if they become available after it is listed', async () => {
  const { names, hook } = await renderSaving(useNew, []);
  expect(names).toEqual([]);
  await hook.rerender([fileOf('late-1'), fileOf('late-2')]);
  await hook.rerender([fileOf('late-1'), fileOf('late-2')]);
  await settle();
  expect(names).toEqual(['late-1.csv', 'late-2.csv']);
  expect([...hook.current.saved]).toEqual(['late-1', 'late-2']);
});

test('saves no file of an earlier export by itself', async () => {
  const { names } = await renderSaving(useEarlier, [fileOf('earlier')]);
  await settle();
  expect(names).toEqual([]);
});

test('skips the other files after one was canceled', async () => {
  const { names, hook } = await renderSaving(useNew, [fileOf('canceled-1'), fileOf('canceled-2')], false);
  await settle();
  expect(names).toEqual(['canceled-1.csv']);
  expect([...hook.current.saved]).toEqual([]);
});

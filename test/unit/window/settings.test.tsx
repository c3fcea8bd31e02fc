// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { useChangeSettings, useLostSettings, useSettings } from '#renderer/client/index.ts';
import { DEFAULT_SETTINGS } from '#shared/contract/companies/console.ts';
import { renderHook, settle } from '../../support/window/render.tsx';

const usePreferences = () => ({ settings: useSettings(), change: useChangeSettings(), lost: useLostSettings() });

async function renderSettings() {
  const hook = await renderHook(usePreferences, undefined);
  await settle(() => hook.transport.waiting('console.settings').answer(DEFAULT_SETTINGS));
  return hook;
}

test('shows a changed preference at once and writes changes one at a time in their order', async () => {
  const hook = await renderSettings();
  await settle(() => {
    void hook.current.change({ theme: 'dark' });
    void hook.current.change({ language: 'en' });
  });
  expect(hook.current.settings).toMatchObject({ theme: 'dark', language: 'en' });
  expect(hook.transport.sentOf('console.changeSettings').map(({ input }) => input)).toEqual([{ theme: 'dark' }]);
  await settle(() => hook.transport.waiting('console.changeSettings').answer({ ...DEFAULT_SETTINGS, theme: 'dark' }));
  expect(hook.current.settings).toMatchObject({ theme: 'dark', language: 'en' });
  await settle(() => hook.transport.waiting('console.changeSettings').answer({ ...DEFAULT_SETTINGS, theme: 'dark', language: 'en' }));
  expect(hook.current.settings).toMatchObject({ theme: 'dark', language: 'en' });
  expect(hook.current.lost.failure).toBeNull();
});

test('shows the former preference again if the change is refused, and why until the message is closed', async () => {
  const hook = await renderSettings();
  await settle(() => void hook.current.change({ theme: 'dark' }));
  await settle(() => hook.transport.waiting('console.changeSettings').refuse('storage-full'));
  expect(hook.current.settings?.theme).toBe('system');
  expect(hook.current.lost.failure).toMatchObject({ code: 'storage-full' });
  await settle(() => hook.current.lost.forget());
  expect(hook.current.lost.failure).toBeNull();
});

test('does not replace a written preference by a query that was sent before it', async () => {
  const hook = await renderSettings();
  await settle(() => hook.transport.emit('changed', { companyId: null, topics: ['settings'], revision: 0 }));
  const older = hook.transport.waiting('console.settings');
  await settle(() => void hook.current.change({ theme: 'dark' }));
  await settle(() => hook.transport.waiting('console.changeSettings').answer({ ...DEFAULT_SETTINGS, theme: 'dark' }));
  await settle(() => older.answer(DEFAULT_SETTINGS));
  expect(hook.current.settings?.theme).toBe('dark');
});

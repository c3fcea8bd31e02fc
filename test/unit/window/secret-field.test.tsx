// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { SecretField } from '#renderer/parts/secrets/secret-field.tsx';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { SecretFacts } from '#shared/contract/connections/secrets.ts';
import { press, typeInto } from '../../support/window/press.ts';
import { renderContent, settle } from '../../support/window/render.tsx';

const FACTS: SecretFacts = {
  name: 'access-key',
  state: 'set',
  gone: null,
  setAt: '2026-11-24T00:00:00.000Z',
  verifiedAt: null,
  generation: 1,
  boundTo: 'https://a.example',
  testable: true,
};
const listOf = (facts: SecretFacts): CallOutput<'secrets.list'> => ({
  keychain: { state: 'ok', why: null, reason: '', sessionChosen: false },
  secrets: [facts],
});

async function openTyping(address?: string) {
  const window = await renderContent(<SecretField name="access-key" address={address} />);
  await settle(() => window.transport.waiting('secrets.list').answer(listOf(FACTS)));
  await press(/変更|置き換え|入れ替え/);
  await typeInto(document.querySelector('input[type=password]'), '  鍵の値 ');
  return window;
}
const submit = (): Promise<void> => settle(() => document.querySelector('form')?.requestSubmit());

test('tests and saves a value typed for another server against that server and not against the saved one', async () => {
  const { transport } = await openTyping('https://b.example');
  await submit();
  expect(transport.waiting('secrets.replace')).toMatchObject({
    company: 'company-a',
    input: { name: 'access-key', value: '  鍵の値 ', address: 'https://b.example' },
  });
  expect(transport.sentOf('secrets.test')).toEqual([]);
});

test('sends no server with a value for the saved server', async () => {
  const { transport } = await openTyping();
  await submit();
  expect(transport.waiting('secrets.replace').input).toEqual({ name: 'access-key', value: '  鍵の値 ' });
});

test('uses the server that is entered when the form is sent, not the one at the start of typing', async () => {
  const window = await openTyping('https://b.example');
  await window.show(<SecretField name="access-key" address="https://c.example" />);
  await submit();
  expect(window.transport.waiting('secrets.replace').input).toMatchObject({ address: 'https://c.example' });
});

test('keeps the typed value and shows why if it is refused, and offers to keep it untested', async () => {
  const { transport } = await openTyping();
  await submit();
  await settle(() => transport.waiting('secrets.replace').refuse('server-key-refused'));
  expect(document.querySelector<HTMLInputElement>('input[type=password]')?.value).toBe('  鍵の値 ');
  expect(document.querySelector('[role=alert]')).not.toBeNull();
  expect(transport.sentOf('secrets.set')).toEqual([]);
});

test('sends a value only once while its answer is awaited', async () => {
  const { transport } = await openTyping();
  await submit();
  await submit();
  expect(transport.sentOf('secrets.replace')).toHaveLength(1);
});

test('removes the typed value from the page once it is saved', async () => {
  const { transport } = await openTyping();
  await submit();
  await settle(() => transport.waiting('secrets.replace').answer(FACTS));
  expect(document.querySelector('input[type=password]')).toBeNull();
  expect(document.body.innerHTML).not.toContain('鍵の値');
});

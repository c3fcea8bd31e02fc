// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { CompanyRulesSettings } from '#renderer/screens/settings/company-rules/index.tsx';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { createFakeTransport } from '../../support/window/fake-transport.ts';
import { press, typeInto } from '../../support/window/press.ts';
import { renderContent, settle } from '../../support/window/render.tsx';

type State = CallOutput<'companyRules.get'>;
const rules = (fewestApprovals: number, standard = false): State => ({
  rules: { fewestApprovals, mostSteps: null, forbidSelfApproval: false, discourageNamedPeople: false, amountTiers: [] },
  standard,
});
const FILE = { token: 'rules-file', name: 'rules.json', bytes: 10 };

type Picked = Result<typeof FILE | null>;
async function renderRules(pickFile = async (): Promise<Picked> => ({ ok: true, value: FILE })) {
  const transport = Object.assign(createFakeTransport(), { pickFile });
  const window = await renderContent(<CompanyRulesSettings />, { transport });
  await settle(() => transport.waiting('companyRules.get').answer(rules(1)));
  return window;
}
const fewest = (): HTMLInputElement => document.querySelector('input') as HTMLInputElement;
const alert = (): Element | null => document.querySelector('[role=alert]');
const news = (): string => document.querySelector('[aria-live=polite]')?.textContent ?? '';
const SAVE = /^保存する$/;
const STANDARD = /^標準の規則に戻す$/;
const IMPORT = /^ファイルから取り込む$/;

test('saves the rules with those on which the edit is based, and confirms it', async () => {
  const { transport } = await renderRules();
  await typeInto(fewest(), '3');
  await press(SAVE);
  expect(transport.sentOf('companyRules.change').map(({ company, input }) => [company, input])).toEqual([
    ['company-a', { rules: rules(3).rules, began: rules(1).rules }],
  ]);
  expect(news()).toBe('');
  await settle(() => transport.waiting('companyRules.change').answer(rules(3)));
  expect([news(), fewest().value]).toEqual(['保存しました。すべての経路を再確認しました。', '3']);
});

test('keeps refused rules in the fields with the reason, and confirms nothing', async () => {
  const { transport } = await renderRules();
  await typeInto(fewest(), '3');
  await press(SAVE);
  await settle(() => transport.waiting('companyRules.change').refuse('rules-changed-elsewhere'));
  expect(alert()).not.toBeNull();
  expect([news(), fewest().value]).toEqual(['', '3']);
});

test('bases the next save on the rules that were saved last', async () => {
  const { transport } = await renderRules();
  transport.always('companyRules.change', ({ rules: wanted }) => rules(wanted?.fewestApprovals ?? 0));
  transport.always('companyRules.get', () => rules(3));
  await typeInto(fewest(), '3');
  await press(SAVE);
  await typeInto(fewest(), '5');
  await press(SAVE);
  expect(transport.sentOf('companyRules.change').map(({ input }) => input.began?.fewestApprovals)).toEqual([1, 3]);
});

test('keeps text typed before a save was answered, based on the saved rules', async () => {
  const { transport } = await renderRules();
  await typeInto(fewest(), '3');
  await press(SAVE);
  await typeInto(fewest(), '5');
  await settle(() => transport.waiting('companyRules.change').answer(rules(3)));
  await settle(() => transport.waiting('companyRules.get').answer(rules(3)));
  expect(fewest().value).toBe('5');
  await press(SAVE);
  expect(transport.waiting('companyRules.change').input).toEqual({ rules: rules(5).rules, began: rules(3).rules });
});

test('replaces the fields by the standard rules, and keeps them if that is refused', async () => {
  const { transport } = await renderRules();
  await typeInto(fewest(), '3');
  await press(STANDARD);
  await settle(() => transport.waiting('companyRules.change').refuse('company-read-only'));
  expect([fewest().value, news()]).toEqual(['3', '']);
  expect(alert()).not.toBeNull();
  await press(STANDARD);
  await settle(() => transport.waiting('companyRules.change').answer(rules(2, true)));
  expect([fewest().value, news(), alert()]).toEqual(['2', '標準の規則に戻しました。', null]);
});

test('shows the rules of the newest command when an earlier one is answered later', async () => {
  const { transport } = await renderRules();
  await typeInto(fewest(), '3');
  await press(SAVE);
  await press(STANDARD);
  const [saving, resetting] = transport.sentOf('companyRules.change');
  await settle(() => resetting?.answer(rules(2, true)));
  await settle(() => saving?.answer(rules(3)));
  expect([fewest().value, news()]).toEqual(['2', '標準の規則に戻しました。']);
});

test('imports the chosen file, and shows why a file was refused', async () => {
  const { transport } = await renderRules();
  await press(IMPORT);
  expect(transport.waiting('companyRules.import').input).toEqual({ token: 'rules-file' });
  await settle(() => transport.waiting('companyRules.import').refuse('file-kind-wrong'));
  expect([fewest().value, news()]).toEqual(['1', '']);
  expect(alert()).not.toBeNull();
  await press(IMPORT);
  await settle(() => transport.waiting('companyRules.import').answer(rules(4)));
  expect([fewest().value, alert()]).toEqual(['4', null]);
});

test('imports nothing if no file was chosen', async () => {
  const { transport } = await renderRules(async () => ({ ok: true, value: null }));
  await press(IMPORT);
  expect(transport.sentOf('companyRules.import')).toEqual([]);
});

test('imports a file into the company for which it was chosen, and shows its rules in no other company', async () => {
  let choose: (picked: Picked) => void = () => undefined;
  const { transport, switchCompany } = await renderRules(() => new Promise((resolve) => (choose = resolve)));
  await press(IMPORT);
  await switchCompany('company-b');
  await settle(() => transport.waiting('companyRules.get').answer(rules(8)));
  await settle(() => choose({ ok: true, value: FILE }));
  expect(transport.waiting('companyRules.import').company).toBe('company-a');
  await settle(() => transport.waiting('companyRules.import').answer(rules(4)));
  expect([fewest().value, news()]).toEqual(['8', '']);
});

test('shows why an export was refused, and confirms no file', async () => {
  const { transport } = await renderRules();
  await press(/^ファイルに書き出す$/);
  await settle(() => transport.waiting('companyRules.export').refuse('storage-full'));
  expect(alert()).not.toBeNull();
  expect(news()).toBe('');
});

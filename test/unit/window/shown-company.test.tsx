// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { getShownCompanyId, useHasNeoPeople, useShowCompany } from '#renderer/client/index.ts';
import { useOperatorNameRequest, wrapWithNameRequest } from '#renderer/client/named.ts';
import { bindToCompany } from '#renderer/client/transport.ts';
import type { ListSource } from '#shared/contract/companies/companies.ts';
import { createFakeTransport } from '../../support/window/fake-transport.ts';
import { renderHook, settle } from '../../support/window/render.tsx';
import { companyDetails } from '../../support/window/samples.ts';
import { showCompany } from '../../support/window/show-company.ts';

test('shows the company that was requested last when an earlier request is answered later', async () => {
  const hook = await renderHook(() => useShowCompany(), undefined, { company: null });
  await settle(() => {
    void hook.current('slow');
    void hook.current('fast');
  });
  const [slow, fast] = hook.transport.sentOf('companies.open');
  await settle(() => fast?.answer(companyDetails('fast')));
  expect(getShownCompanyId()).toBe('fast');
  await settle(() => slow?.answer(companyDetails('slow')));
  expect(getShownCompanyId()).toBe('fast');
});

test('keeps the shown company when another one cannot be opened, and returns why', async () => {
  await showCompany('first');
  const hook = await renderHook(() => useShowCompany(), undefined, { company: null });
  let failure: string | undefined;
  await settle(() => void hook.current('broken').then((opened) => (failure = opened.ok ? undefined : opened.error.code)));
  await settle(() => hook.transport.waiting('companies.open').refuse('company-file-corrupt'));
  expect(failure).toBe('company-file-corrupt');
  expect(getShownCompanyId()).toBe('first');
});

test('an earlier request that is answered first does not end the later one', async () => {
  const hook = await renderHook(() => useShowCompany(), undefined, { company: null });
  await settle(() => {
    void hook.current('one');
    void hook.current('two');
  });
  await settle(() => hook.transport.waiting('companies.open').answer(companyDetails('one')));
  await settle(() => hook.transport.waiting('companies.open').answer(companyDetails('two')));
  expect(getShownCompanyId()).toBe('two');
});

test('reports a list of NEO users as loaded only from the details of the shown company', async () => {
  const transport = createFakeTransport();
  await showCompany('listed', transport);
  const hook = await renderHook(() => useHasNeoPeople(), undefined, { transport, company: null });
  expect(hook.current).toBe(false);
  expect(transport.waiting('companies.current').company).toBe('listed');
  const neo: ListSource = { side: 'neo', origin: 'file', label: 'a.csv', takenAt: '2026-11-24T00:00:00.000Z', rows: 1, missingFields: [] };
  await settle(() => transport.waiting('companies.current').answer({ ...companyDetails('listed'), sources: [neo] }));
  expect(hook.current).toBe(true);
});

test('asks once for the name of the operator and repeats every refused call for its own company', async () => {
  const transport = createFakeTransport();
  const client = bindToCompany(wrapWithNameRequest(transport), 'company-a');
  const first = client.call('drafts.undo', {});
  const second = client.call('drafts.redo', {});
  await settle(() => {
    transport.waiting('drafts.undo').refuse('operator-unnamed');
    transport.waiting('drafts.redo').refuse('operator-unnamed');
  });
  expect(transport.sent).toHaveLength(2);
  await settle(() => useOperatorNameRequest.getState().answer?.(true));
  expect(transport.sent.slice(2).map(({ name, company }) => [name, company])).toEqual([
    ['drafts.undo', 'company-a'],
    ['drafts.redo', 'company-a'],
  ]);
  await settle(() => {
    transport.waiting('drafts.undo').refuse('draft-nothing-to-undo');
    transport.waiting('drafts.redo').refuse('draft-nothing-to-redo');
  });
  expect([await first, await second]).toMatchObject([{ ok: false }, { ok: false }]);
  expect(useOperatorNameRequest.getState().answer).toBeNull();
});

test('returns the refusal and repeats nothing when no name was entered', async () => {
  const transport = createFakeTransport();
  const refused = wrapWithNameRequest(transport).call('console.changeSettings', {});
  await settle(() => transport.waiting('console.changeSettings').refuse('operator-unnamed'));
  await settle(() => useOperatorNameRequest.getState().answer?.(false));
  expect(await refused).toMatchObject({ ok: false, error: { code: 'operator-unnamed' } });
  expect(transport.sent).toHaveLength(1);
});

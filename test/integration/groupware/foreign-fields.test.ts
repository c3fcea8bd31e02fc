import { afterEach, beforeEach, expect, test } from 'vitest';
import { accessOf, createSilentJobContext, newCompany, openConsoleOn } from '../../support/apply-company.ts';
import type { OpenEngine } from '../../support/engine.ts';
import type { Sandbox } from '../../support/sandbox/sandbox.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startServer } from './support.ts';

let folder: string;
let sandbox: Sandbox;
let engine: OpenEngine;
const AT = { section: 'invoice_groups', id: 'g9' } as const;
const KEY = 'invoice_groups g9';
const OWN = { x_cost_center: 'CC-9', x_ledger: { accounts: ['1', { deep: [null, 2.5] }] } };

beforeEach(async () => {
  folder = temporaryFolder('foreign');
  sandbox = await startServer();
  const body = { code: 'KYOTO9', name: '京都', users: [], organizations: [], ...OWN };
  expect(sandbox.edit({ ...AT, body })).toBeNull();
  engine = await openConsoleOn(folder, await newCompany(folder, accessOf(sandbox), '他者項目商事'));
});
afterEach(async () => {
  await engine.close();
  await sandbox.close();
});

/** Returns the object on the server, requested over HTTP like by any other client. */
async function there(): Promise<Record<string, unknown> | undefined> {
  const response = await fetch(sandbox.moduleAddress('tsunagi'), {
    method: 'POST',
    headers: { 'x-desknets-auth': sandbox.accessKey },
    body: new URLSearchParams({ action: 'list_objects', section: AT.section }),
  });
  const { list } = (await response.json()) as { list: { item: { id: string; body: Record<string, unknown> }[] } };
  return list.item.find(({ id }) => id === AT.id)?.body;
}
let runs = 0;
async function applyAll(): Promise<string> {
  await engine.readServer(accessOf(sandbox), createSilentJobContext());
  const { digest } = await engine.planState();
  const { items } = await engine.planItems({
    filter: { kinds: [], sections: [], risks: [], show: 'all', search: '' },
    offset: 0,
    limit: 200,
  });
  const runId = `run-foreign-${++runs}`;
  const order = {
    runId,
    digest,
    reason: '他者の項目が残ることを確かめる',
    onFailure: 'stop',
    ifHeld: 'refuse',
    keys: items.map(({ key }) => key),
    secrets: {},
  } as const;
  expect(await engine.apply({ ...order, keys: [...order.keys] }, accessOf(sandbox), createSilentJobContext())).toMatchObject({
    state: 'done',
    failed: 0,
  });
  return runId;
}

test('fields of another party survive our change, our undone deletion, and another read', async () => {
  await engine.applyDraft({ kind: 'put', ...AT, note: '', body: { code: 'KYOTO9', name: '京都支社', users: [], organizations: [] } });
  await applyAll();
  expect(await there()).toEqual({ code: 'KYOTO9', name: '京都支社', users: [], organizations: [], ...OWN });

  // The object is written with the fields recorded at the last write and with the other party's later changes.
  sandbox.edit({ ...AT, fields: { x_cost_center: 'CC-10' } });
  await engine.applyDraft({ kind: 'put', ...AT, note: '', body: { code: 'KYOTO9', name: '京都本店', users: [], organizations: [] } });
  await applyAll();
  expect(await there()).toMatchObject({ name: '京都本店', x_cost_center: 'CC-10', x_ledger: OWN.x_ledger });

  await engine.applyDraft({ kind: 'delete', ...AT });
  const deletion = await applyAll();
  expect(await there()).toBeUndefined();
  await engine.undoRun({ runId: deletion, keys: [KEY] });
  await applyAll();
  expect(await there()).toMatchObject({ name: '京都本店', x_cost_center: 'CC-10', x_ledger: OWN.x_ledger });
});

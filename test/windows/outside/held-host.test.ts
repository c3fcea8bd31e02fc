import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '#main/sandbox/sandbox.ts';
import { readLoggedErrors } from '../../support/window-host.ts';
import { createConnectedCompany, newInvoiceGroup, openHostConsole, peopleList } from '../../support/windows/host-console.ts';
import { scanFolder } from '../../support/windows/scan-folder.ts';

let place: string;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  place = mkdtempSync(join(tmpdir(), 'tsunagi-scanned-host-'));
});
afterAll(async () => {
  await sandbox.close();
  rmSync(place, { recursive: true, force: true });
});

const ROUNDS = 2;

/** Of each mode, so that the server has no object of the other one. */
const FIRST_GROUP = { share: 0, exclusive: 100 } as const;

it.each(['share', 'exclusive'] as const)(
  'the host imports lists, saves settings and drafts, exports a plan, applies it and ends, beside a scanner that opens every file (%s)',
  async (mode) => {
    const data = join(place, mode);
    await using scan = await scanFolder(mode, place);
    const console = await openHostConsole(data);
    const company = await createConnectedCompany(console, sandbox);
    const last = FIRST_GROUP[mode] + ROUNDS;
    for (let round = 1; round <= ROUNDS; round += 1) {
      await console.call('console.changeSettings', { operatorName: `担当 ${round}` });
      await console.call('drafts.apply', newInvoiceGroup(FIRST_GROUP[mode] + round), company);
      const token = await console.give('社員.csv', peopleList(100 + round));
      const imported = await console.finish(await console.call('imports.commit', { token, kind: 'neo-users', reading: {} }, company));
      expect(imported.error).toBeNull();
    }
    expect((await console.finish(await console.call('plan.readServer', {}, company))).error).toBeNull();
    const order = { format: 'json', encoding: 'utf8', language: 'ja' } as const;
    const exported = await console.finish(await console.call('plan.export', order, company));
    expect(exported.error).toBeNull();
    expect(await console.take((exported.result as { token: string }).token)).toContain(`C${last}`);
    const { digest } = await console.call('plan.state', {}, company);
    const start = { digest, reason: '試験のため', ifHeld: 'refuse', onFailure: 'stop' } as const;
    expect(await console.finish(await console.call('apply.start', start, company))).toMatchObject({
      error: null,
      result: { done: ROUNDS },
    });
    await console.end();
    expect(scan.opened()).toBeGreaterThan(ROUNDS);

    // Nothing of it is lost for the next host, and nothing was a bug.
    const next = await openHostConsole(data);
    expect(await next.call('console.settings', {})).toMatchObject({ operatorName: `担当 ${ROUNDS}` });
    expect((await next.call('companies.current', {}, company)).sources).toMatchObject([{ rows: 100 + ROUNDS }]);
    const { object } = await next.call('drafts.get', { section: 'invoice_groups', id: `group-${last}` }, company);
    expect(JSON.stringify(object)).toContain(`"C${last}"`);
    await next.end();
    expect(readLoggedErrors(data)).toEqual([]);
  },
);

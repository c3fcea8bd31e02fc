import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readPeopleFromServer } from '#main/company/server/server-read.ts';
import type { Groupware } from '#main/groupware/groupware.ts';
import type { CompanyFile } from '#main/storage/company-file.ts';
import { newCompanyFile } from '../../support/company-file.ts';
import type { Sandbox } from '../../support/sandbox/sandbox.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { connectTo, leaseOf, objectsOf, startServer } from './support.ts';

const PAGE = 100;
const USERS = 1_600;

let folder: string;
let sandbox: Sandbox;
let groupware: Groupware;
let file: CompanyFile;
let number = 0;
beforeAll(async () => {
  folder = temporaryFolder('resuming');
  sandbox = await startServer();
  groupware = await connectTo(sandbox, { pageSize: PAGE });
});
afterAll(async () => {
  await groupware.close();
  await sandbox.close();
});
beforeEach(() => {
  file = newCompanyFile(join(folder, `${number++}.tsunagi`));
  return () => file.close();
});

/** Reads all users, or stops at the given number; returns the number of loaded users at the start of each step. */
async function read(cutAt = Number.POSITIVE_INFINITY, address = sandbox.address): Promise<Record<string, number>> {
  const abort = new AbortController();
  const began: Record<string, number> = {};
  const report = ({ phase, done }: { phase: string; done: number }): void => {
    began[phase] ??= done;
    if (phase === 'reading-users' && done >= cutAt) abort.abort(new Error('cut'));
  };
  const server = { address, origin: 'server', takenAt: '2026-11-26T01:00:00.000Z', confirmed: 'unasked' } as const;
  await readPeopleFromServer(groupware, file, server, { signal: abort.signal, report }).catch((error: unknown) => {
    if (!abort.signal.aborted) throw error;
  });
  return began;
}
const users = (): number => file.people.directory().neoUsers.length;

describe('a reading that was cut', () => {
  it('continues where it stopped if the server is unchanged', async () => {
    await read(5 * PAGE);
    expect(users()).toBe(0);
    const staged = file.people.staged().find(({ side }) => side === 'neo');
    const kept = file.people.count(staged?.id ?? 0, 'neo_user');
    expect(kept).toBeGreaterThanOrEqual(5 * PAGE);
    expect(kept).toBeLessThan(USERS);
    expect(await read()).toMatchObject({ 'reading-users': kept });
    expect(users()).toBe(USERS);
    expect(file.people.staged()).toEqual([]);
    expect(new Set(file.people.directory().neoUsers.map(({ id }) => id)).size).toBe(USERS);
  });

  it('starts from the beginning for another server', async () => {
    await read(5 * PAGE);
    expect(await read(undefined, `${sandbox.address}x`)).toMatchObject({ 'reading-users': 0 });
    expect(users()).toBe(USERS);
    expect(file.people.staged()).toEqual([]);
  });

  it('starts from the beginning if the server has changed since', async () => {
    await read(5 * PAGE);
    const objects = objectsOf(groupware);
    const lease = await leaseOf(objects);
    const body = { code: 'NEU', name: '新しい', users: [], organizations: [] };
    const put = { section: 'invoice_groups' as const, id: 'resuming', body, ifRevision: 0, requestId: 'resuming', lease };
    await objects.put(put);
    await objects.releaseLease(lease);
    expect(await read()).toMatchObject({ 'reading-users': 0 });
    expect(users()).toBe(USERS);
    expect(file.people.staged()).toEqual([]);
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getBusinessDay } from '#main/company/business-day.ts';
import { findCounter, getMaxCounterValue } from '#shared/domain/serials/counter.ts';
import { parseCalendarDay } from '#shared/domain/serials/day.ts';
import { formatSerialNumber } from '#shared/domain/serials/numbering.ts';
import type { Serial } from '#shared/domain/serials/serial.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { cp932 } from '../support/window-lists.ts';

describe('what a plan means for people', () => {
  let client: HostClient;
  beforeAll(async () => {
    client = await openHostClient('dispatcher');
    expect((await client.finish(client.call('companies.openDemo', {}))).error).toBeNull();
    expect((await client.finish(client.call('plan.readServer', {}))).error).toBeNull();
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
  });

  const effects = async () => unwrapResult(await client.call('plan.effects', {})).effects;
  const draft = async (section: 'common_settings' | 'serials', id: string) =>
    unwrapResult(await client.call('drafts.get', { section, id })).object.draft;
  /** Returns the serial number that orders use. */
  async function numbering(): Promise<{ readonly id: string; readonly serial: Serial }> {
    const { serialId: id } = (await draft('common_settings', 'common_settings')) as { readonly serialId: string };
    return { id, serial: (await draft('serials', id)) as unknown as Serial };
  }

  it('shows that no one can order if the numbering rule has no number left for the next order', async () => {
    const { id, serial } = await numbering();
    unwrapResult(await client.call('serials.enterLastIssued', { id, value: 9 }));
    const { readyBefore = 0 } = (await effects()) ?? {};
    expect(readyBefore).toBeGreaterThan(1_000);
    const parts = serial.parts.map((part) => (part.kind === 'counter' ? { ...part, digits: 1 } : { ...part }));
    const edit = { kind: 'set', fields: { parts } } as const;
    unwrapResult(await client.call('drafts.apply', { command: { kind: 'edit', section: 'serials', id, edit } }));
    expect(await effects()).toMatchObject({ readyBefore, readyAfter: 0, loseReasons: [{ reason: 'serial-exhausted' }] });
    unwrapResult(await client.call('drafts.undo', {}));
  });

  it('changes once the orders show that no number is left', async () => {
    expect((await effects())?.readyAfter).toBeGreaterThan(1_000);
    const { serial } = await numbering();
    const [today, counter] = [getBusinessDay(Date.now()), findCounter(serial)];
    const day = parseCalendarDay(today);
    if (day === null || counter === null) throw new Error('no number to give out');
    const path = join(client.folder, 'orders.csv');
    const last = formatSerialNumber(serial, day, getMaxCounterValue(counter));
    writeFileSync(path, cp932(`申請番号,申請状態,申請日時\r\n${last},完了,${today.replaceAll('-', '/')} 00:00\r\n`));
    const { token } = await client.console.files.add({ path, origin: 'upload', name: 'orders.csv' });
    expect((await client.finish(client.call('imports.commit', { token, kind: 'orders', reading: {} }))).error).toBeNull();
    expect(await effects()).toMatchObject({ readyBefore: 0, readyAfter: 0 });
  });
});

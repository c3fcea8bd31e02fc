import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WeeklyCheck } from '#shared/contract/weekly-check.ts';
import { makeSchedulerHome, type SchedulerHome } from '../support/fake-schedulers.ts';
import { type HostClient, openHostClient, removeFolder, unwrapResult } from '../support/host-clients.ts';
import { writeMorning } from '../support/morning-lists.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('the weekly check through both hosts', () => {
  let place: SchedulerHome;
  let client: HostClient;
  let lists: string;
  let company = '';
  let answer: 'yes' | 'no' = 'yes';
  const before = { ...process.env };
  beforeAll(async () => {
    place = makeSchedulerHome();
    // The application's thread takes its environment when it starts.
    Object.assign(process.env, place.env, { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' });
    lists = join(place.home, 'lists');
    for (const side of ['neo', 'amazon']) mkdirSync(join(lists, side), { recursive: true });
    writeMorning(lists, [{ login: 'taro', neo: 'Taro@example.co.jp' }], { neo: 'neo/NEO.csv', amazon: 'amazon/AMAZON.csv' });
    client = await openHostClient('both hosts', temporaryFolder('weekly'), async () => answer);
    company = unwrapResult(await client.call('companies.create', { name: '見張る会社', kind: 'test' })).id;
  });
  afterAll(async () => {
    await client.close();
    removeFolder(client.folder);
    for (const name of Object.keys(place.env)) delete process.env[name];
    Object.assign(process.env, before);
  });

  const check = (part: Partial<WeeklyCheck> = {}): WeeklyCheck => ({
    days: [1],
    time: '07:00',
    neo: join(lists, 'neo'),
    amazon: join(lists, 'amazon'),
    notify: { by: 'file' },
    ...part,
  });
  const write = (part: Partial<WeeklyCheck>, secret: string | null = null) =>
    client.call('weeklyCheck.write', { check: check(part), secret }, company);
  const state = async () => unwrapResult(await client.call('weeklyCheck.state', {}, company));

  it('has none, and nothing to try, before one is written', async () => {
    expect(await state()).toMatchObject({ scheduler: 'systemd', state: 'none', check: null, next: null, onlySignedIn: true });
    expect(await client.call('weeklyCheck.try', {}, company)).toMatchObject({ ok: false, error: { code: 'schedule-missing' } });
  });

  it('refuses a missing folder, a server that the company does not have, and a secret that cannot be saved', async () => {
    const missing = await write({ amazon: join(lists, 'nowhere') });
    expect(missing).toMatchObject({ error: { code: 'schedule-folder-missing', params: { folder: join(lists, 'nowhere') } } });
    expect(await write({ neo: null })).toMatchObject({ error: { code: 'server-address-unset' } });
    const unsaved = await write({ notify: { by: 'webhook', form: 'teams' } }, 'https://chat.example.co.jp/correct-horse');
    expect(unsaved).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^keychain-/) } });
    expect(await state()).toMatchObject({ state: 'none' });
  });

  it('is written, read back from systemd, run once with its log, and removed', async () => {
    unwrapResult(await write({ days: [5, 1], time: '18:30' }));
    expect(await state()).toMatchObject({ state: 'on', check: check({ days: [1, 5], time: '18:30' }), secret: 'none-needed' });
    const job = await client.finish(client.call('weeklyCheck.try', {}, company));
    expect(job).toMatchObject({ state: 'done', result: { exit: 1 } });
    expect(JSON.stringify(job.result)).toContain('NEO.csv');
    expect(readFileSync(join(client.folder, 'watch', company, 'watch.log'), 'utf8')).not.toContain('taro');
    unwrapResult(await client.call('weeklyCheck.remove', {}, company));
    expect(await state()).toMatchObject({ state: 'none' });
  });

  it('writes the recipients of a mail, into the schedule only after they were confirmed', async () => {
    const mail = { by: 'mail', server: 'mail.example.co.jp:25', user: '', from: 'a@example.co.jp', to: ['it@example.co.jp'] } as const;
    const notify = { ...mail, to: [...mail.to] };
    answer = 'no';
    expect(await write({ notify })).toMatchObject({ error: { code: 'trust-refused' } });
    expect(await state()).toMatchObject({ state: 'none' });
    answer = 'yes';
    unwrapResult(await write({ notify }));
    // Recipients that the schedule already has are not asked about again.
    answer = 'no';
    unwrapResult(await write({ notify, time: '08:00' }));
    const service = readFileSync((await state()).entry.replace('.timer', '.service'), 'utf8');
    expect(service).toContain('--mail-to it@example.co.jp');
    expect(await state()).toMatchObject({ check: { notify: mail }, secret: 'none-needed' });
    unwrapResult(await client.call('weeklyCheck.remove', {}, company));
  });
});

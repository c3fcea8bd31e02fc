import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findScheduler } from '#main/schedule/find-scheduler.ts';
import { makeSchedulerHome, type SchedulerHome } from '../../support/fake-schedulers.ts';

const COMPANY = '0f5c9a3e-7b1d-4c0a-9d6e-2f8b6a1c4e57';
const open = ({ home, env }: SchedulerHome) =>
  findScheduler({ platform: 'linux', companyId: COMPANY, folder: join(home, 'watch'), home, userId: 1000, env });
/** A command that writes its arguments, with characters that the schedulers interpret. */
const entryIn = (home: string) => ({
  days: [1, 4] as [1, 4],
  time: '18:30',
  words: ['/bin/sh', '-c', 'printf %s "$1" > "$2"; exit 1', 'sh', "100% o'neil 一覧", join(home, 'said')],
});

describe.each([true, false])('the schedule of a Linux user, with systemd: %s', (systemd) => {
  it('is written, read back, run once and removed', async () => {
    const place = makeSchedulerHome({ systemd });
    const scheduler = await open(place);
    const entry = entryIn(place.home);
    expect(scheduler.kind).toBe(systemd ? 'systemd' : 'cron');
    expect(await scheduler.read()).toBeNull();
    await scheduler.write(entry);
    expect(await scheduler.read()).toEqual({ entry, isOn: true });
    expect(await scheduler.run(entry.words, AbortSignal.timeout(20_000))).toMatchObject({ exit: 1 });
    if (!systemd) expect(readFileSync(join(place.home, 'said'), 'utf8')).toBe("100% o'neil 一覧");
    await scheduler.remove();
    expect(await scheduler.read()).toBeNull();
  });
});

describe('the schedule of systemd', () => {
  it('is off when its timer was stopped, and unreadable when its service was edited or removed', async () => {
    const place = makeSchedulerHome();
    const scheduler = await open(place);
    await scheduler.write(entryIn(place.home));
    rmSync(join(place.home, 'record.on'));
    expect(await scheduler.read()).toMatchObject({ isOn: false });
    const service = scheduler.place.replace('.timer', '.service');
    writeFileSync(service, readFileSync(service, 'utf8').replace('ExecStart=/bin/sh', "ExecStart='/bin/sh'"));
    expect(await scheduler.read()).toMatchObject({ entry: null });
    rmSync(service);
    expect(await scheduler.read()).toMatchObject({ entry: null });
    expect(place.calls()).toContain(`systemctl --user restart tsunagi-watch-${COMPANY}.timer`);
  });

  it('reports what systemctl said', async () => {
    const place = makeSchedulerHome({ refuses: true });
    const scheduler = await open(place);
    await expect(scheduler.write(entryIn(place.home))).rejects.toMatchObject({
      failure: { code: 'schedule-refused', params: { program: 'systemctl', detail: 'Failed to enable unit: Access denied' } },
    });
  });
});

describe('the schedule of cron', () => {
  it('keeps the other entries of the user', async () => {
    const place = makeSchedulerHome({ systemd: false });
    writeFileSync(join(place.home, 'record.tab'), '0 1 * * * backup\n');
    const scheduler = await open(place);
    await scheduler.write(entryIn(place.home));
    expect(place.crontab()).toMatch(/^0 1 \* \* \* backup\n# tsunagi-weekly-check \S+\n30 18 \* \* 1,4 '.*\\%.*watch\.sh'\n$/);
    await scheduler.remove();
    expect(place.crontab()).toBe('0 1 * * * backup\n');
  });

  it('changes nothing if the present crontab cannot be read', async () => {
    const place = makeSchedulerHome({ systemd: false, refuses: true });
    const scheduler = await open(place);
    await expect(scheduler.write(entryIn(place.home))).rejects.toMatchObject({
      failure: { code: 'schedule-refused', params: { program: 'crontab' } },
    });
    expect(existsSync(join(place.home, 'record.tab'))).toBe(false);
    mkdirSync(join(place.home, 'empty'));
    const nowhere = await findScheduler({
      platform: 'linux',
      companyId: COMPANY,
      folder: place.home,
      home: place.home,
      userId: 1000,
      env: { PATH: join(place.home, 'empty') },
    });
    await expect(nowhere.read()).rejects.toMatchObject({ failure: { code: 'schedule-unavailable' } });
  });
});

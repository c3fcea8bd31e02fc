import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { SECRET_COMMAND, WATCH_COMMAND } from '#main/hosts/cli/options/definitions.ts';
import { parseArguments } from '#main/hosts/cli/options/parser.ts';
import {
  CHANNELS,
  createWatchRecipe,
  getDefaultScheduler,
  listWatchArguments,
  SCHEDULERS,
} from '#renderer/screens/settings/watch-recipe.ts';
import { createTexts } from '#shared/messages/texts.ts';

const COMPANY = { companyId: '0f5c9a3e-7b1d-4c0a-9d6e-2f8b6a1c4e57', dataFolder: '/home/o\'neil 100% "$x"/つなぎ' };
const TEXTS = createTexts('ja');
const PLANS = SCHEDULERS.flatMap((scheduler) =>
  CHANNELS.flatMap((channel) => [null, COMPANY].map((server) => ({ scheduler, channel, server, platform: 'linux' }))),
);

describe('the ready-made schedule of a company', () => {
  it.each(PLANS)('$scheduler with $channel has arguments that watch and secret accept', (plan) => {
    const [name, ...words] = listWatchArguments(plan);
    expect(name).toBe('watch');
    const { values } = parseArguments(WATCH_COMMAND, words, TEXTS);
    expect([values.profile, values['data-dir']]).toEqual(
      plan.server === null ? [undefined, undefined] : [COMPANY.companyId, COMPANY.dataFolder],
    );
    const secret = createWatchRecipe(plan).find(({ id }) => id === 'secret');
    expect(secret === undefined).toBe(plan.channel === 'file' || plan.scheduler !== 'windows');
    const [, given = ''] = / secret (.+)$/.exec(secret?.text ?? '') ?? [];
    if (secret !== undefined) expect(() => parseArguments(SECRET_COMMAND, given.split(' '), TEXTS)).not.toThrow();
  });

  it('passes every argument unchanged through the shell of cron', () => {
    const plan = { scheduler: 'cron', channel: 'mail', server: COMPANY, platform: 'linux' } as const;
    const line = createWatchRecipe(plan).find(({ id }) => id === 'crontab')?.text ?? '';
    expect(line).not.toMatch(/(?<!\\)%/);
    const command = line.replace(/^[\s\S]*&& \/usr\/bin\/tsunagi /, "printf '%s\\n' ").replaceAll('\\%', '%');
    expect(execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' }).split('\n').slice(0, -1)).toEqual(listWatchArguments(plan));
  });

  it('passes secrets if a scheduler has no keychain, and needs none for a file from lists in folders', () => {
    const of = (scheduler: 'systemd' | 'cron', channel: 'mail' | 'teams' | 'file', server: typeof COMPANY | null) =>
      createWatchRecipe({ scheduler, channel, server, platform: 'linux' });
    const blocks = of('systemd', 'mail', COMPANY);
    expect(blocks.map(({ id }) => id)).toEqual(['folders', 'env', 'service', 'timer', 'start']);
    expect(blocks[1]?.text).toBe('TSUNAGI_MAIL_PASSWORD=...\nTSUNAGI_ACCESS_KEY=...');
    expect(blocks[2]?.text).toContain('\nEnvironmentFile=/etc/tsunagi/watch.env\n');
    expect(blocks[0]?.text).toMatch(/^install -d -o tsunagi \/srv\/tsunagi \S+\/lists \S+\/lists\/amazon\ninstall -D -m 600 /);
    expect(of('cron', 'teams', null).at(-1)?.text).toMatch(/^TSUNAGI_WEBHOOK=\.\.\.\n0 7 /);
    const plain = of('systemd', 'file', null);
    expect(plain.map(({ id }) => id)).toEqual(['folders', 'service', 'timer', 'start']);
    expect(JSON.stringify(plain)).not.toContain('watch.env');
  });

  it('creates folders with commands that a shell can parse', () => {
    for (const platform of ['linux', 'darwin'])
      for (const plan of PLANS.filter(({ scheduler }) => scheduler !== 'windows')) {
        const text = createWatchRecipe({ ...plan, platform }).find(({ id }) => id === 'folders')?.text ?? '';
        expect(text).toContain('/lists/amazon');
        expect(text.includes('/lists/neo')).toBe(plan.server === null);
        execFileSync('/bin/sh', ['-n', '-c', text]);
      }
  });

  it('for systemd is one command with line continuations', () => {
    for (const plan of PLANS.filter(({ scheduler }) => scheduler === 'systemd')) {
      const service = createWatchRecipe(plan).find(({ id }) => id === 'service')?.text ?? '';
      const [, command = ''] = /^ExecStart=((?:.*\\\n)*.*)$/m.exec(service) ?? [];
      const joined = command.replaceAll(/ \\\n {2}/g, ' ');
      expect(joined).toMatch(/^\/usr\/bin\/tsunagi watch --state state .* --quiet --log watch\.log$/);
      if (plan.server === null) expect(joined.split(' ').slice(1)).toEqual(listWatchArguments(plan));
    }
  });

  it('escapes characters that are special in systemd and batch files', () => {
    const of = (scheduler: 'systemd' | 'windows', id: string): string =>
      createWatchRecipe({ scheduler, channel: 'file', server: COMPANY, platform: 'linux' }).find((block) => block.id === id)?.text ?? '';
    expect(of('systemd', 'service')).toContain('--data-dir "/home/o\'neil 100%% \\"$$x\\"/つなぎ"');
    expect(of('windows', 'script')).toContain('100%% ');
    // The editor saves the script as UTF-8, so its Japanese folder name needs this code page.
    expect(of('windows', 'script')).toMatch(/^@echo off\nchcp 65001 >nul\n/);
  });

  it('selects the operating system’s scheduler by default', () => {
    expect(['win32', 'darwin', 'linux'].map(getDefaultScheduler)).toEqual(['windows', 'cron', 'systemd']);
    const onMac = createWatchRecipe({ scheduler: 'cron', channel: 'file', server: null, platform: 'darwin' });
    expect(onMac.map(({ text }) => text)).toEqual([
      'mkdir -p ~/tsunagi/lists/neo ~/tsunagi/lists/amazon',
      expect.stringMatching(/ cd ~\/tsunagi && \/Applications\/Tsunagi\.app\//),
    ]);
  });
});

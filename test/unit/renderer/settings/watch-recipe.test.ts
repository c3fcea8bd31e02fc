import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { SECRET, WATCH } from '#main/hosts/cli/definitions.ts';
import { parseWords } from '#main/hosts/cli/parser.ts';
import { SCHEDULERS, schedulerOf, TOLD_BY, watchRecipe, watchWords } from '#renderer/screens/settings/watch-recipe.ts';
import { createTexts } from '#shared/messages/texts.ts';

const COMPANY = { companyId: '0f5c9a3e-7b1d-4c0a-9d6e-2f8b6a1c4e57', dataFolder: '/home/o\'neil 100% "$x"/つなぎ' };
const TEXTS = createTexts('ja');
const PLANS = SCHEDULERS.flatMap((scheduler) =>
  TOLD_BY.flatMap((toldBy) => [null, COMPANY].map((server) => ({ scheduler, toldBy, server, platform: 'linux' }))),
);

describe('the ready-made schedule of a company', () => {
  it.each(PLANS)('$scheduler, told by $toldBy, has words that watch and secret understand', (plan) => {
    const [name, ...words] = watchWords(plan);
    expect(name).toBe('watch');
    const { values } = parseWords(WATCH, words, TEXTS);
    expect([values.profile, values['data-dir']]).toEqual(
      plan.server === null ? [undefined, undefined] : [COMPANY.companyId, COMPANY.dataFolder],
    );
    const secret = watchRecipe(plan).find(({ id }) => id === 'secret');
    expect(secret === undefined).toBe(plan.toldBy === 'file');
    const [, given = ''] = / secret (.+)$/.exec(secret?.text ?? '') ?? [];
    if (secret !== undefined) expect(() => parseWords(SECRET, given.split(' '), TEXTS)).not.toThrow();
  });

  it('hands every word through the shell of cron as it is', () => {
    const plan = { scheduler: 'cron', toldBy: 'mail', server: COMPANY, platform: 'linux' } as const;
    const line = watchRecipe(plan).find(({ id }) => id === 'crontab')?.text ?? '';
    expect(line).not.toMatch(/(?<!\\)%/);
    const command = line.replace(/^.*&& \/usr\/bin\/tsunagi /, "printf '%s\\n' ").replaceAll('\\%', '%');
    expect(execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' }).split('\n').slice(0, -1)).toEqual(watchWords(plan));
  });

  it('of systemd is one command in lines that go on below', () => {
    for (const plan of PLANS.filter(({ scheduler }) => scheduler === 'systemd')) {
      const service = watchRecipe(plan).find(({ id }) => id === 'service')?.text ?? '';
      const [, command = ''] = /^ExecStart=((?:.*\\\n)*.*)$/m.exec(service) ?? [];
      const joined = command.replaceAll(/ \\\n {2}/g, ' ');
      expect(joined).toMatch(/^\/usr\/bin\/tsunagi watch --state state .* --quiet --log watch\.log$/);
      if (plan.server === null) expect(joined.split(' ').slice(1)).toEqual(watchWords(plan));
    }
  });

  it('doubles what systemd and a batch file would take for something of theirs', () => {
    const of = (scheduler: 'systemd' | 'windows', id: string): string =>
      watchRecipe({ scheduler, toldBy: 'file', server: COMPANY, platform: 'linux' }).find((block) => block.id === id)?.text ?? '';
    expect(of('systemd', 'service')).toContain('--data-dir "/home/o\'neil 100%% \\"$$x\\"/つなぎ"');
    expect(of('windows', 'script')).toContain('100%% ');
  });

  it('begins with what the system has', () => {
    expect(['win32', 'darwin', 'linux'].map(schedulerOf)).toEqual(['windows', 'cron', 'systemd']);
    const onMac = watchRecipe({ scheduler: 'cron', toldBy: 'file', server: null, platform: 'darwin' });
    expect(onMac[0]?.text).toContain('/Applications/Tsunagi.app/');
  });
});

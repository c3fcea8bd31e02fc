import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { WATCH_COMMAND } from '#main/hosts/cli/options/definitions.ts';
import { parseArguments } from '#main/hosts/cli/options/parser.ts';
import { findNextRun, formatLocalDay } from '#main/schedule/entry.ts';
import {
  formatBatch,
  formatPlist,
  formatService,
  formatShellScript,
  formatTask,
  formatTimer,
  parseBatch,
  parseCrontabEntry,
  parsePlist,
  parseShellScript,
  parseSystemd,
  parseTask,
  replaceCrontabEntry,
} from '#main/schedule/formats.ts';
import { createWatchWords, parseWatchWords } from '#main/schedule/watch-words.ts';
import type { WeeklyCheck } from '#shared/contract/weekly-check.ts';
import { createTexts } from '#shared/messages/texts.ts';

const WORDS = ['/opt/Tsunagi 100%/bin/tsunagi', 'watch', '--neo', "/home/o'neil 50% & $HOME/一覧 <NEO>\\", '--amazon', '/srv/a', '--quiet'];
const ENTRY = { days: [1, 5, 0] as (0 | 1 | 5)[], time: '07:05', words: WORDS };
const COMPANY = '0f5c9a3e-7b1d-4c0a-9d6e-2f8b6a1c4e57';

describe('the formats of the schedulers', () => {
  it('reads back the entry that it wrote for systemd, with doubled percent and dollar signs', () => {
    const [service, timer] = [formatService(WORDS), formatTimer(ENTRY)];
    expect(service).toContain(
      'ExecStart="/opt/Tsunagi 100%%/bin/tsunagi" watch --neo "/home/o\'neil 50%% & $$HOME/一覧 <NEO>\\\\" --amazon',
    );
    expect(timer).toContain('OnCalendar=Mon,Fri,Sun *-*-* 07:05:00\nPersistent=true');
    expect(parseSystemd(service, timer)).toEqual(ENTRY);
    expect(parseSystemd(service, timer.replace('07:05:00', '07:05:30'))).toBeNull();
    expect(parseSystemd(service.replace('watch', "'watch'"), timer)).toBeNull();
  });

  it('keeps the other lines of a crontab and escapes percent signs, at which cron ends a command', () => {
    const others = 'MAILTO=it@example.co.jp\n0 1 * * * backup --at 100\\%\n';
    const script = "/home/o'neil 50%/つなぎ/watch.sh";
    const written = replaceCrontabEntry(others, COMPANY, { ...ENTRY, script });
    expect(written).toBe(`${others}# tsunagi-weekly-check ${COMPANY}\n5 7 * * 1,5,0 '/home/o'\\''neil 50\\%/つなぎ/watch.sh'\n`);
    expect(parseCrontabEntry(written, COMPANY)).toEqual({ days: [1, 5, 0], time: '07:05', script });
    expect(replaceCrontabEntry(written, COMPANY, { ...ENTRY, script })).toBe(written);
    expect(replaceCrontabEntry(written, COMPANY, null)).toBe(others);
    expect(replaceCrontabEntry('', COMPANY, null)).toBe('');
    expect(parseCrontabEntry(others, COMPANY)).toBeNull();
    expect(parseCrontabEntry(written.replace('5 7 * *', '*/5 7 * *'), COMPANY)).toBe('unreadable');
  });

  it('passes every argument unchanged through the script that cron runs', () => {
    const script = formatShellScript(['/usr/bin/printf', '%s\\n', ...WORDS]);
    expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\n').slice(0, -1)).toEqual(WORDS);
    expect(parseShellScript(formatShellScript(WORDS))).toEqual(WORDS);
    expect(parseShellScript('#!/bin/sh\nexec "$@"\n')).toBeNull();
  });

  it('reads back the entry that it wrote for launchd, with escaped XML', () => {
    const plist = formatPlist('app.tsunagi.watch', ENTRY);
    expect(plist).toContain("<string>/home/o'neil 50% &amp; $HOME/一覧 &lt;NEO&gt;\\</string>");
    expect(parsePlist(plist)).toEqual(ENTRY);
    expect(parsePlist(plist.replace('<integer>7</integer>', '<integer>8</integer>'))).toBeNull();
  });

  it('reads back a Windows task, whose script below the user folder is named by its variable', () => {
    const task = formatTask(ENTRY, 'C:\\Users\\山田 太郎\\AppData\\Local\\Tsunagi\\watch\\watch.cmd');
    expect(task).toContain('<Command>%LOCALAPPDATA%\\Tsunagi\\watch\\watch.cmd</Command>');
    expect(parseTask(task)).toEqual({
      timing: { days: [1, 5, 0], time: '07:05' },
      script: '%LOCALAPPDATA%\\Tsunagi\\watch\\watch.cmd',
      isOn: true,
    });
    expect(parseTask(task.replace('<Settings>', '<Settings><Enabled>false</Enabled>')).isOn).toBe(false);
    expect(parseTask(task.replace('<Monday />', '<Noday />')).timing).toBeNull();
  });

  it('reads back a batch file with doubled percent signs and a code page for other letters', () => {
    const env = { APPDATA: 'C:\\Users\\山田 太郎\\AppData\\Roaming', LOCALAPPDATA: 'C:\\Users\\山田 太郎\\AppData\\Local' };
    const words = [
      `${env.LOCALAPPDATA}\\Programs\\Tsunagi\\bin\\tsunagi.cmd`,
      'watch',
      '--neo',
      'D:\\R&D 100% 一覧\\',
      `${env.APPDATA}\\Tsunagi`,
    ];
    const batch = formatBatch(words);
    expect(batch).toContain('@echo off\r\nchcp 65001 >nul\r\n"%LOCALAPPDATA%\\Programs');
    expect(batch).toContain('"D:\\R&D 100%% 一覧\\\\" "%APPDATA%\\Tsunagi"');
    expect(parseBatch(batch, env)).toEqual(words);
    expect(formatBatch(['D:\\Tsunagi\\tsunagi.cmd'])).toBe('@echo off\r\nD:\\Tsunagi\\tsunagi.cmd\r\n');
  });
});

const CHECKS: readonly WeeklyCheck['notify'][] = [
  { by: 'file' },
  { by: 'webhook', form: 'slack' },
  { by: 'mail', server: 'mail.example.co.jp:587', user: '', from: 'a@example.co.jp', to: ['it@example.co.jp', 'b@example.co.jp'] },
  { by: 'mail', server: '[::1]:25', user: 'tsunagi', from: 'a@example.co.jp', to: ['it@example.co.jp'] },
];

describe('the scheduled command', () => {
  const places = {
    program: ['/usr/bin/node', '/opt/watch/cli.js'],
    companyId: COMPANY,
    dataFolder: '/home/山田/つなぎ',
    language: 'ja',
    state: '/data/state',
    log: '/data/watch.log',
    report: '/data/new.xlsx',
  } as const;

  it.each(CHECKS)('is understood by `tsunagi watch` and read back, with results by $by', (notify) => {
    for (const neo of [null, '/lists/NEO 100%']) {
      const words = createWatchWords({ neo, amazon: '/lists/amazon', notify }, places);
      expect(words.slice(0, 3)).toEqual(['/usr/bin/node', '/opt/watch/cli.js', 'watch']);
      const { values } = parseArguments(WATCH_COMMAND, words.slice(3), createTexts('ja'));
      expect([values.profile, values.neo, values.amazon, values.log]).toEqual([
        COMPANY,
        neo ?? undefined,
        '/lists/amazon',
        '/data/watch.log',
      ]);
      expect(parseWatchWords(words)).toEqual({ neo, amazon: '/lists/amazon', notify });
    }
  });

  it('is not read back if its arguments are those of another command', () => {
    expect(parseWatchWords(['tsunagi', 'audit', '--neo', 'a'])).toBeNull();
    expect(parseWatchWords(['tsunagi', 'watch', '--amazon'])).toBeNull();
  });
});

describe('the next run', () => {
  it('is the first chosen day after now, today included until the time has passed', () => {
    const monday = new Date(2026, 11, 7, 7, 0);
    const weekly = { days: [1] as [1], time: '07:00' };
    expect(findNextRun(weekly, new Date(2026, 11, 7, 6, 59))).toEqual(monday);
    expect(findNextRun(weekly, new Date(2026, 11, 2, 12, 0))).toEqual(monday);
    expect(formatLocalDay(monday)).toBe('2026-12-07');
    expect(findNextRun(weekly, monday)).toEqual(new Date(2026, 11, 14, 7, 0));
  });
});

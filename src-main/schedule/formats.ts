import type { WeeklyTiming } from '#shared/contract/weekly-check.ts';
import { WEEKDAYS, type Weekday } from '#shared/contract/weekly-choices.ts';
import { formatTime, parseTime, type ScheduledEntry } from './entry.ts';
import {
  escapeXml,
  quoteBatch,
  quoteShell,
  quoteSystemd,
  splitBatch,
  splitShell,
  splitSystemd,
  splitUserFolder,
  unescapeXml,
} from './quoting.ts';

const toDay = (number: number): Weekday | null => WEEKDAYS.find((day) => day === number) ?? null;

/** Returns days in the order of the week and a valid time; `null` if one of them is not understood. */
function toTiming(days: readonly (Weekday | null)[], hour: number, minute: number): WeeklyTiming | null {
  const time = formatTime(hour, minute);
  const known = WEEKDAYS.filter((day) => days.includes(day));
  return time === null || known.length === 0 || days.includes(null) ? null : { days: known, time };
}

const toEntry = (timing: WeeklyTiming | null, words: readonly string[] | null): ScheduledEntry | null =>
  timing === null || words === null ? null : { ...timing, words };

const getValue = (text: string, name: string): string | null => new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] ?? null;

const SYSTEMD_DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** The service of systemd. Exit code 1 of `watch` means new findings, which is no failure of the unit. */
export const formatService = ([program = '', ...words]: readonly string[]): string =>
  [
    '[Unit]',
    'Description=Tsunagi weekly check',
    '',
    '[Service]',
    'Type=oneshot',
    `ExecStart=${[quoteSystemd(program, true), ...words.map((word) => quoteSystemd(word))].join(' ')}`,
    'SuccessExitStatus=1',
    '',
  ].join('\n');

export const formatTimer = ({ days, time }: WeeklyTiming): string =>
  [
    '[Unit]',
    'Description=Tsunagi weekly check',
    '',
    '[Timer]',
    `OnCalendar=${days.map((day) => SYSTEMD_DAYS[day]).join(',')} *-*-* ${time}:00`,
    'Persistent=true',
    '',
    '[Install]',
    'WantedBy=timers.target',
    '',
  ].join('\n');

export function parseSystemd(service: string, timer: string): ScheduledEntry | null {
  const [, names = '', hour, minute] = /^([A-Za-z,]+) \*-\*-\* (\d\d):(\d\d):00$/.exec(getValue(timer, 'OnCalendar') ?? '') ?? [];
  const days = names.split(',').map((name) => toDay(SYSTEMD_DAYS.indexOf(name as (typeof SYSTEMD_DAYS)[number])));
  return toEntry(toTiming(days, Number(hour), Number(minute)), splitSystemd(getValue(service, 'ExecStart') ?? ''));
}

/** The line that marks the line below it in a crontab as the entry of a company. */
const markOf = (companyId: string): string => `# tsunagi-weekly-check ${companyId}`;

/** Returns a crontab with the entry of a company replaced, or removed (`null`). All other lines are unchanged. */
export function replaceCrontabEntry(
  crontab: string,
  companyId: string,
  entry: (WeeklyTiming & { readonly script: string }) | null,
): string {
  const lines = crontab === '' ? [] : crontab.replace(/\n$/, '').split('\n');
  const at = lines.indexOf(markOf(companyId));
  const others = at < 0 ? lines : lines.toSpliced(at, 2);
  const { hour, minute } = parseTime(entry?.time ?? '00:00');
  // Cron takes an unescaped percent sign for the end of the command.
  const own =
    entry === null
      ? []
      : [markOf(companyId), `${minute} ${hour} * * ${entry.days.join(',')} ${quoteShell(entry.script).replaceAll('%', '\\%')}`];
  return [...others, ...own, ''].join('\n').replace(/^\n$/, '');
}

/** Returns days, time and script of a company's crontab entry; `unreadable` if it is not understood, `null` if there is none. */
export function parseCrontabEntry(crontab: string, companyId: string): (WeeklyTiming & { readonly script: string }) | 'unreadable' | null {
  const lines = crontab.split('\n');
  const at = lines.indexOf(markOf(companyId));
  if (at < 0) return null;
  const [, minute, hour, days = '', command = ''] = /^(\d+) (\d+) \* \* ([\d,]+) (.+)$/.exec(lines[at + 1] ?? '') ?? [];
  const timing = toTiming(
    days.split(',').map((day) => toDay(Number(day))),
    Number(hour),
    Number(minute),
  );
  const words = splitShell(command.replaceAll('\\%', '%'));
  const [script] = words ?? [];
  return timing === null || script === undefined || words?.length !== 1 ? 'unreadable' : { ...timing, script };
}

/** The script that cron runs: a line of a crontab is limited to about 1000 bytes. It finds the keychain of a signed-in user. */
export const formatShellScript = (words: readonly string[]): string =>
  [
    '#!/bin/sh',
    'bus=/run/user/$(id -u)/bus',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the shell.
    '[ -n "${DBUS_SESSION_BUS_ADDRESS-}" ] || [ ! -S "$bus" ] || export DBUS_SESSION_BUS_ADDRESS="unix:path=$bus"',
    `exec ${words.map(quoteShell).join(' ')}`,
    '',
  ].join('\n');

export const parseShellScript = (script: string): readonly string[] | null => splitShell(/^exec (.+)$/m.exec(script)?.[1] ?? '');

/** The agent of launchd, which runs a missed start after the Mac wakes up. */
export function formatPlist(label: string, { words, days, time }: ScheduledEntry): string {
  const { hour, minute } = parseTime(time);
  const dates = days.map(
    (day) =>
      `    <dict><key>Weekday</key><integer>${day}</integer><key>Hour</key><integer>${hour}</integer><key>Minute</key><integer>${minute}</integer></dict>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    `  <key>Label</key><string>${escapeXml(label)}</string>`,
    '  <key>ProgramArguments</key>',
    '  <array>',
    ...words.map((word) => `    <string>${escapeXml(word)}</string>`),
    '  </array>',
    '  <key>StartCalendarInterval</key>',
    '  <array>',
    ...dates,
    '  </array>',
    '</dict>',
    '</plist>',
    '',
  ].join('\n');
}

export function parsePlist(plist: string): ScheduledEntry | null {
  const [, program = ''] = /<key>ProgramArguments<\/key>\s*<array>(.*?)<\/array>/s.exec(plist) ?? [];
  const words = [...program.matchAll(/<string>(.*?)<\/string>/gs)].map(([, word = '']) => unescapeXml(word));
  const [, interval = ''] = /<key>StartCalendarInterval<\/key>\s*<array>(.*?)<\/array>/s.exec(plist) ?? [];
  const numbersOf = (name: string): number[] =>
    [...interval.matchAll(new RegExp(`<key>${name}</key>\\s*<integer>(\\d+)</integer>`, 'g'))].map(([, number]) => Number(number));
  const [hours, minutes] = [new Set(numbersOf('Hour')), new Set(numbersOf('Minute'))];
  // Starts at different times of day were not written by the console.
  if (hours.size !== 1 || minutes.size !== 1) return null;
  const [hour = -1] = hours;
  const [minute = -1] = minutes;
  return toEntry(toTiming(numbersOf('Weekday').map(toDay), hour, minute), words.length === 0 ? null : words);
}

const WINDOWS_DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/**
 * The task as a file, because `schtasks /TR` is limited to 261 characters and its quoting fails for folders with `&` or an apostrophe. The
 * Task Scheduler replaces the variable of the user folder in the script's path.
 */
export const formatTask = ({ days, time }: WeeklyTiming, script: string): string =>
  `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2026-01-04T${time}:00</StartBoundary>
      <ScheduleByWeek>
        <WeeksInterval>1</WeeksInterval>
        <DaysOfWeek>${days.map((day) => `<${WINDOWS_DAYS[day]} />`).join('')}</DaysOfWeek>
      </ScheduleByWeek>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
    </Principal>
  </Principals>
  <Settings>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>${escapeXml(splitUserFolder(script).join(''))}</Command>
    </Exec>
  </Actions>
</Task>
`;

/** Days, time and script of a task as `schtasks /Query /XML` prints it; `timing` is `null` if it is not understood. */
export function parseTask(task: string): { readonly timing: WeeklyTiming | null; readonly script: string; readonly isOn: boolean } {
  const [, hour, minute] = /<StartBoundary>[\d-]+T(\d\d):(\d\d):/.exec(task) ?? [];
  const [, names = ''] = /<DaysOfWeek>(.*?)<\/DaysOfWeek>/s.exec(task) ?? [];
  const days = [...names.matchAll(/<(\w+)\s*(?:\/>|><\/)/g)].map(([, name]) =>
    toDay(WINDOWS_DAYS.indexOf(name as (typeof WINDOWS_DAYS)[number])),
  );
  return {
    timing: toTiming(days, Number(hour), Number(minute)),
    script: unescapeXml(/<Command>(.*?)<\/Command>/s.exec(task)?.[1] ?? ''),
    isOn: !/<Enabled>false<\/Enabled>/.test(task),
  };
}

const ASCII = /^[ -~]*$/;

/**
 * The batch file that the task runs. The installed program is also a batch file and is called last without `call`, which would interpret
 * percent signs and carets of its arguments a second time. Its exit code is then the exit code of this file.
 */
export function formatBatch(words: readonly string[]): string {
  const line = words.map(quoteBatch).join(' ');
  // cmd reads a batch file in the active code page.
  return ['@echo off', ...(ASCII.test(line) ? [] : ['chcp 65001 >nul']), line, ''].join('\r\n');
}

export const parseBatch = (batch: string, env: Readonly<Record<string, string | undefined>>): readonly string[] | null =>
  splitBatch(batch.trimEnd().split('\r\n').at(-1) ?? '', env);

/** Supported schedulers. */
export const SCHEDULERS = ['systemd', 'cron', 'windows'] as const;
export type Scheduler = (typeof SCHEDULERS)[number];

/** Supported channels for notifications. */
export const CHANNELS = ['mail', 'teams', 'file'] as const;
export type Channel = (typeof CHANNELS)[number];

/** A company's scheduled run. */
export interface WatchPlan {
  readonly scheduler: Scheduler;
  readonly channel: Channel;
  /** The company whose server provides NEO's people; `null` = both lists are in folders. */
  readonly server: { readonly companyId: string; readonly dataFolder: string } | null;
  /** `win32`, `darwin`, `linux`. */
  readonly platform: string;
}

/** A text to copy and its location: texts below `settings.watch.block`. */
export interface RecipeBlock {
  readonly id: 'folders' | 'secret' | 'env' | 'service' | 'timer' | 'start' | 'crontab' | 'script' | 'task' | 'register';
  readonly text: string;
}

const MAIL_SERVER = ['--smtp', 'mail.example.co.jp:587', '--smtp-user', 'tsunagi'];
const ENV_FILE = '/etc/tsunagi/watch.env';
const WINDOWS_PROGRAM = '%LOCALAPPDATA%\\Programs\\Tsunagi\\bin\\tsunagi.cmd';

/** The usual scheduler of a system. */
export const getDefaultScheduler = (platform: string): Scheduler =>
  platform === 'win32' ? 'windows' : platform === 'darwin' ? 'cron' : 'systemd';

const programOf = (platform: string): string =>
  platform === 'darwin' ? '/Applications/Tsunagi.app/Contents/Resources/bin/tsunagi' : '/usr/bin/tsunagi';

/**
 * The folder of a run: lists, state and log. A Mac's root folder is not writable, and a new folder on drive C: is writable for every
 * signed-in user.
 */
export const getWatchFolder = ({ scheduler, platform }: Pick<WatchPlan, 'scheduler' | 'platform'>): string =>
  scheduler === 'windows' ? '%LOCALAPPDATA%\\Tsunagi\\watch' : scheduler === 'cron' && platform === 'darwin' ? '~/tsunagi' : '/srv/tsunagi';

/** Environment variables of a run on Linux or a Mac, where a scheduler has no session and therefore no keychain. */
export const listEnvironmentVariables = ({ scheduler, channel, server }: WatchPlan): readonly string[] =>
  scheduler === 'windows'
    ? []
    : [
        ...(channel === 'mail' ? ['TSUNAGI_MAIL_PASSWORD'] : channel === 'teams' ? ['TSUNAGI_WEBHOOK'] : []),
        ...(server === null ? [] : ['TSUNAGI_ACCESS_KEY']),
      ];

/** Arguments of the run. */
export function listWatchArguments({ scheduler, channel, server }: WatchPlan): readonly string[] {
  const slash = scheduler === 'windows' ? '\\' : '/';
  return [
    'watch',
    ...['--state', 'state'],
    ...(server === null ? ['--neo', `lists${slash}neo`] : ['--profile', server.companyId, '--data-dir', server.dataFolder]),
    ...['--amazon', `lists${slash}amazon`],
    ...['--max-age', '8'],
    ...(channel === 'mail' ? [...MAIL_SERVER, '--mail-from', 'tsunagi@example.co.jp', '--mail-to', 'it@example.co.jp'] : []),
    ...(channel === 'teams' ? ['--webhook', 'it', '--webhook-form', 'teams'] : []),
    ...(channel === 'file' ? ['--out', 'new.xlsx'] : []),
    ...['--quiet', '--log', 'watch.log'],
  ];
}

/** Everything to be copied, in the order in which it is done. */
export function createWatchRecipe(plan: WatchPlan): readonly RecipeBlock[] {
  const { scheduler, channel, platform } = plan;
  const program = programOf(platform);
  const words = listWatchArguments(plan);
  const home = getWatchFolder(plan);
  const variables = listEnvironmentVariables(plan).map((name) => `${name}=...`);
  const lists = plan.server === null ? ['neo', 'amazon'] : ['amazon'];
  switch (scheduler) {
    case 'systemd':
      return [
        {
          id: 'folders',
          text: [
            ...(plan.server === null ? ['id tsunagi >/dev/null 2>&1 || useradd --system tsunagi'] : []),
            ['install -d -o tsunagi', home, `${home}/lists`, ...lists.map((list) => `${home}/lists/${list}`)].join(' '),
            ...(variables.length === 0 ? [] : [`install -D -m 600 /dev/null ${ENV_FILE}`]),
          ].join('\n'),
        },
        ...(variables.length === 0 ? [] : [{ id: 'env' as const, text: variables.join('\n') }]),
        {
          id: 'service',
          text: [
            '[Service]',
            'Type=oneshot',
            'User=tsunagi',
            `WorkingDirectory=${home}`,
            ...(variables.length === 0 ? [] : [`EnvironmentFile=${ENV_FILE}`]),
            `ExecStart=${inLines([program, ...words.map(systemdWord)])}`,
            'SuccessExitStatus=1',
          ].join('\n'),
        },
        {
          id: 'timer',
          text: ['[Timer]', 'OnCalendar=Mon..Fri 07:00', 'Persistent=true', '', '[Install]', 'WantedBy=timers.target'].join('\n'),
        },
        { id: 'start', text: 'systemctl daemon-reload && systemctl enable --now tsunagi-watch.timer' },
      ];
    case 'cron':
      return [
        {
          id: 'folders',
          text: `${platform === 'darwin' ? 'mkdir -p' : 'sudo install -d -o "$USER"'} ${[
            ...(platform === 'darwin' ? [] : [home, `${home}/lists`]),
            ...lists.map((list) => `${home}/lists/${list}`),
          ].join(' ')}`,
        },
        {
          id: 'crontab',
          text: [
            ...variables,
            // Cron treats a percent sign as a line end.
            `0 7 * * 1-5  cd ${home} && ${[program, ...words.map(shellWord)].join(' ').replaceAll('%', '\\%')}`,
          ].join('\n'),
        },
      ];
    case 'windows':
      return [
        { id: 'folders', text: `mkdir ${lists.map((list) => `"${home}\\lists\\${list}"`).join(' ')}` },
        ...(channel === 'file'
          ? []
          : [
              {
                id: 'secret' as const,
                text: `"${WINDOWS_PROGRAM}" secret set ${(channel === 'mail' ? MAIL_SERVER : ['--webhook', 'it']).join(' ')}`,
              },
            ]),
        {
          id: 'script',
          text: batchLines(home, words).join('\n'),
        },
        { id: 'task', text: windowsTask(home) },
        { id: 'register', text: `schtasks /Create /TN Tsunagi /XML "${home}\\task.xml" /F` },
      ];
  }
}

/** Maximum line length that is readable without scrolling. */
const LINE_LETTERS = 72;

/** Breaks a command into lines with continuations for systemd. */
function inLines(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    // An option and its value stay on one line.
    if (last === undefined || (word.startsWith('--') && last.length + word.length > LINE_LETTERS)) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join(' \\\n  ');
}

const ASCII = /^[ -~]*$/;
const PLAIN = /^[\w@%+=:,./-]+$/;
const shellWord = (word: string): string => (PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
/** Quotes an argument for systemd, where percent and dollar signs are doubled and a backslash is an escape. */
const systemdWord = (word: string): string => {
  const doubled = word.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return PLAIN.test(word) ? doubled : `"${doubled.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
};

/**
 * Lines of a batch file. The program is also a batch file and is called last without `call`: `call` would interpret percent signs and
 * carets of its arguments a second time. Its exit code is then the exit code of this file.
 */
function batchLines(home: string, words: readonly string[]): readonly string[] {
  const line = `"${WINDOWS_PROGRAM}" ${words.map(batchWord).join(' ')}`;
  return [
    '@echo off',
    // Editors save UTF-8, but cmd reads a batch file in the active code page.
    ...(ASCII.test(line) ? [] : ['chcp 65001 >nul']),
    `cd /d "${home}"`,
    line,
  ];
}

/**
 * The user's application data folder. It is replaced by `%APPDATA%`, so that the file does not contain the characters of the user's name.
 */
const ROAMING = /^[A-Za-z]:\\Users\\[^\\]+\\AppData\\Roaming(?=\\)/;

/** Windows paths contain no quotes. A backslash before the closing quote is doubled, or it would escape the quote. */
const batchWord = (word: string): string => {
  if (/^[\w@:,./\\-]+$/.test(word)) return word;
  const [roaming = ''] = ROAMING.exec(word) ?? [];
  const rest = word.slice(roaming.length).replaceAll('%', '%%').replace(/\\$/, '\\\\');
  return `"${roaming === '' ? '' : '%APPDATA%'}${rest}"`;
};

/**
 * The task as a file, because `schtasks /TR` is limited to 261 characters and its quoting fails for folders with `&` or an apostrophe.
 * Without an XML declaration the file may be saved in any encoding. The Task Scheduler expands the environment variable.
 */
const windowsTask = (home: string): string => `<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2026-01-05T07:00:00</StartBoundary>
      <ScheduleByWeek>
        <WeeksInterval>1</WeeksInterval>
        <DaysOfWeek><Monday /><Tuesday /><Wednesday /><Thursday /><Friday /></DaysOfWeek>
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
      <Command>${home}\\watch.cmd</Command>
    </Exec>
  </Actions>
</Task>`;

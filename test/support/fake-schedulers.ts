import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** A home folder with small programs in the place of the system's schedulers, which record their calls. */
export interface SchedulerHome {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** Calls so far, one line each. */
  calls(): readonly string[];
  /** Text of the recorded crontab. */
  crontab(): string;
}

/** Starts units from their files as systemd would, after undoing its quoting. */
const SYSTEMCTL = `#!/bin/sh
echo "systemctl $*" >> "$RECORD"
case "$*" in
  *--property=Version) [ -e "$NO_SYSTEMD" ] && { echo "Failed to connect to bus: No medium found" >&2; exit 1; }; echo Version=252 ;;
  *is-active*) [ -e "$RECORD.on" ] || exit 3 ;;
  *"enable tsunagi"*) [ -e "$REFUSES" ] && { echo "Failed to enable unit: Access denied" >&2; exit 1; }; touch "$RECORD.on" ;;
  *disable*) rm -f "$RECORD.on" ;;
  *"start tsunagi"*service)
    line=$(sed -n 's/^ExecStart=//p' "$HOME/.config/systemd/user/$3" | sed 's/%%/%/g')
    sh -c "$line"; echo $? > "$RECORD.exit"; [ "$(cat "$RECORD.exit")" -le 1 ] ;;
  *ExecMainStatus*) cat "$RECORD.exit" ;;
esac
`;
const CRONTAB = `#!/bin/sh
echo "crontab $*" >> "$RECORD"
if [ "$1" = -l ]; then
  [ -e "$REFUSES" ] && { echo "you are not allowed to use this program" >&2; exit 1; }
  [ -e "$RECORD.tab" ] || { echo "no crontab for tester" >&2; exit 1; }
  cat "$RECORD.tab"
else cat > "$RECORD.tab"; fi
`;
const LOGINCTL = '#!/bin/sh\necho no\n';

/** Creates the programs. `systemd: false`: the user's systemd does not answer, so cron is used. */
export function makeSchedulerHome({ systemd = true, refuses = false } = {}): SchedulerHome {
  const home = temporaryFolder('schedule 100% 予約');
  const bin = join(home, 'bin');
  mkdirSync(bin);
  for (const [name, text] of Object.entries({ systemctl: SYSTEMCTL, crontab: CRONTAB, loginctl: LOGINCTL })) {
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  }
  const record = join(home, 'record');
  writeFileSync(record, '');
  const marks = { NO_SYSTEMD: join(home, 'no-systemd'), REFUSES: join(home, 'refuses') };
  if (!systemd) writeFileSync(marks.NO_SYSTEMD, '');
  if (refuses) writeFileSync(marks.REFUSES, '');
  return {
    home,
    env: { HOME: home, XDG_CONFIG_HOME: '', PATH: `${bin}:${process.env['PATH'] ?? ''}`, RECORD: record, ...marks },
    calls: () => readFileSync(record, 'utf8').split('\n').slice(0, -1),
    crontab: () => readFileSync(`${record}.tab`, 'utf8'),
  };
}

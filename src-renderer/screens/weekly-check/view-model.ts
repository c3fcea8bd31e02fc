import type { CallOutput } from '#shared/contract/calls.ts';
import type { WeeklyCheck } from '#shared/contract/weekly-check.ts';
import { MAIL_SERVER, SCHEDULE_TEXT, TIME_OF_DAY, type WEBHOOK_FORMS, WEEKDAYS, type Weekday } from '#shared/contract/weekly-choices.ts';

export type CheckState = CallOutput<'weeklyCheck.state'>;

/** Questions of the job in their order. */
export const PAGES = ['when', 'lists', 'notify', 'review'] as const;
export type Page = (typeof PAGES)[number];

/** Answers as typed. */
export interface Answers {
  readonly days: readonly Weekday[];
  readonly time: string;
  readonly fromServer: boolean;
  readonly neo: string;
  readonly amazon: string;
  readonly by: WeeklyCheck['notify']['by'];
  readonly server: string;
  readonly user: string;
  readonly from: string;
  readonly to: string;
  readonly form: (typeof WEBHOOK_FORMS)[number];
  readonly secret: string;
}

/** Returns the answers of a stored check, or suggestions for a new one. */
export function createAnswers(check: WeeklyCheck | null, hasServer: boolean): Answers {
  const notify = check?.notify;
  const mail = notify?.by === 'mail' ? notify : null;
  return {
    days: check?.days ?? [1],
    time: check?.time ?? '07:00',
    fromServer: hasServer && (check === null || check.neo === null),
    neo: check?.neo ?? '',
    amazon: check?.amazon ?? '',
    by: notify?.by ?? 'mail',
    server: mail?.server ?? '',
    user: mail?.user ?? '',
    from: mail?.from ?? '',
    to: mail?.to.join(', ') ?? '',
    form: notify?.by === 'webhook' ? notify.form : 'teams',
    secret: '',
  };
}

const splitAddresses = (text: string): string[] =>
  text
    .split(/[\s,;、，]+/)
    .map((address) => address.trim())
    .filter((address) => address !== '');

export function toCheck(answers: Answers): WeeklyCheck {
  const { days, time, fromServer, neo, amazon, by, server, user, from, to, form } = answers;
  const notify: WeeklyCheck['notify'] =
    by === 'mail'
      ? { by, server: server.trim(), user: user.trim(), from: from.trim(), to: splitAddresses(to) }
      : by === 'webhook'
        ? { by, form }
        : { by };
  return {
    days: WEEKDAYS.filter((day) => days.includes(day)),
    time,
    neo: fromServer ? null : neo.trim(),
    amazon: amazon.trim(),
    notify,
  };
}

/** Whether the keychain already has the secret of these answers: those of the stored check with a saved secret. */
export function isSecretSaved({ by, server, user }: Answers, { check, secret }: CheckState): boolean {
  const notify = check?.notify;
  if (secret === 'missing' || notify?.by !== by) return false;
  return notify.by !== 'mail' || (notify.server === server.trim() && notify.user === user.trim());
}

export type AnswerError = 'days' | 'time' | 'folder' | 'text' | 'server' | 'address' | 'secret';
export type AnswerErrors = { readonly [F in keyof Answers]?: AnswerError };

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const findFolderError = (folder: string): AnswerError | null =>
  folder.trim() === '' ? 'folder' : SCHEDULE_TEXT.test(folder) ? null : 'text';

/** Returns what is wrong with the answers of a page; texts below `weeklyCheck.error`. */
export function findErrors(page: Page, answers: Answers, state: CheckState): AnswerErrors {
  const { days, time, fromServer, neo, amazon, by, server, user, from, to, secret } = answers;
  const needsSecret = (by === 'webhook' || user.trim() !== '') && !isSecretSaved(answers, state);
  const found: { readonly [P in Page]: { readonly [F in keyof Answers]?: AnswerError | null } } = {
    when: { days: days.length === 0 ? 'days' : null, time: TIME_OF_DAY.test(time) ? null : 'time' },
    lists: { neo: fromServer ? null : findFolderError(neo), amazon: findFolderError(amazon) },
    notify:
      by === 'mail'
        ? {
            server: MAIL_SERVER.test(server.trim()) ? null : 'server',
            user: SCHEDULE_TEXT.test(user) ? null : 'text',
            from: ADDRESS.test(from.trim()) ? null : 'address',
            to: splitAddresses(to).length > 0 && splitAddresses(to).every((address) => ADDRESS.test(address)) ? null : 'address',
            secret: needsSecret && secret === '' ? 'secret' : null,
          }
        : { secret: by === 'webhook' && needsSecret && secret === '' ? 'secret' : null },
    review: {},
  };
  return Object.fromEntries(Object.entries(found[page]).filter(([, error]) => error !== null));
}

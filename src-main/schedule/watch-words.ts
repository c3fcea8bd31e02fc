import { mailNotificationSchema, type WeeklyCheck } from '#shared/contract/weekly-check.ts';
import { WEBHOOK_FORMS } from '#shared/contract/weekly-choices.ts';

/** Files and names of a company's runs. */
export interface WatchPlaces {
  /** Program with its own leading arguments, for example Node and the script. */
  readonly program: readonly string[];
  readonly companyId: string;
  readonly dataFolder: string;
  readonly language: 'ja' | 'en';
  /** Folder of the last run's findings. */
  readonly state: string;
  readonly log: string;
  /** Report that is written instead of a message. */
  readonly report: string;
}

/** Maximum age of a list in days: a week and a day. */
const MOST_DAYS = '8';
export const getWebhookName = (companyId: string): string => `w-${companyId}`;

/** Returns program and arguments of the run. Secrets are not among them: `watch` reads them from the keychain. */
export function createWatchWords({ neo, amazon, notify }: Pick<WeeklyCheck, 'neo' | 'amazon' | 'notify'>, places: WatchPlaces): string[] {
  const { program, companyId, dataFolder, language, state, log, report } = places;
  return [
    ...program,
    'watch',
    ...['--lang', language, '--profile', companyId, '--data-dir', dataFolder, '--state', state],
    ...(neo === null ? [] : ['--neo', neo]),
    ...['--amazon', amazon, '--max-age', MOST_DAYS],
    ...createNotifyWords(notify, companyId, report),
    ...['--quiet', '--log', log],
  ];
}

function createNotifyWords(notify: WeeklyCheck['notify'], companyId: string, report: string): string[] {
  switch (notify.by) {
    case 'mail':
      return [
        ...['--smtp', notify.server, ...(notify.user === '' ? [] : ['--smtp-user', notify.user])],
        ...['--mail-from', notify.from, ...notify.to.flatMap((to) => ['--mail-to', to])],
      ];
    case 'webhook':
      return ['--webhook', getWebhookName(companyId), '--webhook-form', notify.form];
    case 'file':
      return ['--out', report];
  }
}

/** Returns the lists and the notification of a run that `createWatchWords` wrote; `null` for any other. */
export function parseWatchWords(words: readonly string[]): Pick<WeeklyCheck, 'neo' | 'amazon' | 'notify'> | null {
  const options = new Map<string, string[]>();
  const given = words.slice(words.indexOf('watch') + 1).filter((word) => word !== '--quiet');
  if (!words.includes('watch') || given.length % 2 !== 0) return null;
  for (let at = 0; at < given.length; at += 2) {
    const [name = '', value = ''] = given.slice(at, at + 2);
    if (!name.startsWith('--')) return null;
    options.set(name, [...(options.get(name) ?? []), value]);
  }
  const one = (name: string): string | undefined => options.get(name)?.[0];
  const amazon = one('--amazon');
  const notify = parseNotify(one, options.get('--mail-to') ?? []);
  return amazon === undefined || notify === null ? null : { neo: one('--neo') ?? null, amazon, notify };
}

function parseNotify(one: (name: string) => string | undefined, to: string[]): WeeklyCheck['notify'] | null {
  if (one('--smtp') !== undefined) {
    const mail = { by: 'mail', server: one('--smtp'), user: one('--smtp-user') ?? '', from: one('--mail-from'), to };
    return mailNotificationSchema.safeParse(mail).data ?? null;
  }
  const form = WEBHOOK_FORMS.find((known) => known === one('--webhook-form'));
  if (one('--webhook') !== undefined) return form === undefined ? null : { by: 'webhook', form };
  return one('--out') === undefined ? null : { by: 'file' };
}

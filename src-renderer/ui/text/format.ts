import { toBoundedPercent } from '#shared/messages/share.ts';
import type { Language } from '#shared/messages/translate.ts';
import { useLanguage } from './text.tsx';

const TIME_ZONE = 'Asia/Tokyo';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.2425 * DAY;

export interface Format {
  /** `12,345` */
  count(value: number): string;
  /** Share of a whole with one digit: `97.8 %`; never rounded up to 100 or down to 0 while it is neither. */
  share(part: number, whole: number): string;
  /** `2026/11/24（火）`, in English `2026/11/24 (Tue)` */
  date(iso: string): string;
  /** `09:12` */
  time(iso: string): string;
  /** `2026/11/24（火） 09:12` */
  dateTime(iso: string): string;
  /** Time for today, month and day for any other day: `09:12`, `11/20`. */
  moment(iso: string, now: number): string;
  /** `3時間前`, `3 hours ago`; under a minute `たった今`, `just now`. */
  age(iso: string, now: number): string;
  /** Remaining time in rounded steps: `約 20 秒`, `about 20 s`. */
  remaining(ms: number): string;
  /** `A、B、C`, in English `A, B, and C` */
  list(items: readonly string[]): string;
  /** `1.2 MB`, powers of 1,000 */
  bytes(value: number): string;
}

const part = (parts: Intl.DateTimeFormatPart[], type: Intl.DateTimeFormatPartTypes): string =>
  parts.find((each) => each.type === type)?.value ?? '';

const made = new Map<Language, Format>();

/**
 * Formats numbers, dates and ages, independent of the machine's time zone. Created once per language, because `Intl` objects are slow to
 * create.
 */
export const getFormat = (language: Language): Format => {
  const known = made.get(language);
  if (known !== undefined) return known;
  const format = makeFormat(language);
  made.set(language, format);
  return format;
};

const makeFormat = (language: Language): Format => {
  const number = new Intl.NumberFormat(language);
  const oneDigit = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const day = new Intl.DateTimeFormat(language, {
    timeZone: TIME_ZONE,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
  });
  const clock = new Intl.DateTimeFormat('ja', { timeZone: TIME_ZONE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const tight = (text: string): string => (language === 'ja' ? text.replace(/\s/g, '') : text);

  const date = (iso: string): string => {
    const parts = day.formatToParts(new Date(iso));
    const weekday = part(parts, 'weekday');
    const digits = `${part(parts, 'year')}/${part(parts, 'month')}/${part(parts, 'day')}`;
    return language === 'ja' ? `${digits}（${weekday}）` : `${digits} (${weekday})`;
  };
  const time = (iso: string): string => clock.format(new Date(iso));
  return {
    count: (value) => number.format(value),
    share: (some, whole) => {
      const honest = toBoundedPercent(some, whole);
      if (honest === null) return '–';
      return `${oneDigit.format(honest)} %`;
    },
    date,
    time,
    dateTime: (iso) => `${date(iso)} ${time(iso)}`,
    moment: (iso, now) => (date(iso) === date(new Date(now).toISOString()) ? time(iso) : date(iso).slice(5, 10)),
    age: (iso, now) => {
      const ms = Math.max(0, now - Date.parse(iso));
      if (ms < MINUTE) return language === 'ja' ? 'たった今' : 'just now';
      if (ms < HOUR) return tight(relative.format(-Math.floor(ms / MINUTE), 'minute'));
      if (ms < DAY) return tight(relative.format(-Math.floor(ms / HOUR), 'hour'));
      if (ms < 60 * DAY) return tight(relative.format(-Math.floor(ms / DAY), 'day'));
      // Older than two months: in months of average length.
      if (ms < 2 * YEAR) return tight(relative.format(-Math.floor(ms / (YEAR / 12)), 'month'));
      return tight(relative.format(-Math.floor(ms / YEAR), 'year'));
    },
    remaining: (ms) => {
      const seconds = Math.max(1, Math.ceil(ms / 1000));
      const about = seconds <= 10 ? seconds : seconds <= 55 ? Math.ceil(seconds / 5) * 5 : Math.ceil(seconds / 60);
      const inMinutes = seconds > 55;
      if (language === 'ja') return `約 ${about} ${inMinutes ? '分' : '秒'}`;
      return `about ${about} ${inMinutes ? 'min' : 's'}`;
    },
    list: (items) => list.format(items),
    bytes: (value) => {
      if (value < 1000) return `${number.format(value)} B`;
      if (value < 1_000_000) return `${oneDigit.format(value / 1000)} KB`;
      return `${oneDigit.format(value / 1_000_000)} MB`;
    },
  };
};

/** Hook form of `getFormat` with the language of the interface. */
export const useFormat = (): Format => getFormat(useLanguage());

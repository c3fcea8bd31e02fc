import type { FindingCode } from '../domain/readiness/finding.ts';
import type { Translate } from './translate.ts';

/** A person's state according to NEO's list, by column. */
export const LIST_STATES = ['suspended', 'loginDenied', 'deleted'] as const;
export type ListState = (typeof LIST_STATES)[number];

interface Named {
  readonly code: FindingCode;
  readonly name: string;
}

/** What a run of `tsunagi watch` found. */
export interface WatchNews {
  /** `''` = not known. */
  readonly company: string;
  /** As people read it. */
  readonly day: string;
  readonly run: number;
  readonly new: number;
  readonly back: readonly Named[];
  readonly fixed: readonly Named[];
  readonly notChecked: number;
  /** States that NEO's list no longer contains; omitted = none. */
  readonly lostStates?: readonly ListState[];
  /** What is new or back, in the order of the findings. */
  readonly came: readonly Named[];
  /** `NEO.csv（2026-11-24 07:00）` */
  readonly lists: readonly string[];
  readonly report: 'attached' | 'too-large' | 'none';
}

/** So many people are named in a mail; the report names all. */
const MOST_LINES = 50;
/** So many kinds are counted in a chat. */
const MOST_KINDS = 10;

/** The change of findings, in one sentence without names. */
export const newsSentence = (
  { run, new: fresh, back, fixed }: Pick<WatchNews, 'run' | 'new' | 'back' | 'fixed'>,
  translate: Translate,
): string =>
  run === 1
    ? translate('cli.since.first', { count: fresh })
    : translate('cli.since.told', { fresh, back: back.length, fixed: fixed.length });

/** One line for each state column that a list has lost; reported by the first run without them. */
export const lostStateLines = (states: readonly ListState[] | undefined, translate: Translate): readonly string[] =>
  (states ?? []).map((state) => translate('cli.since.lostState', { state: translate(`field.neo-users.${state}`) }));

/** The message of a run: a title, a text that names people for a mail, and one that counts for a chat. */
export function watchMessage(
  news: WatchNews,
  translate: Translate,
): { readonly title: string; readonly text: string; readonly brief: string } {
  const { company, day, run, new: fresh, back, fixed, notChecked, lostStates, came, lists, report } = news;
  const kind = run === 1 ? 'first' : fresh + back.length + fixed.length > 0 ? 'news' : lostStates === undefined ? 'same' : 'list';
  const title = translate(`watch.title.${kind}`, {
    company: company === '' ? 'none' : company,
    fresh,
    back: back.length,
    fixed: fixed.length,
  });
  const line = ({ code, name }: Named): string => `  ${name}: ${translate(`finding.${code}.name`)}`;
  const part = (heading: string, items: readonly Named[]): string[] => {
    const more = items.length - MOST_LINES;
    return items.length === 0
      ? []
      : [
          '',
          heading,
          ...items.slice(0, MOST_LINES).map(line),
          ...(more > 0 ? [`  ${translate('cli.lists.more', { more, total: items.length })}`] : []),
        ];
  };
  const unsure = notChecked === 0 ? [] : [translate('cli.since.notChecked', { count: notChecked })];
  const top = [day, newsSentence(news, translate), ...lostStateLines(lostStates, translate), ...unsure];
  const used = lists.map((list) => translate('watch.list', { list }));
  return {
    title,
    text: [
      ...top,
      ...part(translate('watch.came'), came),
      ...part(translate('cli.since.fixed'), fixed),
      '',
      ...used,
      ...(report === 'none' ? [] : [translate(`watch.report.${report}`)]),
      '',
    ].join('\n'),
    brief: [...top, ...kindLines(came, translate), ...used].join('\n'),
  };
}

/** How often each kind of finding came, the most frequent first. */
function kindLines(came: readonly Named[], translate: Translate): string[] {
  const counts = new Map<FindingCode, number>();
  for (const { code } of came) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_KINDS)
    .map(([code, count]) => translate('watch.kind', { kind: translate(`finding.${code}.name`), count }));
}

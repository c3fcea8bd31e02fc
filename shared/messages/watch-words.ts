import type { FindingCode } from '../domain/readiness/finding.ts';
import type { Translate } from './translate.ts';

/** A person's state according to NEO's list, by column. */
export const PERSON_STATE_COLUMNS = ['suspended', 'loginDenied', 'deleted'] as const;
export type PersonStateColumn = (typeof PERSON_STATE_COLUMNS)[number];

/** A finding's code and the name it concerns. */
export interface NamedFinding {
  readonly code: FindingCode;
  readonly name: string;
}

/** Changes of the findings between the last run and this one. */
export interface SinceLast {
  /** Number of this run; the first run (1) has no comparison. */
  readonly run: number;
  readonly new: number;
  readonly back: readonly NamedFinding[];
  readonly fixed: readonly NamedFinding[];
  /**
   * Number of findings that are missing now but could not be checked: neither resolved nor new. Those waiting for a missing state column
   * are counted once.
   */
  readonly notChecked: number;
  /** State columns that NEO's list of the last run had and this one lacks. Omitted = none. */
  readonly lostStates?: readonly PersonStateColumn[];
}

/** Result of a run of `tsunagi watch`. */
export interface WatchRunSummary extends SinceLast {
  /** Name of the company; `''` if unknown. */
  readonly company: string;
  /** Day of the run, formatted for display. */
  readonly day: string;
  /** New and returned findings, in the order of findings. */
  readonly came: readonly NamedFinding[];
  /** Lists used, such as `NEO.csv（2026-11-24 07:00）`. */
  readonly lists: readonly string[];
  readonly report: 'attached' | 'too-large' | 'none';
}

/** Maximum number of people named in a mail; the report contains all. */
const MAX_LINES = 50;
/** Maximum number of kinds of findings counted in a chat message. */
const MAX_KINDS = 10;

/** The change of findings, in one sentence without names. */
export const formatFindingCounts = (
  { run, new: fresh, back, fixed }: Pick<SinceLast, 'run' | 'new' | 'back' | 'fixed'>,
  translate: Translate,
): string =>
  run === 1
    ? translate('cli.since.first', { count: fresh })
    : translate('cli.since.numbers', { fresh, back: back.length, fixed: fixed.length });

/** One line for each state column that a list no longer contains; only the first run without the column reports it. */
export const formatLostStates = (states: readonly PersonStateColumn[] | undefined, translate: Translate): readonly string[] =>
  (states ?? []).map((state) => translate('cli.since.lostState', { state: translate(`field.neo-users.${state}`) }));

/** The message of a run: a title, a text with names for mail, and a text with numbers for chat. */
export function formatWatchMessage(
  news: WatchRunSummary,
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
  const line = ({ code, name }: NamedFinding): string => `  ${name}: ${translate(`finding.${code}.name`)}`;
  const part = (heading: string, items: readonly NamedFinding[]): string[] => {
    const more = items.length - MAX_LINES;
    return items.length === 0
      ? []
      : [
          '',
          heading,
          ...items.slice(0, MAX_LINES).map(line),
          ...(more > 0 ? [`  ${translate('cli.lists.more', { more, total: items.length })}`] : []),
        ];
  };
  const unsure = notChecked === 0 ? [] : [translate('cli.since.notChecked', { count: notChecked })];
  const top = [day, formatFindingCounts(news, translate), ...formatLostStates(lostStates, translate), ...unsure];
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

/** Number of new findings by kind, most frequent first. */
function kindLines(came: readonly NamedFinding[], translate: Translate): string[] {
  const counts = new Map<FindingCode, number>();
  for (const { code } of came) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_KINDS)
    .map(([code, count]) => translate('watch.kind', { kind: translate(`finding.${code}.name`), count }));
}

import { describe, expect, it } from 'vitest';
import { CALENDAR_LIMITS, type CalendarChange, type CalendarRules, changeCalendar } from '#shared/domain/checkout/calendar-change.ts';
import { formatDayNumber } from '#shared/domain/checkout/days.ts';

const closure = { name: '夏季休業', from: '08-12', to: '08-16' };
const RULES: CalendarRules = {
  companyDays: [{ date: '2026-11-10', name: '棚卸' }],
  workingDays: ['2026-11-21'],
  yearlyClosures: [closure],
  weekend: [0, 6],
};

describe('a change of the calendar', () => {
  it.each<[string, CalendarChange, Partial<CalendarRules> | null]>([
    [
      'gives a day off, by its date among the others',
      { kind: 'day-off', date: '2026-11-02', name: ' 創立記念日　' },
      {
        companyDays: [
          { date: '2026-11-02', name: '創立記念日' },
          { date: '2026-11-10', name: '棚卸' },
        ],
      },
    ],
    ['names a day off again', { kind: 'day-off', date: '2026-11-10', name: '' }, { companyDays: [{ date: '2026-11-10', name: '' }] }],
    [
      'gives a day off that was worked',
      { kind: 'day-off', date: '2026-11-21', name: '休' },
      { companyDays: [...RULES.companyDays, { date: '2026-11-21', name: '休' }], workingDays: [] },
    ],
    [
      'works on a day, by its date among the others',
      { kind: 'day-worked', date: '2026-11-07' },
      { workingDays: ['2026-11-07', '2026-11-21'] },
    ],
    [
      'works on a day that was off',
      { kind: 'day-worked', date: '2026-11-10' },
      { companyDays: [], workingDays: ['2026-11-10', '2026-11-21'] },
    ],
    ['leaves a day off to the other rules', { kind: 'day-as-usual', date: '2026-11-10' }, { companyDays: [] }],
    ['leaves a worked day to the other rules', { kind: 'day-as-usual', date: '2026-11-21' }, { workingDays: [] }],
    ['gives a weekday off', { kind: 'weekday', weekday: 3, off: true }, { weekend: [0, 3, 6] }],
    ['works on a weekday', { kind: 'weekday', weekday: 6, off: false }, { weekend: [0] }],
    [
      'adds a closure of another time',
      { kind: 'add-yearly', closure: { name: ' 年末年始 ', from: '12-29', to: '01-03' } },
      { yearlyClosures: [closure, { name: '年末年始', from: '12-29', to: '01-03' }] },
    ],
    ['adds a closure once', { kind: 'add-yearly', closure: { ...closure, name: '夏季休業 ' } }, {}],
    ['takes a closure away', { kind: 'remove-yearly', closure: { ...closure, name: ' 夏季休業' } }, { yearlyClosures: [] }],
    ['takes none of another name away', { kind: 'remove-yearly', closure: { ...closure, name: '休業' } }, {}],
    ['takes none of another beginning away', { kind: 'remove-yearly', closure: { ...closure, from: '08-11' } }, {}],
    ['takes none of another end away', { kind: 'remove-yearly', closure: { ...closure, to: '08-17' } }, {}],
    // The longest closure has six months of 31 days.
    [
      'adds the longest closure',
      { kind: 'add-yearly', closure: { name: 'x', from: '01-01', to: '06-31' } },
      { yearlyClosures: [closure, { name: 'x', from: '01-01', to: '06-31' }] },
    ],
    ['adds no longer one', { kind: 'add-yearly', closure: { name: 'x', from: '01-01', to: '07-01' } }, null],
  ])('%s', (_, change, part) => {
    expect(changeCalendar(RULES, change)).toEqual(part && { ...RULES, ...part });
  });

  it('accepts the maximum number of days and closures, and no more', () => {
    const dates = Array.from({ length: CALENDAR_LIMITS.days }, (_, at) => formatDayNumber(20_000 + at));
    const [last = '', ...others] = dates.toReversed();
    const full = { ...RULES, companyDays: others.map((date) => ({ date, name: '' })), workingDays: others };
    const tried = (rules: CalendarRules, kind: 'day-off' | 'day-worked', date: string) =>
      changeCalendar(rules, kind === 'day-off' ? { kind, date, name: '' } : { kind, date }) !== null;
    for (const kind of ['day-off', 'day-worked'] as const) {
      const rules = kind === 'day-off' ? { ...full, workingDays: [] } : { ...full, companyDays: [] };
      const more = changeCalendar(rules, kind === 'day-off' ? { kind, date: last, name: '' } : { kind, date: last });
      expect(more).not.toBeNull();
      expect(tried(more ?? rules, kind, '2000-01-01')).toBe(false);
      expect(tried(more ?? rules, kind, last)).toBe(true);
    }
    const closures = Array.from({ length: CALENDAR_LIMITS.closures - 1 }, (_, at) => ({ ...closure, name: `休業 ${at}` }));
    const added = changeCalendar({ ...RULES, yearlyClosures: closures }, { kind: 'add-yearly', closure });
    expect(added?.yearlyClosures).toHaveLength(CALENDAR_LIMITS.closures);
  });
});

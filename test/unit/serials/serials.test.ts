import { describe, expect, it } from 'vitest';
import { findOverflowDay, findRunOutDay, getForecastStart, previewNumbers, previewReset } from '#shared/domain/serials/forecast.ts';
import { findLastIssued, getNextValue, type LastIssued, parseLastIssuedValue } from '#shared/domain/serials/last-issued.ts';
import { lintSerial, listSerialFindings } from '#shared/domain/serials/lint.ts';
import { createSerial, type Serial, type SerialPart } from '#shared/domain/serials/serial.ts';
import { proveUniqueness } from '#shared/domain/serials/uniqueness.ts';

const TODAY = { year: 2027, month: 3, day: 20 };
const counter = (digits: number, zeroPad = true): SerialPart => ({ kind: 'counter', digits, zeroPad });
const rule = (parts: readonly SerialPart[], fields: Partial<Serial> = {}): Serial => ({ ...createSerial('購買'), parts, ...fields });
const numbers = (list: readonly { readonly number: string | null }[]): readonly (string | null)[] => list.map(({ number }) => number);

describe('a serial number by fiscal year', () => {
  it('names the year in which it begins and starts again in April', () => {
    const serial = rule([{ kind: 'fiscalYear2' }, { kind: 'text', text: '購-' }, counter(3)]);
    expect(numbers(previewReset(serial, TODAY, 31, 2))).toEqual(['26購-011', '26購-012', '27購-001', '27購-002']);
    expect(previewNumbers(serial, TODAY, 31, 1)).toEqual([{ day: '2027-03-20', value: 1, number: '26購-001', afterReset: false }]);
  });

  it('returns its last day', () => {
    expect(findOverflowDay(rule([{ kind: 'fiscalYear4' }, counter(3)]), { year: 2026, month: 4, day: 1 }, 100)).toBe('2027-01-31');
    expect(findOverflowDay(rule([{ kind: 'fiscalYear4' }, counter(4)]), { year: 2026, month: 4, day: 1 }, 100)).toBeNull();
  });
});

describe('the proof of uniqueness', () => {
  const cases: readonly (readonly [string, Serial, string])[] = [
    ['no reset', rule([counter(5)], { reset: 'none' }), 'proved'],
    ['year and its reset', rule([{ kind: 'year4' }, counter(5)], { reset: 'year' }), 'proved'],
    ['fiscal year with a reset in January', rule([{ kind: 'fiscalYear4' }, counter(5)], { reset: 'year' }), 'collides'],
    ['fiscal year that begins in January', rule([{ kind: 'fiscalYear4' }, counter(5)], { reset: 'year', fiscalStartMonth: 1 }), 'proved'],
    [
      'fiscal year and month with a reset in January',
      rule([{ kind: 'fiscalYear4' }, { kind: 'month' }, counter(5)], { reset: 'year' }),
      'proved',
    ],
    ['year with a reset in April', rule([{ kind: 'year4' }, counter(5)]), 'collides'],
    ['month alone', rule([{ kind: 'month' }, counter(5)], { reset: 'month' }), 'collides'],
    ['year alone with a reset every month', rule([{ kind: 'year4' }, { kind: 'day' }, counter(5)], { reset: 'month' }), 'collides'],
    ['unpadded counter beside the month', rule([{ kind: 'year4' }, counter(5, false), { kind: 'month' }], { reset: 'month' }), 'proved'],
    ['no counter', rule([{ kind: 'year4' }]), 'collides'],
    ['two counters', rule([counter(2), counter(3)]), 'unproved'],
  ];
  it.each(cases)('%s', (_, serial, kind) => {
    expect(proveUniqueness(serial, TODAY).kind).toBe(kind);
  });

  it('shows two equal numbers with their days', () => {
    expect(proveUniqueness(rule([{ kind: 'month' }, counter(3)], { reset: 'month' }), TODAY)).toMatchObject({
      number: '03001',
      first: { day: '2027-03-01', value: 1 },
      second: { day: '2028-03-01', value: 1 },
    });
  });

  it('reports that two digits of a year last a century', () => {
    expect(proveUniqueness(rule([{ kind: 'year2' }, counter(3)], { reset: 'year' }), TODAY)).toEqual({
      kind: 'proved',
      because: 'date-tells-period',
      years: 100,
    });
  });
});

describe('lint', () => {
  const codes = (serial: Serial): readonly string[] => lintSerial(serial, { today: TODAY, monthlyVolume: 300 }).map(({ code }) => code);
  it('accepts a valid rule and names the problems of others', () => {
    expect(codes(createSerial('購買'))).toEqual([]);
    expect(codes(rule([], { name: '' }))).toEqual(['name-empty', 'parts-empty']);
    expect(codes(rule([{ kind: 'fiscalYear4' }, counter(2)], { startValue: 100 }))).toEqual(['start-too-big']);
    expect(codes(rule([{ kind: 'fiscalYear4' }, { kind: 'text', text: 'A1' }, counter(6, false)]))).toEqual(['text-digit-beside-counter']);
    expect(codes(rule([{ kind: 'fiscalYear4' }, counter(3)]))).toEqual(['overflows']);
  });
  it('reports an exhausted rule as exhausted, and not with a future date', () => {
    const short = rule([counter(3)], { reset: 'none' });
    const told = (value: number, serial = short) =>
      lintSerial(serial, { today: TODAY, monthlyVolume: 300 }, { value, day: '2027-03-01', source: 'orders' }).map(
        ({ code, severity, path }) => `${code} ${severity} ${path}`,
      );
    expect(told(998)).toEqual(['overflows risk parts[0].digits']);
    expect(told(999)).toEqual(['used-up block parts[0].digits']);
    // A start value with too many digits is then the reason.
    expect(told(999, { ...short, startValue: 1000 })).toEqual(['start-too-big block startValue']);
  });
});

describe('gate 7', () => {
  it('reports a missing and an exhausted serial number', () => {
    const serial = rule([counter(2)], { reset: 'none' });
    expect(listSerialFindings(null, null, '2026-06-01').map(({ code }) => code)).toEqual(['serial-missing']);
    expect(listSerialFindings(serial, { value: 98, day: '2026-05-01', source: 'entered' }, '2026-06-01')).toEqual([]);
    expect(listSerialFindings(serial, { value: 99, day: '2026-05-01', source: 'entered' }, '2026-06-01')).toMatchObject([
      { code: 'serial-exhausted', neoIndex: -1, params: { next: 100, greatest: 99 } },
    ]);
  });
});

describe('the last number issued', () => {
  const serial = rule([{ kind: 'text', text: 'AB-' }, { kind: 'fiscalYear4' }, { kind: 'text', text: '-' }, counter(5)]);

  it('is read from the orders that the rule numbered, in any order', () => {
    const last = findLastIssued(serial, [
      { number: 'AB-2026-00041', day: '2026-05-01' },
      { number: 'AB-2026-00040', day: '2026-05-02' },
      { number: 'AB-2025-99999', day: '2026-03-31' },
      { number: 'XX-2026-90000', day: '2026-05-02' },
      { number: '', day: '2026-05-02' },
    ]);
    expect(last).toEqual({ value: 41, day: '2026-05-01', source: 'orders' });
  });

  it('has at most the digits of the counter: others come from another rule', () => {
    // Former numbers contained the year and five digits; the current rule has only five digits.
    const plain = rule([counter(5)], { reset: 'none' });
    const issued = [
      { number: '202500042', day: '2026-02-01' },
      { number: '00007', day: '2026-05-01' },
    ];
    expect(findLastIssued(plain, issued)).toEqual({ value: 7, day: '2026-05-01', source: 'orders' });
    expect(listSerialFindings(plain, findLastIssued(plain, issued), '2026-06-01')).toEqual([]);
    expect(findLastIssued(plain, [{ number: '99999', day: '2026-05-01' }])?.value).toBe(99_999);
  });

  it('is entered as a whole number in any character width, or as its counter', () => {
    const wide = rule([{ kind: 'text', text: '（購）' }, { kind: 'fiscalYear4' }, { kind: 'text', text: '－' }, counter(5)]);
    const today = { year: 2026, month: 11, day: 29 };
    for (const typed of ['（購）2026－00042', '(購)2026-00042', '（購）２０２６－０００４２', ' 42 ', '４２', '00,042'])
      expect([typed, parseLastIssuedValue(wide, typed, today)]).toEqual([typed, 42]);
    for (const typed of ['', '（購）2025－00042', '100000', '四十二', '-1', '4.2'])
      expect([typed, parseLastIssuedValue(wide, typed, today)]).toEqual([typed, null]);
  });

  it('is accepted with the date of an earlier day since the last reset', () => {
    const daily = rule([{ kind: 'fiscalYear2' }, { kind: 'month' }, { kind: 'day' }, counter(3)]);
    const today = { year: 2026, month: 4, day: 2 };
    expect(['260402007', '260401007', '7'].map((typed) => parseLastIssuedValue(daily, typed, today))).toEqual([7, 7, 7]);
    // The number belongs to the previous fiscal year, so its counter has been reset. It is not read as a counter with many digits either.
    expect(parseLastIssuedValue(daily, '250331007', today)).toBeNull();
    // A number from before the reset is not a counter, regardless of its digits; the counter alone is still valid.
    const monthly = rule([{ kind: 'year2' }, { kind: 'month' }, counter(6, false)], { reset: 'month' });
    const november = { year: 2026, month: 11, day: 30 };
    expect(['261012', '260112', '261112', '12', '123456'].map((typed) => parseLastIssuedValue(monthly, typed, november))).toEqual([
      null,
      null,
      12,
      12,
      123456,
    ]);
    expect(parseLastIssuedValue(rule([{ kind: 'fiscalYear2' }, counter(5)]), '2500042', today)).toBeNull();
    // Without a reset, the number of the previous year continues.
    const endless = rule([{ kind: 'year4' }, counter(4)], { reset: 'none' });
    expect(parseLastIssuedValue(endless, '20250042', { year: 2026, month: 1, day: 5 })).toBe(42);
  });

  it('determines the next number, and a reset continues at the start value', () => {
    const last = { value: 41, day: '2026-05-01', source: 'orders' } as const;
    expect(getNextValue(serial, last, { year: 2026, month: 6, day: 1 })).toBe(42);
    expect(getNextValue(serial, last, { year: 2027, month: 4, day: 1 })).toBe(1);
    expect(getNextValue(serial, null, { year: 2026, month: 6, day: 1 })).toBe(1);
    expect(previewNumbers(serial, { year: 2026, month: 6, day: 1 }, 60, 1, 42)[0]?.number).toBe('AB-2026-00042');
  });

  it('brings the day on which the numbers end closer', () => {
    const short = rule([{ kind: 'fiscalYear4' }, counter(4)]);
    const from = { year: 2026, month: 10, day: 1 };
    expect(findOverflowDay(short, from, 300)).toBeNull();
    expect(findOverflowDay(short, from, 300, 9_000)).toBe('2027-01-11');
  });

  it('counts numbers issued since the last import, and never before the last reset', () => {
    const short = rule([counter(4)], { reset: 'none' });
    const last: LastIssued = { value: 9_000, day: '2026-05-28', source: 'orders', asOf: '2026-05-31' };
    // 999 numbers at 300 per month are used up in September; in these cases no orders were read since May.
    expect(findRunOutDay(short, last, { year: 2026, month: 6, day: 1 }, 300)).toBe('2026-09-09');
    expect(findRunOutDay(short, last, { year: 2026, month: 8, day: 15 }, 300)).toBe('2026-09-09');
    // Numbers that should already be used up end today, because a review is needed.
    expect(findRunOutDay(short, last, { year: 2026, month: 11, day: 30 }, 300)).toBe('2026-11-30');
    const yearly = rule([{ kind: 'fiscalYear4' }, counter(4)]);
    expect(getForecastStart(yearly, last, { year: 2027, month: 5, day: 1 })).toEqual({ from: { year: 2027, month: 4, day: 1 }, next: 1 });
    expect(getForecastStart(yearly, null, { year: 2027, month: 5, day: 1 })).toEqual({ from: { year: 2027, month: 5, day: 1 }, next: 1 });
  });

  it('is a note while the volume is assumed', () => {
    const short = rule([{ kind: 'fiscalYear4' }, counter(3)]);
    const outlook = { today: { year: 2026, month: 4, day: 1 }, monthlyVolume: 300, isVolumeAssumed: true };
    const last: LastIssued = { value: 5, day: '2026-04-01', source: 'entered' };
    expect(lintSerial(short, outlook, last)).toMatchObject([{ code: 'overflows', severity: 'note', params: { assumed: 'yes' } }]);
  });

  it('is a note while it is an example, and a risk once it is known', () => {
    const short = rule([{ kind: 'fiscalYear4' }, counter(3)]);
    const severity = (last: LastIssued | null) =>
      lintSerial(short, { today: { year: 2026, month: 4, day: 1 }, monthlyVolume: 300 }, last).find(({ code }) => code === 'overflows')
        ?.severity;
    expect(severity(null)).toBe('note');
    expect(severity({ value: 5, day: '2026-04-01', source: 'entered' })).toBe('risk');
  });
});

import fc from 'fast-check';
import { it } from 'vitest';
import { dayOf, daysIn, textOf } from '#shared/domain/serials/day.ts';
import { overflowDay, previewNumbers, previewReset, runOutDay } from '#shared/domain/serials/forecast.ts';
import { enteredValue, lastIssuedAmong, nextValue } from '#shared/domain/serials/last-issued.ts';
import { lintSerial, serialFindings } from '#shared/domain/serials/lint.ts';
import { formatNumber } from '#shared/domain/serials/numbering.ts';
import { hasSafeSupply } from '#shared/domain/serials/safe-supply.ts';
import { proveUnique } from '#shared/domain/serials/uniqueness.ts';
import { anySerial } from '../../support/drafts.ts';
import { expectSameAnswers } from '../../support/drawn-cases.ts';

const anyDay = fc
  .record({ year: fc.integer({ min: 2024, max: 2030 }), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 31 }) })
  .map(({ year, month, day }) => ({ year, month, day: Math.min(day, daysIn(year, month)) }));
const anyCase = fc.record({
  serial: anySerial,
  from: anyDay,
  today: anyDay,
  value: fc.nat(12_000),
  volume: fc.nat(3_000),
  isVolumeAssumed: fc.boolean(),
});

it('writes, foresees and lints the drawn numbers as it did', async () => {
  await expectSameAnswers('serials', anyCase, 1_000, ({ serial, from, today, value, volume, isVolumeAssumed }) => {
    const number = formatNumber(serial, from, value);
    const last = lastIssuedAmong(serial, [{ number, day: textOf(from) }]);
    return {
      number,
      last,
      next: nextValue(serial, last, today),
      entered: [enteredValue(serial, number, from), enteredValue(serial, String(value), today)],
      numbers: previewNumbers(serial, from, volume, 12),
      reset: previewReset(serial, from, volume, 3),
      overflow: overflowDay(serial, from, volume),
      runOut: runOutDay(serial, last, today, volume),
      unique: proveUnique(serial, from),
      plenty: [hasSafeSupply(serial, 30), hasSafeSupply(serial, 100_000)],
      problems: [null, last].map((standing) => lintSerial(serial, { today, monthlyVolume: volume, isVolumeAssumed }, standing)),
      findings: [null, last].map((standing) => serialFindings(serial, standing, textOf(today))),
      read: dayOf(textOf(from)),
    };
  });
});

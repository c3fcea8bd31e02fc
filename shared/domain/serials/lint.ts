import type { GateFinding, Problem } from '../integration/problem.ts';
import { findCounter, getMaxCounterValue } from './counter.ts';
import { type Day, formatCalendarDay, parseCalendarDay } from './day.ts';
import { MAX_COUNTER_DIGITS } from './digits.ts';
import { findRunOutDay } from './forecast.ts';
import { getNextValue, type LastIssued } from './last-issued.ts';
import { canCounterHold } from './numbering.ts';
import type { Serial } from './serial.ts';
import { proveUniqueness } from './uniqueness.ts';

/** Assumptions for linting. */
export interface SerialLintContext {
  readonly today: Day;
  /** Applications per month, from the order history or the administrator's estimate. */
  readonly monthlyVolume: number;
  /** True if the volume is an assumption, which causes no warnings. */
  readonly isVolumeAssumed?: boolean | undefined;
}

/** The last issued number of a rule; `null` if unknown. */
export type LastKnownNumber = LastIssued | null;

export type SerialProblem =
  | 'name-empty'
  | 'name-blanks'
  | 'parts-empty'
  | 'counter-none'
  | 'counter-several'
  | 'counter-digits'
  | 'start-negative'
  | 'start-too-big'
  | 'fiscal-month'
  | 'text-empty'
  | 'text-control'
  | 'text-digit-beside-counter'
  | 'collides'
  | 'century'
  | 'overflows'
  | 'used-up';

/** Maximum number of years until an overflow that is reported. */
const WORRY_YEARS = 3;

/**
 * Problems of a numbering rule. Without a last number, the run-out date is an example from the start value and only a note. Never throws.
 */
export function lintSerial(
  serial: Serial,
  { today, monthlyVolume, isVolumeAssumed = false }: SerialLintContext,
  last: LastKnownNumber = null,
): readonly Problem<SerialProblem>[] {
  const problems: Problem<SerialProblem>[] = [];
  const add = (code: SerialProblem, severity: Problem['severity'], path: string, params: Problem['params'] = {}): void => {
    problems.push({ code, severity, path, params });
  };
  if (serial.name.trim() === '') add('name-empty', 'block', 'name');
  else if (serial.name !== serial.name.trim()) add('name-blanks', 'risk', 'name');
  if (!Number.isInteger(serial.fiscalStartMonth) || serial.fiscalStartMonth < 1 || serial.fiscalStartMonth > 12)
    add('fiscal-month', 'block', 'fiscalStartMonth');
  lintParts(serial, add);
  lintStart(serial, add);

  const counter = findCounter(serial);
  if (counter === null) return problems;
  const unique = proveUniqueness(serial, today);
  if (unique.kind === 'collides')
    add('collides', 'block', 'reset', { number: unique.number, first: unique.first.day, second: unique.second.day });
  if (unique.kind === 'proved' && unique.years !== null) add('century', 'note', 'parts', { years: unique.years });
  // An invalid start value is reported separately.
  if (!canCounterHold(counter, serial.startValue)) return problems;
  const next = getNextValue(serial, last, today);
  const digits = `parts[${serial.parts.indexOf(counter)}].digits`;
  if (!canCounterHold(counter, next)) {
    add('used-up', 'block', digits, { greatest: getMaxCounterValue(counter) });
    return problems;
  }
  const overflow = findRunOutDay(serial, last, today, monthlyVolume);
  if (overflow !== null && overflow < formatCalendarDay({ ...today, year: today.year + WORRY_YEARS, day: Math.min(28, today.day) }))
    add('overflows', last === null || isVolumeAssumed ? 'note' : 'risk', digits, {
      day: overflow,
      greatest: getMaxCounterValue(counter),
      volume: monthlyVolume,
      basis: last === null ? 'example' : 'issued',
      assumed: isVolumeAssumed ? 'yes' : 'no',
    });
  return problems;
}

type Add = (code: SerialProblem, severity: Problem['severity'], path: string, params?: Problem['params']) => void;

function lintParts({ parts }: Serial, add: Add): void {
  if (parts.length === 0) {
    add('parts-empty', 'block', 'parts');
    return;
  }
  const counters = parts.flatMap((part, at) => (part.kind === 'counter' ? [at] : []));
  if (counters.length === 0) add('counter-none', 'block', 'parts');
  for (const at of counters.slice(1)) add('counter-several', 'block', `parts[${at}]`);
  parts.forEach((part, at) => {
    if (part.kind === 'counter' && !(Number.isInteger(part.digits) && part.digits >= 1 && part.digits <= MAX_COUNTER_DIGITS))
      add('counter-digits', 'block', `parts[${at}].digits`, { most: MAX_COUNTER_DIGITS });
    if (part.kind !== 'text') return;
    if (part.text === '') add('text-empty', 'note', `parts[${at}].text`);
    if (/[\p{Cc}\p{Cf}]/u.test(part.text)) add('text-control', 'block', `parts[${at}].text`);
    const [before, after] = [parts[at - 1], parts[at + 1]];
    const beside =
      (after?.kind === 'counter' && !after.zeroPad && /\d$/.test(part.text)) ||
      (before?.kind === 'counter' && !before.zeroPad && /^\d/.test(part.text));
    if (beside) add('text-digit-beside-counter', 'risk', `parts[${at}].text`);
  });
}

function lintStart(serial: Serial, add: Add): void {
  const counter = findCounter(serial);
  if (!Number.isInteger(serial.startValue) || serial.startValue < 0) add('start-negative', 'block', 'startValue');
  else if (counter !== null && serial.startValue > getMaxCounterValue(counter))
    add('start-too-big', 'block', 'startValue', { greatest: getMaxCounterValue(counter) });
}

export type SerialFindingCode = 'serial-missing' | 'serial-exhausted';

/**
 * Gate 7: the default serial exists and can write its next number. Findings concern the whole company. `serial` is the default of the
 * common settings, `null` = none selected or deleted; `last` is its last issued number, `today` is `YYYY-MM-DD`. A rule without exactly one
 * counter writes no number, which is not reported as a lack of digits.
 */
export function listSerialFindings(serial: Serial | null, last: LastKnownNumber, today: string): readonly GateFinding<SerialFindingCode>[] {
  if (serial === null) return [{ code: 'serial-missing', neoIndex: -1, params: {} }];
  const counter = findCounter(serial);
  const day = parseCalendarDay(today);
  const next = day === null ? serial.startValue : getNextValue(serial, last, day);
  const greatest = counter === null ? 0 : getMaxCounterValue(counter);
  if (counter !== null && next <= greatest) return [];
  const counters = counter !== null ? 'one' : serial.parts.some(({ kind }) => kind === 'counter') ? 'several' : 'none';
  return [{ code: 'serial-exhausted', neoIndex: -1, params: { name: serial.name, counters, next, greatest } }];
}

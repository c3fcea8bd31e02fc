import type { RecordEdit } from '#shared/domain/drafts/record-edit.ts';
import type { Day } from '#shared/domain/serials/day.ts';
import type { ForecastNumber } from '#shared/domain/serials/forecast.ts';
import { formatSerialNumber } from '#shared/domain/serials/numbering.ts';
import type { Serial, SerialPart, SerialReset } from '#shared/domain/serials/serial.ts';
import { proveUniqueness } from '#shared/domain/serials/uniqueness.ts';

export type PartKind = SerialPart['kind'];
export type SerialEdit = RecordEdit<Serial>;

/** In display order. */
export const PART_KINDS: readonly PartKind[] = ['text', 'fiscalYear4', 'fiscalYear2', 'year4', 'year2', 'month', 'day', 'counter'];

const NEW_COUNTER_DIGITS = 5;

/** A new part; a text starts with the usual separator. */
export const createPart = (kind: PartKind): SerialPart =>
  kind === 'text' ? { kind, text: '-' } : kind === 'counter' ? { kind, digits: NEW_COUNTER_DIGITS, zeroPad: true } : { kind };

/** The most likely next kind: a counter if missing, else a text. */
export const getNextPartKind = ({ parts }: Serial): PartKind => (parts.some(({ kind }) => kind === 'counter') ? 'text' : 'counter');

export const addPart = ({ parts }: Serial, kind: PartKind): SerialEdit => ({
  kind: 'splice',
  field: 'parts',
  at: parts.length,
  remove: 0,
  insert: [createPart(kind)],
});

/** Sets the displayed part even if it has moved in the meantime, because text is committed with a delay. */
export const setPart = ({ parts }: Serial, at: number, part: SerialPart): SerialEdit => ({
  kind: 'splice',
  field: 'parts',
  at,
  remove: 1,
  insert: [part],
  removed: parts.slice(at, at + 1),
});
export const removePart = (at: number): SerialEdit => ({ kind: 'splice', field: 'parts', at, remove: 1, insert: [] });

/** Moves a part; `null` if its position does not change. */
export function movePart({ parts }: Serial, from: number, to: number): SerialEdit | null {
  const part = parts[from];
  const target = Math.min(parts.length - 1, Math.max(0, to));
  if (part === undefined || target === from) return null;
  return { kind: 'set', fields: { parts: parts.toSpliced(from, 1).toSpliced(target, 0, part) } };
}

/** The parts of a number as written on a day. */
export const formatParts = (serial: Serial, day: Day, value: number): readonly string[] =>
  serial.parts.map((part) => formatSerialNumber({ ...serial, parts: [part] }, day, value));

/** True if the rule depends on the start of the fiscal year. */
export const usesFiscalYear = ({ parts, reset }: Serial): boolean =>
  reset === 'fiscal-year' || parts.some(({ kind }) => kind === 'fiscalYear4' || kind === 'fiscalYear2');

export interface DayOfNumbers {
  readonly day: string;
  readonly afterReset: boolean;
  readonly numbers: readonly ForecastNumber[];
}

/** Future numbers by day; a reset starts a new group. The end is shown once per group. */
export function groupNumbersByDay(numbers: readonly ForecastNumber[]): readonly DayOfNumbers[] {
  const days: { day: string; afterReset: boolean; numbers: ForecastNumber[] }[] = [];
  for (const [at, number] of numbers.entries()) {
    if (number.number === null && at > 0 && numbers[at - 1]?.number === null && !number.afterReset) continue;
    const last = days.at(-1);
    if (last !== undefined && last.day === number.day && !number.afterReset) last.numbers.push(number);
    else days.push({ day: number.day, afterReset: number.afterReset, numbers: [number] });
  }
  return days;
}

/** Date parts that distinguish counting periods. */
const TELLING: Readonly<Record<Exclude<SerialReset, 'none'>, readonly PartKind[]>> = {
  year: ['year4'],
  'fiscal-year': ['fiscalYear4'],
  month: ['year4', 'month'],
};

export interface UniquenessFix {
  readonly kind: 'date-parts' | 'never-reset' | 'counter';
  /** Kinds of the parts that the edit would add. */
  readonly parts: readonly PartKind[];
  readonly edit: SerialEdit;
}

/** Edits that are proved to make all numbers unique; empty if they already are. */
export function listUniquenessFixes(serial: Serial, today: Day): readonly UniquenessFix[] {
  if (proveUniqueness(serial, today).kind !== 'collides') return [];
  const ways: { readonly kind: UniquenessFix['kind']; readonly parts: readonly PartKind[]; readonly fields: Partial<Serial> }[] = [];
  const at = serial.parts.findIndex(({ kind }) => kind === 'counter');
  if (at < 0) ways.push({ kind: 'counter', parts: ['counter'], fields: { parts: [...serial.parts, createPart('counter')] } });
  else if (serial.reset !== 'none') {
    const missing = TELLING[serial.reset].filter((kind) => serial.parts.every((part) => part.kind !== kind));
    const dash = at > 0 || serial.parts.length > 1 ? [] : [createPart('text')];
    ways.push({
      kind: 'date-parts',
      parts: missing,
      fields: { parts: serial.parts.toSpliced(at, 0, ...missing.map(createPart), ...dash) },
    });
    ways.push({ kind: 'never-reset', parts: [], fields: { reset: 'none' } });
  }
  return ways
    .filter(({ fields }) => proveUniqueness({ ...serial, ...fields }, today).kind === 'proved')
    .map(({ kind, parts, fields }) => ({ kind, parts, edit: { kind: 'set', fields } }));
}

import * as z from 'zod/mini';
import { defineField, type Immutable } from '../fields/field-facts.ts';
import { choiceField, integerBetween, textField } from '../fields/kinds.ts';
import { MAX_COUNTER_DIGITS } from './digits.ts';

/** A numbering rule for applications (連番). NEO's format is not public; this is the safe model of docs/domain/neo.md#serial-numbers. */

const partSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: textField(100) }),
  z.strictObject({ kind: z.enum(['year4', 'year2', 'fiscalYear4', 'fiscalYear2', 'month', 'day']) }),
  z.strictObject({ kind: z.literal('counter'), digits: integerBetween(1, MAX_COUNTER_DIGITS), zeroPad: z.boolean() }),
]);

export const serialSchema = z.strictObject({
  name: defineField(textField(), { label: 'name', aspect: 'name' }),
  /**
   * Parts in the order in which they are written. Merged as one value, because parts have no ids and a mixture of two forms would be
   * meaningless.
   */
  parts: defineField(z.array(partSchema).check(z.maxLength(50)), { label: 'numberForm', says: 'number-form', aspect: 'parts' }),
  /** Period after which the counter restarts at the start value. */
  reset: defineField(choiceField(['none', 'year', 'fiscal-year', 'month'], 'serial.reset'), { label: 'reset', aspect: 'reset' }),
  /** First month of the fiscal year, for fiscal-year parts and for the reset. */
  fiscalStartMonth: defineField(integerBetween(1, 12), { label: 'fiscalStartMonth', says: 'month', aspect: 'reset' }),
  startValue: defineField(integerBetween(0, 10 ** MAX_COUNTER_DIGITS), { label: 'startValue', says: 'number', aspect: 'startValue' }),
});

export type Serial = Immutable<z.output<typeof serialSchema>>;
export type SerialPart = Serial['parts'][number];
export type SerialReset = Serial['reset'];

/** Creates a rule with April as the start of the fiscal year, which is usual in Japan. */
export const createSerial = (name: string): Serial => ({
  name,
  parts: [{ kind: 'fiscalYear4' }, { kind: 'text', text: '-' }, { kind: 'counter', digits: 5, zeroPad: true }],
  reset: 'fiscal-year',
  fiscalStartMonth: 4,
  startValue: 1,
});

export type Counter = Extract<SerialPart, { kind: 'counter' }>;

/** A numbering rule for applications (連番). NEO's own format is not public: this is the safe model of docs/domain/neo.md#serial-numbers. Plain data. */

export type SerialPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'year4' | 'year2' | 'fiscalYear4' | 'fiscalYear2' | 'month' | 'day' }
  | { readonly kind: 'counter'; readonly digits: number; readonly zeroPad: boolean };

/** When counting starts again at the start value. */
export type SerialReset = 'none' | 'year' | 'fiscal-year' | 'month';

export interface Serial {
  readonly name: string;
  /** In the order in which they are written. */
  readonly parts: readonly SerialPart[];
  readonly reset: SerialReset;
  /** First month of the fiscal year, 1 to 12; for the fiscal-year parts and for the reset. */
  readonly fiscalStartMonth: number;
  readonly startValue: number;
}

export const MOST_DIGITS = 10;

/** Japan's usual fiscal year begins in April. */
export const newSerial = (name: string): Serial => ({
  name,
  parts: [{ kind: 'fiscalYear4' }, { kind: 'text', text: '-' }, { kind: 'counter', digits: 5, zeroPad: true }],
  reset: 'fiscal-year',
  fiscalStartMonth: 4,
  startValue: 1,
});

export type Counter = Extract<SerialPart, { kind: 'counter' }>;

/** The counter, if there is exactly one. */
export function counterOf({ parts }: Serial): Counter | null {
  const counters = parts.filter((part): part is Counter => part.kind === 'counter');
  return counters.length === 1 ? (counters[0] as Counter) : null;
}

/** The greatest value a counter can write; more digits than it has would make another number. */
export const greatestValue = ({ digits }: Counter): number => 10 ** Math.max(0, Math.min(MOST_DIGITS, Math.floor(digits) || 0)) - 1;

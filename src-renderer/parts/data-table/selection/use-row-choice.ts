import type { RowSource } from '../rows/use-rows.ts';
import { PERMANENT_KEYS_VERSION } from './selection.ts';
import { type RowChoice, useSelection } from './use-selection.ts';

interface RowChoiceOptions<R> {
  readonly source: RowSource<R>;
  /** The query of the list; a new one resets the state. */
  readonly question: unknown;
  /** Permanent key of a row. Must be a stable function. */
  readonly entryOf: (row: R) => readonly [key: string, value: null];
}

/** Selection in a list with permanent ids, for copying rows. */
export const useRowChoice = <R>({ source, question, entryOf }: RowChoiceOptions<R>): RowChoice<R, string, null, unknown> =>
  useSelection<R, string, null, unknown>({ source, question, version: PERMANENT_KEYS_VERSION, entryOf });

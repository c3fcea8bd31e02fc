import type { UnwritableCharacter } from '../../files/report-encoding.ts';

/** What was written, and the characters that the encoding could not hold, in the order in which they were met. */
export interface WrittenReport {
  readonly bytes: number;
  readonly rows: number;
  readonly unwritable: readonly UnwritableCharacter[];
}

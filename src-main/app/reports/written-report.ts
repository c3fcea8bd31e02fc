import type { UnwritableCharacter } from '../../files/reports/report-encoding.ts';

/** Number of written rows, and characters that the encoding lacks, in order of occurrence. */
export interface WrittenReport {
  readonly bytes: number;
  readonly rows: number;
  readonly unwritable: readonly UnwritableCharacter[];
}

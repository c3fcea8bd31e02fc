import type { UnwritableCharacter } from '../../files/reports/report-encoding.ts';

/** Result of writing: number of bytes and rows, and the characters that the encoding lacks, in order of occurrence. */
export interface WrittenReport {
  readonly bytes: number;
  readonly rows: number;
  readonly unwritable: readonly UnwritableCharacter[];
}

import { useCall } from '#renderer/client/index.ts';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { createFixCountsInput } from '../fixes/fix-filter.ts';
import type { FixCounts, FixSide } from '../fixes/view-model.ts';
import type { Wizard } from './wizard.ts';

export type LoadedFixSources = CallOutput<'fixes.loadedFile'>;

/** The file of one side: its source, what would be written, and why nothing can be written. */
export interface FilePart {
  readonly side: FixSide;
  readonly wizard: Wizard;
  readonly change: (part: Partial<Wizard>) => void;
  /** Numbers of fixes by state; `undefined` while loading. */
  readonly counts: FixCounts | undefined;
  /** When the source was imported; `null` if it was chosen by the user. */
  readonly importedAt: string | null;
  /** Number of people in the file; `null` if unknown. */
  readonly people: number | null;
  /** Why nothing can be written; `null` = possible. Without a source it is `null`, and `write` is missing. */
  readonly reason: string | null;
  /** Encoding and delimiter of the source; `null` = not readable. */
  readonly read: Wizard['written'];
  /** `null` without a source or fixes. */
  readonly write: (() => Promise<Result<{ readonly jobId: string }>>) | null;
  readonly failure: Failure | null;
  readonly onRetry: (() => void) | undefined;
}

/** Numbers of fixes of a side. */
export const useSideCounts = (side: FixSide): FixCounts | undefined => useCall('fixes.list', createFixCountsInput([side])).value?.counts;

/** Whether a file of this side has fixes to write. */
export const isWanted = ({ counts, wizard }: Pick<FilePart, 'counts' | 'wizard'>): boolean =>
  counts !== undefined && counts.adopted + (wizard.again ? counts.written : 0) > 0;

/** Whether the file of this side is or was being written. */
export const hasJob = ({ wizard }: Pick<FilePart, 'wizard'>): boolean => wizard.jobId !== null;

import { useCallback, useMemo, useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import type { Grouping } from '#renderer/parts/data-table/rows/grouping.ts';
import { announceFailure } from '#renderer/parts/undo/undo-notice.ts';
import type { CallInput, CallOutput } from '#shared/contract/calls.ts';
import type { FindingFilter, FindingRow, FindingSort } from '#shared/contract/readiness/matching.ts';
import { getFindingGroupKey, getSortGrouping } from '#shared/domain/readiness/finding-groups.ts';
import type { RowTexts } from '../../parts/compare-panel/row-words.ts';
import { adoptManyFixes } from '../../parts/fixes/adopt.ts';
import type { FixSelection } from '../../parts/fixes/adopt-many-dialog.tsx';
import { GroupHead } from './group-head.tsx';

type Group = CallOutput<'fixes.worklist'>['groups'][number];

interface WorklistOptions {
  readonly filter: FindingFilter;
  readonly sort: FindingSort;
  /** Indexes of the shown list at which a group begins. */
  readonly starts: readonly number[];
  readonly words: RowTexts;
  /** Opens the dialog for suggestions that need a review. */
  readonly onReview: (selection: FixSelection) => void;
  /** Called after adopting, because the pressed button is gone. */
  readonly onAdopted: () => void;
}

export interface Worklist {
  readonly grouping: Grouping<FindingRow> | undefined;
  /** Number of fixes in the whole list that need no review and are not adopted; `undefined` while loading. */
  readonly safe: number | undefined;
  /** Adopts them. */
  readonly adoptAll: () => void;
  /** Adopts those of the group of a row; does nothing if the list is not grouped. */
  readonly adoptGroupOf: (row: FindingRow) => void;
  /** Adopting, or recounting afterwards. */
  readonly isBusy: boolean;
}

/** The groups of the list with the number of fixes that can be adopted at once, and their adoption. */
export function useWorklist({ filter, sort, starts, words, onReview, onAdopted }: WorklistOptions): Worklist {
  const client = useClient();
  const by = getSortGrouping(sort.by);
  const { value, outdated } = useCall('fixes.worklist', { filter, by: by ?? 'cause' });
  const [isAdopting, setAdopting] = useState(false);
  const isBusy = isAdopting || outdated;
  const revision = value?.revision ?? -1;

  const adopt = useCallback(
    async (group: CallInput<'fixes.worklist'>['by'] | null, key: string): Promise<void> => {
      setAdopting(true);
      const selection = { revision, filter, except: [], ...(group === null ? {} : { group: { by: group, key } }) };
      const failure = await adoptManyFixes(client, { selection, ticked: [], invite: true });
      setAdopting(false);
      if (failure === null) onAdopted();
      else announceFailure(failure);
    },
    [client, revision, filter, onAdopted],
  );

  // Every page has the same numbers in another array.
  const startsText = starts.join();
  const startSet = useMemo(() => new Set(startsText === '' ? [] : startsText.split(',').map(Number)), [startsText]);
  const grouping = useMemo((): Grouping<FindingRow> | undefined => {
    if (by === null) return undefined;
    const groups = new Map<string, Group>(value?.groups.map((group) => [group.key, group]));
    return {
      keyOf: (row) => getFindingGroupKey(row, by),
      starts: startSet,
      head: (row) => {
        const key = getFindingGroupKey(row, by);
        return (
          <GroupHead
            name={by === 'owner' ? words.owner[row.side] : words.findingName(row.code)}
            group={groups.get(key)}
            isBusy={isBusy}
            onAdopt={() => void adopt(by, key)}
            onReview={() => onReview({ revision, filter, except: [], group: { by, key } })}
          />
        );
      },
    };
  }, [by, startSet, value, words, isBusy, adopt, onReview, revision, filter]);

  return {
    grouping,
    safe: value?.safe,
    adoptAll: () => void adopt(null, ''),
    adoptGroupOf: (row) => {
      if (by !== null && !isBusy) void adopt(by, getFindingGroupKey(row, by));
    },
    isBusy,
  };
}

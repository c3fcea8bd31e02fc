import type { CallOutput } from '#shared/contract/calls.ts';

type Preview = CallOutput<'drafts.previewImport'>;

export const SHOWN_ROWS = 100;

/** Objects that would be others afterwards. */
export const changingCount = ({ add, change, remove }: Preview['counts']): number => add + change + remove;

const WEIGHT = { remove: 0, change: 1, add: 2, same: 3 };

/** What would change, what goes away first: that is what one looks for. */
export const changedRows = (rows: Preview['rows']): Preview['rows'] =>
  rows.filter(({ change }) => change !== 'same').toSorted((a, b) => WEIGHT[a.change] - WEIGHT[b.change]);

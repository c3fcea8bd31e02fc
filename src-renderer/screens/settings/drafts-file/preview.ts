import type { CallOutput } from '#shared/contract/calls.ts';

type Preview = CallOutput<'drafts.previewImport'>;

export const SHOWN_ROWS = 100;

/** Number of objects that would change. */
export const countChangingObjects = ({ add, change, remove }: Preview['counts']): number => add + change + remove;

const WEIGHT = { remove: 0, change: 1, add: 2, same: 3 };

/** Changed rows, removals first. */
export const listChangedRows = (rows: Preview['rows']): Preview['rows'] =>
  rows.filter(({ change }) => change !== 'same').toSorted((a, b) => WEIGHT[a.change] - WEIGHT[b.change]);

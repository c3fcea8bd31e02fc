import { useCall, useClient } from '#renderer/client/index.ts';
import { announceFailure } from '#renderer/parts/undo/undo-notice.ts';
import { Checkbox, useText } from '#renderer/ui/index.ts';
import type { PlanRow } from '#shared/contract/plan/plan.ts';
import { getCheckboxState, type PlanFilter } from '../view-model.ts';
import classes from './table.module.css';

/** Maximum rows per call. */
const MAX_ROWS_PER_CALL = 500;

interface GroupHeadProps {
  readonly first: PlanRow;
  /** All its changes; `null` while some are not loaded. */
  readonly rows: readonly PlanRow[] | null;
  readonly filter: PlanFilter;
  readonly onTick: (keys: readonly string[], chosen: boolean) => void;
}

/** Heading of changes of one kind and section, with a checkbox for all. */
export const GroupHead = ({ first: { kind, section }, rows: here, filter, onTick }: GroupHeadProps) => {
  const text = useText('planScreen.table');
  const sections = useText('draft.section');
  const kinds = useText('plan.kind');
  const client = useClient();
  const ofGroup: PlanFilter = { ...filter, kinds: [kind], sections: [section] };
  const asked = useCall('plan.items', here === null ? { filter: ofGroup, offset: 0, limit: MAX_ROWS_PER_CALL } : null);
  const rows = here ?? asked.value?.items ?? [];
  const total = here?.length ?? asked.value?.total;
  const whole = total === rows.length;
  const state = getCheckboxState(rows);
  // A filtered group does not contain all rows, so neither “all” nor “none” can be shown.
  const tick = whole || state === 'none-possible' ? state : 'some';
  const name = text('group', { section: sections(section), kind: kinds(kind) });
  const tickAll = async (chosen: boolean): Promise<void> => {
    const keys = rows.filter(({ choosable }) => choosable).map(({ key }) => key);
    for (let offset = rows.length; total !== undefined && offset < total; offset += MAX_ROWS_PER_CALL) {
      const more = await client.call('plan.items', { filter: ofGroup, offset, limit: MAX_ROWS_PER_CALL });
      if (!more.ok) return announceFailure(more.error);
      keys.push(...more.value.items.filter(({ choosable }) => choosable).map(({ key }) => key));
    }
    onTick(keys, chosen);
  };
  return (
    <span className={classes.group}>
      {tick === 'none-possible' ? null : (
        <Checkbox
          size="md"
          className={classes.groupTick}
          aria-label={text('tickGroup', { group: name })}
          checked={tick === 'all'}
          indeterminate={tick === 'some'}
          onChange={(event) => void tickAll(event.currentTarget.checked)}
        />
      )}
      <span>{name}</span>
      {total === undefined ? null : <span className={classes.groupCount}>{text('count', { count: total })}</span>}
      {kind === 'conflict' ? <span className={classes.groupHint}>{text('conflictHint')}</span> : null}
      {kind === 'drift' ? <span className={classes.groupHint}>{text('driftHint')}</span> : null}
    </span>
  );
};

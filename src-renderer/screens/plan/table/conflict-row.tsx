import { useCall } from '#renderer/client/index.ts';
import { Skeleton } from '#renderer/ui/index.ts';
import { ConflictDecision } from '../panel/decide.tsx';
import classes from './table.module.css';

/** The three sides of a conflict, which can be decided in the row. */
export const ConflictRow = ({ itemKey }: { itemKey: string }) => {
  const { value, loading } = useCall('plan.item', { key: itemKey });
  const detail = value?.item.key === itemKey ? value : undefined;
  return (
    <div className={classes.conflict}>
      {detail === undefined ? (
        loading ? (
          <Skeleton width="60%" />
        ) : null
      ) : (
        <ConflictDecision itemKey={itemKey} fields={detail.fields.filter(({ conflict }) => conflict)} />
      )}
    </div>
  );
};

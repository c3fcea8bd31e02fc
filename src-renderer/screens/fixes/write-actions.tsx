import { useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { Button, useText } from '#renderer/ui/index.ts';
import { countsInput } from '../../parts/fixes/fix-filter.ts';

const SIDES = ['neo', 'amazon'] as const;

/** Links to both files with the number of waiting fixes; the larger one is the primary button. */
export const WriteActions = () => {
  const text = useText('fixesScreen');
  const neo = useCall('fixes.list', countsInput(['neo'])).value?.counts.adopted;
  const amazon = useCall('fixes.list', countsInput(['amazon'])).value?.counts.adopted;
  if (neo === undefined || amazon === undefined) return null;
  const waiting = { neo, amazon };
  const next = neo >= amazon ? 'neo' : 'amazon';
  return SIDES.filter((side) => waiting[side] > 0)
    .toSorted((side) => (side === next ? 1 : -1))
    .map((side) => (
      <Button key={side} variant={side === next ? 'filled' : 'default'} onClick={() => navigate('fixes', { tab: side })}>
        {text(`write.${side}`, { count: waiting[side] })}
      </Button>
    ));
};

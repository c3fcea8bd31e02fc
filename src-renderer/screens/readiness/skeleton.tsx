import { Skeleton, SkeletonRows } from '#renderer/ui/index.ts';
import classes from './readiness.module.css';

/** The screen's own layout while the numbers are on their way: nothing jumps when they come. */
export const ReadinessSkeleton = () => (
  <div className={classes.summary}>
    <div className={classes.skeletonLine}>
      <Skeleton width={96} height={16} />
      <Skeleton width={160} height={36} />
      <Skeleton width={96} height={28} />
    </div>
    <SkeletonRows rows={8} />
    <SkeletonRows rows={5} />
  </div>
);

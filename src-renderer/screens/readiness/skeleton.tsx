import { Skeleton, SkeletonRows, Stack } from '#renderer/ui/index.ts';
import classes from './home.module.css';

/** Layout while the numbers are loading, so that nothing moves. */
export const HomeSkeleton = () => (
  <Stack gap="xl" className={classes.content}>
    <Stack gap="md">
      <Skeleton width={480} height={32} />
      <Skeleton height={12} />
      <Skeleton width={320} height={16} />
    </Stack>
    <SkeletonRows rows={6} />
  </Stack>
);

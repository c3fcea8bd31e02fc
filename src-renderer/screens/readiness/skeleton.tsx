import { Row, Skeleton, SkeletonRows, Stack } from '#renderer/ui/index.ts';
import classes from './readiness.module.css';

/** Layout while numbers are loading, so that nothing moves. */
export const ReadinessSkeleton = () => (
  <Stack gap="xxl" className={classes.summary}>
    <Row gap="lg" wrap="nowrap" className={classes.skeletonLine}>
      <Skeleton width={96} height={16} />
      <Skeleton width={160} height={36} />
      <Skeleton width={96} height={28} />
    </Row>
    <SkeletonRows rows={8} />
    <SkeletonRows rows={5} />
  </Stack>
);

import { IconArrowRight } from '@tabler/icons-react';
import { useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { Row, TextLink, useText } from '#renderer/ui/index.ts';

/** Open steps of the set-up guide before the first order, with a link. */
export const GuideLine = () => {
  const text = useText('readiness.guide');
  const { value } = useCall('setup.guide', {});
  const left = value?.firstOrder.blockers.length ?? 0;
  if (left === 0) return null;
  return (
    <Row component="p" gap="xs lg" align="baseline" mb="lg">
      <span>{text('text', { count: left })}</span>
      <TextLink onClick={() => navigate('setup')} after={<IconArrowRight size={14} aria-hidden />}>
        {text('open')}
      </TextLink>
    </Row>
  );
};

import { IconArrowLeft } from '@tabler/icons-react';
import { navigate, useNavigation } from '../navigation/index.ts';
import { returnToGuide, useGuidePosition } from '../parts/setup/guide-position.ts';
import { Button, CloseButton, TruncatedText, useText } from '../ui/index.ts';
import classes from './guide-return.module.css';

/** Link back to the step of the set-up guide from which the user came. */
export const GuideReturnLink = ({ companyId }: { companyId: string }) => {
  const text = useText('setupScreen');
  const names = useText('setupGuide.step');
  const here = useNavigation((state) => state.here.screen);
  const away = useGuidePosition((state) => state.away);
  if (away === null || away.companyId !== companyId || here === 'setup') return null;
  return (
    <aside className={classes.bar} aria-label={text('title')}>
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconArrowLeft size={14} aria-hidden />}
        onClick={() => navigate('setup', { step: away.step })}
      >
        {text('back')}
      </Button>
      <TruncatedText className={classes.step}>{text('backTo', { step: names(`${away.step}.name`) })}</TruncatedText>
      <CloseButton size="sm" aria-label={text('leaveTrip')} onClick={returnToGuide} />
    </aside>
  );
};

import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useCall, useShownCompany } from '#renderer/client/index.ts';
import { Button, CopyButton, Row, useText } from '#renderer/ui/index.ts';
import classes from './integration.module.css';

/** Demo company only: the password accepted by its Amazon, to paste above. */
export const DemoPassword = () => {
  const text = useText('integrationScreen.demoPassword');
  const isDemo = useShownCompany()?.company.kind === 'demo';
  const { value, error } = useCall('connections.demoPassword', isDemo ? {} : null);
  // Rendered without a copyable value until it is loaded, so that the layout does not change.
  const password = value === undefined && error === null && isDemo ? '' : (value?.password ?? null);
  if (password === null) return null;
  return (
    <Row component="p" gap="xs md" className={classes.demoPassword}>
      {text('what')}
      <CopyButton value={password}>
        {({ copied, copy }) => (
          <Button
            size="xs"
            variant="default"
            leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            disabled={password === ''}
            onClick={copy}
          >
            {text(copied ? 'copied' : 'copy')}
          </Button>
        )}
      </CopyButton>
    </Row>
  );
};

import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useCall, useShownCompany } from '#renderer/client/index.ts';
import { Button, CopyButton, Row, useText } from '#renderer/ui/index.ts';
import classes from './integration.module.css';

/** The demo company alone: the password that its Amazon takes, to be pasted above. Absent in every other company. */
export const DemoPassword = () => {
  const text = useText('integrationScreen.demoPassword');
  const isDemo = useShownCompany()?.company.kind === 'demo';
  const password = useCall('connections.demoPassword', isDemo ? {} : null).value?.password ?? null;
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
            onClick={copy}
          >
            {text(copied ? 'copied' : 'copy')}
          </Button>
        )}
      </CopyButton>
    </Row>
  );
};

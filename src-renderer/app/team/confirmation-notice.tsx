import { IconShieldQuestion } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useClient } from '../../client/index.ts';
import { Toast, useText } from '../../ui/index.ts';

/** Asks the person of a team server to open the server's page on which a change of trust is confirmed. */
export const ConfirmationNotice = () => {
  const text = useText('team');
  const client = useClient();
  const [path, setPath] = useState<string | null>(null);
  useEffect(() => client.on('confirmation', (asked) => setPath(asked.path)), [client]);
  const close = (): void => setPath(null);
  return (
    <Toast
      toast={
        path === null
          ? null
          : {
              icon: <IconShieldQuestion size={18} aria-hidden />,
              words: text('confirmation.words'),
              actions: (
                <a href={path} target="_blank" rel="noreferrer" onClick={close}>
                  {text('confirmation.open')}
                </a>
              ),
            }
      }
      onClose={close}
    />
  );
};

import { useEffect } from 'react';
import { useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { Button, TextLink, useText } from '#renderer/ui/index.ts';
import { AmazonUsersDialog } from '../amazon-users/amazon-users-dialog.tsx';
import { useAmazonUserCreation } from '../amazon-users/use-amazon-user-creation.ts';
import classes from '../fixes/fixes.module.css';
import { useSideCounts } from './file-part.ts';
import { MakeFilesDialog } from './make-files-dialog.tsx';
import { closeMakeFiles, openMakeFiles } from './make-files-state.ts';

/** Number of adopted fixes of both sides that are in no file yet, and the button that makes both files. */
export const FixTray = () => {
  const text = useText('fixesScreen');
  const amazonText = useText('amazonUsers');
  const neo = useSideCounts('neo');
  const amazon = useSideCounts('amazon');
  useEffect(() => closeMakeFiles, []);
  const creation = useAmazonUserCreation();
  const users = useCall('fixes.amazonUsers', {}).value;
  const awaiting = users?.awaiting ?? 0;
  // Requested users wait for Amazon's next list, not for a file.
  const waiting = { neo: neo?.adopted ?? 0, amazon: Math.max(0, (amazon?.adopted ?? 0) - awaiting) };
  const written = (neo?.written ?? 0) + (amazon?.written ?? 0);
  const isWaiting = waiting.neo + waiting.amazon > 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex line in every browser.
    <div className={classes.tray} role="group" aria-label={text('tray.label')}>
      {neo === undefined || amazon === undefined ? null : (
        <>
          {isWaiting || written > 0 ? (
            <TextLink onClick={() => navigate('fixes', { tab: 'list' })}>
              {isWaiting ? text('tray.waiting', waiting) : text('tray.written', { count: written })}
            </TextLink>
          ) : (
            <span>{text('tray.none')}</span>
          )}
          <Button size="xs" variant={isWaiting ? 'filled' : 'default'} disabled={!isWaiting && written === 0} onClick={openMakeFiles}>
            {text('tray.make')}
          </Button>
        </>
      )}
      {users === undefined || users.connection === null || users.people.total + awaiting === 0 ? null : (
        <Button size="xs" variant="default" onClick={creation.open}>
          {users.people.total > 0 ? amazonText('open') : amazonText('awaiting', { count: awaiting })}
        </Button>
      )}
      <MakeFilesDialog />
      <AmazonUsersDialog creation={creation} />
    </div>
  );
};

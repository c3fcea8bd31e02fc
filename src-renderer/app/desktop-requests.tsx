import { useEffect, useEffectEvent, useState } from 'react';
import type { NavigationRequest } from '#shared/contract/events.ts';
import type { FileToken } from '#shared/contract/files.ts';
import { useClient, useShowCompany, useShownCompany } from '../client/index.ts';
import { navigate } from '../navigation/index.ts';
import { endWelcome } from '../screens/welcome/welcome-state.ts';
import { LazyDialog } from './loading/lazy-dialog.tsx';
import { TRANSFER_DIALOG } from './loading/lazy-parts.ts';
import { getDeadlinesScreen } from './notices/notice-screens.ts';
import { openPalette } from './palette/palette-state.ts';

/** Handles requests of the desktop host: a menu item, a clicked notification, or a transfer file opened with Tsunagi. */
export const DesktopRequests = () => {
  const client = useClient();
  const showCompany = useShowCompany();
  const shown = useShownCompany();
  const [file, setFile] = useState<FileToken | null>(null);

  const show = useEffectEvent((request: NavigationRequest): void => {
    if (request.to === 'transfer') {
      setFile(request.file);
      return;
    }
    // A notification may be clicked after another company was opened, or all of them closed.
    if (!shown || (request.to === 'deadlines' && request.company !== shown.company.name)) return;
    endWelcome();
    if (request.to === 'search') openPalette();
    else if (request.to === 'guide') navigate('setup');
    else if (request.to === 'settings') navigate('settings');
    else if (request.to === 'support') navigate('settings', { section: 'support' });
    else if (request.to === 'deadlines') {
      const [screen, params] = getDeadlinesScreen(request.deadlines);
      navigate(screen, params);
    }
  });
  useEffect(() => client.on('go', (request) => show(request)), [client]);

  return (
    <LazyDialog
      part={TRANSFER_DIALOG}
      opened={file !== null}
      onClose={() => setFile(null)}
      file={file}
      onTaken={(id) => {
        setFile(null);
        endWelcome();
        void showCompany(id);
      }}
    />
  );
};

import { FixTray } from '../../../parts/fix-files/fix-tray.tsx';
import { FixesFrame } from '../frame.tsx';
import { LeaverAccounts } from './leaver-accounts.tsx';
import { LeaverSettings } from './leaver-settings.tsx';

/** 退職・異動: people to remove or replace in NEO's settings, and accounts to change on Amazon. */
export const Leavers = () => (
  <FixesFrame tab="people" actions={<FixTray />}>
    <LeaverSettings />
    <LeaverAccounts />
  </FixesFrame>
);

import { FixesFrame } from './frame.tsx';
import { LeaverAccounts } from './leaver-accounts.tsx';
import { LeaverSettings } from './leaver-settings.tsx';

/** 退職・異動: who has to leave NEO's settings or hands them over, and which accounts on Amazon have to change. */
export const Leavers = () => (
  <FixesFrame tab="people">
    <LeaverSettings />
    <LeaverAccounts />
  </FixesFrame>
);

import { IconEye, IconLock, IconLockOpen } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Company } from '#shared/contract/companies/companies.ts';
import { useCall, useClient } from '../../client/index.ts';
import { NameDialog } from '../../parts/name-dialog/name-dialog.tsx';
import { announceFailure } from '../../parts/undo/undo-notice.ts';
import { ArmDialog } from '../../screens/plan/apply/arm-dialog.tsx';
import { BarButton, useText } from '../../ui/index.ts';
import type { CompanyDialogProps } from './company-dialogs.tsx';
import classes from './company-guard.module.css';
import { formatRemainingTime, getWriteProtection } from './company-guard-view.ts';

/** Shows whether the open company can be written to, with the control that changes it. */
export const CompanyGuard = ({ company }: { readonly company: Company }) => {
  const text = useText('app.guard');
  const client = useClient();
  const [dialog, setDialog] = useState<'arm' | 'writable' | null>(null);
  const { value } = useCall('plan.state', company.kind === 'production' && !company.readOnly ? {} : null);
  const armedUntil = value?.company.armedUntil ?? null;
  const now = useSeconds(armedUntil !== null);
  const guard = getWriteProtection(company, armedUntil, now);
  const close = (): void => setDialog(null);
  // A failed lock must be shown, because the user would rely on it.
  const lock = async (): Promise<void> => {
    const result = await client.call('plan.disarm', {});
    if (!result.ok) announceFailure(result.error);
  };
  return (
    <>
      {guard.kind === 'none' ? null : guard.kind === 'read-only' ? (
        <BarButton className={classes.guard} data-state="read-only" title={text('readOnlyHint')} onClick={() => setDialog('writable')}>
          <IconEye size={16} stroke={1.6} aria-hidden />
          {text('readOnly')}
        </BarButton>
      ) : guard.kind === 'locked' ? (
        <BarButton className={classes.guard} data-state="locked" title={text('lockedHint')} onClick={() => setDialog('arm')}>
          <IconLock size={16} stroke={1.6} aria-hidden />
          {text('locked')}
        </BarButton>
      ) : (
        <BarButton className={classes.guard} data-state="armed" title={text('armedHint')} onClick={() => void lock()}>
          <IconLockOpen size={16} stroke={1.6} aria-hidden />
          {text('armed')}
          <b>{formatRemainingTime(guard.left)}</b>
        </BarButton>
      )}
      <ArmDialog opened={dialog === 'arm'} onClose={close} />
      <WritableDialog company={company} opened={dialog === 'writable'} onClose={close} />
    </>
  );
};

/** Current time in ms, updated every second while `wanted`. */
const useSeconds = (wanted: boolean): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!wanted) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [wanted]);
  return now;
};

/** Asks before a view-only company becomes writable; for a production company its name must be entered. */
export const WritableDialog = ({ company, opened, onClose }: CompanyDialogProps) => {
  const text = useText('app.guard');
  const client = useClient();
  const mustType = company.kind === 'production';
  return (
    <NameDialog
      opened={opened}
      onClose={onClose}
      title={text('writableTitle')}
      body={text('writableBody', { name: company.name })}
      name={mustType ? company.name : null}
      action={text('writableDo')}
      onDo={(typed) => client.call('companies.setReadOnly', { id: company.id, readOnly: false, typedName: mustType ? typed : null })}
    />
  );
};

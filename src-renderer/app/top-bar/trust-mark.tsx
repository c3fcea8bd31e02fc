import { IconLockOpen2, IconShieldCheck } from '@tabler/icons-react';
import type { Company } from '#shared/contract/companies/companies.ts';
import { useCall } from '../../client/index.ts';
import { navigate } from '../../navigation/index.ts';
import { BarButton, useText, VisuallyHidden } from '../../ui/index.ts';
import classes from './trust-mark.module.css';
import { getExtraTrust, getUnencryptedServer } from './trust-mark-view.ts';

/** Shows on every screen which additional trust settings apply and which connections are unencrypted, with a link to the settings. */
export const TrustMark = ({ company }: { readonly company: Company }) => {
  const text = useText('app.trust');
  const { value } = useCall('connections.settings', company.kind === 'demo' ? null : {});
  const trust = value === undefined ? null : getExtraTrust(value);
  const unprotected = value === undefined ? null : getUnencryptedServer(value);
  return (
    <>
      {unprotected === null ? null : (
        <BarButton title={text('plainHttp', { address: unprotected })} data-unprotected onClick={() => navigate('server')}>
          <IconLockOpen2 size={16} stroke={1.6} aria-hidden />
          <span className={classes.unprotected}>{text('plainHttpShort')}</span>
          <VisuallyHidden>{text('plainHttp', { address: unprotected })}</VisuallyHidden>
        </BarButton>
      )}
      {trust === null ? null : (
        <BarButton title={text('what', { ...trust })} onClick={() => navigate('server')}>
          <IconShieldCheck size={16} stroke={1.6} aria-hidden />
          <span className={classes.word}>{text('short')}</span>
          <VisuallyHidden>{text('what', { ...trust })}</VisuallyHidden>
        </BarButton>
      )}
    </>
  );
};

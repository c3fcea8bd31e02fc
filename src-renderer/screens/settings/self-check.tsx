import { useState } from 'react';
import type { SelfCheckResult } from '#shared/contract/companies/console.ts';
import { useCall } from '../../client/index.ts';
import type { MarkState } from '../../ui/index.ts';
import { Button, ErrorState, Muted, SkeletonRows, SmallTable, Stack, StateMark, useText } from '../../ui/index.ts';

const STATES: Readonly<Record<SelfCheckResult['state'], MarkState>> = { ok: 'ready', warning: 'risk', failed: 'block' };

/** `tsunagi doctor` in the window. Run on request, because it accesses the keychain. */
export const SelfCheck = () => {
  const text = useText('settings.check');
  const doctor = useText('doctor');
  const [asked, setAsked] = useState(false);
  const checks = useCall('console.doctor', asked ? {} : null);
  return (
    <Stack>
      <Muted component="p">{text('hint')}</Muted>
      {checks.loading ? <SkeletonRows rows={6} /> : null}
      {checks.error === null ? null : <ErrorState failure={checks.error} onRetry={checks.refetch} />}
      {checks.value === undefined ? null : (
        <SmallTable shortNames>
          <thead>
            <tr>
              <th scope="col">{text('what')}</th>
              <th scope="col">{text('state')}</th>
              <th scope="col">{text('found')}</th>
            </tr>
          </thead>
          <tbody>
            {checks.value.checks.map((check) => (
              <tr key={check.id}>
                <th scope="row">{text(`id.${check.id}`)}</th>
                <td>
                  <StateMark state={STATES[check.state]} label={text(`states.${check.state}`)} />
                </td>
                <td>{doctor.phrase(check.key, check.params)}</td>
              </tr>
            ))}
          </tbody>
        </SmallTable>
      )}
      <div>
        <Button variant="default" onClick={() => (asked ? checks.refetch() : setAsked(true))}>
          {text(asked ? 'again' : 'start')}
        </Button>
      </div>
    </Stack>
  );
};

import { IconCopy } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useCall, useCompanyId } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import {
  Button,
  CopyButton,
  ErrorState,
  Facts,
  Mono,
  Muted,
  Row,
  Screen,
  SkeletonRows,
  Stack,
  StateMark,
  useFormat,
  useText,
} from '#renderer/ui/index.ts';
import { useReasonText } from '../../parts/reasons/use-reason-text.ts';
import { getLeftListParams } from './all-people-list.tsx';
import { PunchoutAnswer } from './answer.tsx';
import { Gates } from './gates.tsx';
import { OrderConsequences } from './order-consequences.tsx';
import { PendingOrders } from './pending-orders.tsx';
import classes from './people.module.css';
import type { PersonView } from './person-view.ts';
import { PunchoutRequest } from './request.tsx';
import { formatTicket } from './ticket.ts';
import { getVerdict } from './view-model.ts';

/** One person: whether an order would pass, and all facts that decide it. Sends nothing. */
export const PersonPage = ({ personId }: { readonly personId: string }) => {
  const text = useText('people');
  const { value, error, loading, refetch } = useCall('people.look', { personId });
  const companyId = useCompanyId();
  return (
    <Screen
      title={value?.person.name ?? text('title')}
      back={{ label: text('back'), onClick: () => navigate('people', getLeftListParams(companyId)) }}
      actions={value === undefined ? undefined : <CopyTicket view={value} />}
    >
      {error === null ? null : <ErrorState failure={error} onRetry={refetch} />}
      {value === undefined ? loading ? <SkeletonRows rows={10} /> : null : <Person view={value} personId={personId} />}
    </Screen>
  );
};

const Person = ({ view, personId }: { readonly view: PersonView; readonly personId: string }) => {
  const text = useText('people');
  const { person, evidence } = view;
  const verdict = getVerdict(view);
  const about: readonly (readonly [string, string])[] = [
    [text('about.organization'), [person.organization, person.title].filter((part) => part !== '').join('　')],
    [text('about.loginId'), person.loginId],
    [text('about.employeeCode'), person.employeeCode],
    [text('about.workEmail'), evidence.workEmail],
    [text('about.account'), evidence.account?.email ?? ''],
  ];
  return (
    <Stack gap="xxl" className={classes.result}>
      <Stack gap="sm">
        <Row component="p" align="baseline" wrap="nowrap" className={classes.sentence} role="status">
          <StateMark state={verdict.mark} look="icon" />
          <span>{text(verdict.key, verdict.params)}</span>
        </Row>
        <Facts terms="11rem" fz="sm">
          {about.map(([name, value]) =>
            value === '' ? null : (
              <Fragment key={name}>
                <dt>{name}</dt>
                <dd>{value.includes('@') ? <Mono>{value}</Mono> : value}</dd>
              </Fragment>
            ),
          )}
        </Facts>
        <Muted component="p">{text('aboutText')}</Muted>
      </Stack>
      <Gates view={view} />
      <PendingOrders orders={view.orders} />
      <OrderConsequences view={view} />
      <PunchoutRequest request={view.request} />
      <PunchoutAnswer personId={personId} view={view} />
    </Stack>
  );
};

/** Copies the person as plain text, for a ticket or mail. */
const CopyTicket = ({ view }: { readonly view: PersonView }) => {
  const text = useText('people');
  const words = useText('');
  const reason = useReasonText();
  const format = useFormat();
  return (
    <CopyButton value={formatTicket(view, { say: words, reason, day: format.date })} timeout={2000}>
      {({ copied, copy }) => (
        <Button variant="default" leftSection={<IconCopy size={16} aria-hidden />} onClick={copy}>
          <span aria-live="polite">{text(copied ? 'copied' : 'copy')}</span>
        </Button>
      )}
    </CopyButton>
  );
};

import { IconCopy } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { useCall, useCompanyId } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import {
  Button,
  CopyButton,
  ErrorState,
  Mono,
  Muted,
  Row,
  Screen,
  SectionTabs,
  SkeletonRows,
  Stack,
  StateMark,
  useFormat,
  useText,
} from '#renderer/ui/index.ts';
import { useReasonText } from '../../parts/reasons/use-reason-text.ts';
import { getLeftListParams } from './all-people-list.tsx';
import { PunchoutAnswer } from './answer.tsx';
import { GateSection } from './gate-section.tsx';
import { OrderConsequences } from './order-consequences.tsx';
import { PendingOrders } from './pending-orders.tsx';
import classes from './people.module.css';
import type { PersonGate, PersonView } from './person-view.ts';
import { PunchoutRequest } from './request.tsx';
import { formatTicket } from './ticket.ts';
import { getFirstSection, getGateMark, getVerdict, type PersonSection } from './view-model.ts';

/** One person: whether an order would pass, and all facts that decide it. Sends nothing. */
export const PersonPage = ({ personId }: { readonly personId: string }) => {
  const text = useText('people');
  const { value, error, loading, refetch } = useCall('people.look', { personId });
  const companyId = useCompanyId();
  return (
    <Screen
      title={value?.person.name ?? text('title')}
      layout="fill"
      back={{ label: text('back'), onClick: () => navigate('people', getLeftListParams(companyId)) }}
      actions={value === undefined ? undefined : <CopyTicket view={value} />}
    >
      {error === null ? null : <ErrorState failure={error} onRetry={refetch} />}
      {value === undefined ? loading ? <SkeletonRows rows={10} /> : null : <Person key={personId} view={value} personId={personId} />}
    </Screen>
  );
};

const Person = ({ view, personId }: { readonly view: PersonView; readonly personId: string }) => {
  const text = useText('people');
  const gateNames = useText('readiness.gates.name');
  const [section, setSection] = useState<PersonSection>(() => getFirstSection(view));
  const verdict = getVerdict(view);
  const gates = view.gates.map((gate) => ({
    value: `gate-${gate.gate}` as PersonSection,
    label: `${gate.gate} ${gateNames.phrase(String(gate.gate))}`,
    mark: <GateStateIcon gate={gate} view={view} />,
    content: <GateSection gate={gate} view={view} />,
  }));
  return (
    <div className={classes.person}>
      <Row component="p" align="baseline" wrap="nowrap" className={classes.sentence} role="status">
        <StateMark state={verdict.mark} look="icon" />
        <span>{text(verdict.key, verdict.params)}</span>
      </Row>
      <div className={classes.body}>
        <SectionTabs
          label={text('gates')}
          value={section}
          onChange={setSection}
          sections={[
            ...gates,
            { value: 'after', label: text('after.title'), content: <OrderConsequences view={view} /> },
            { value: 'orders', label: text('orders.title'), content: <PendingOrders orders={view.orders} /> },
            {
              value: 'request',
              label: text('request.tab'),
              content: (
                <Stack gap="xxl">
                  <PunchoutRequest request={view.request} />
                  <PunchoutAnswer personId={personId} view={view} />
                </Stack>
              ),
            },
          ]}
        />
        <About view={view} />
      </div>
    </div>
  );
};

const GateStateIcon = ({ gate, view }: { readonly gate: PersonGate; readonly view: PersonView }) => {
  const text = useText('people.state');
  const { mark, word } = getGateMark(gate, view.firstClosed);
  return <StateMark state={mark} look="icon" label={text(word)} />;
};

/** The person's own data from both lists. */
const About = ({ view: { person, evidence } }: { readonly view: PersonView }) => {
  const text = useText('people');
  const about: readonly (readonly [string, string])[] = [
    [text('about.organization'), [person.organization, person.title].filter((part) => part !== '').join('　')],
    [text('about.loginId'), person.loginId],
    [text('about.employeeCode'), person.employeeCode],
    [text('about.workEmail'), evidence.workEmail],
    [text('about.account'), evidence.account?.email ?? ''],
  ];
  return (
    <aside className={classes.about} aria-label={text('about.title')}>
      <h2>{text('about.title')}</h2>
      <dl>
        {about.map(([name, value]) =>
          value === '' ? null : (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value.includes('@') ? <Mono>{value}</Mono> : value}</dd>
            </Fragment>
          ),
        )}
      </dl>
      <Muted component="p">{text('aboutText')}</Muted>
    </aside>
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

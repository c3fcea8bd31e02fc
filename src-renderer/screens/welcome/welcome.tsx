import type { Icon } from '@tabler/icons-react';
import { IconArrowLeft, IconBuildingStore, IconListCheck, IconPackageImport, IconServer, IconUsersGroup } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { useCall, useClient, usePerson, useShowCompany, useShownCompany } from '../../client/index.ts';
import { enterCompany } from '../../navigation/index.ts';
import { ImportTransferButton } from '../../parts/secrets/index.ts';
import { TeamServersDialog } from '../../parts/team-servers/team-servers-dialog.tsx';
import { BrandMark, Button, EmptyState, ErrorState, Muted, Row, useText } from '../../ui/index.ts';
import { Companies } from './companies.tsx';
import { ConnectServerForm } from './connect-server.tsx';
import { FirstLists } from './first-lists.tsx';
import { OpenDemoButton } from './open-demo.tsx';
import { StartGuideButton } from './start-guide.tsx';
import classes from './welcome.module.css';
import { endWelcome } from './welcome-state.ts';

/** The first start and adding companies: two lists or another start, and existing companies. `look` sets language and theme. */
export const Welcome = ({ look }: { look: ReactNode }) => {
  const text = useText('welcome');
  const showCompany = useShowCompany();
  const { value: list, error: failure, refetch } = useCall('companies.list', {});
  const companies = list?.companies ?? [];
  const unreadable = list?.unreadable ?? [];
  const shown = useShownCompany();
  const client = useClient();
  const person = usePerson();
  const mayAdd = client.host !== 'server' || person?.serverAdministrator === true;
  useEffect(() => {
    document.title = text('windowTitle');
  }, [text]);
  const taken = async (id: string): Promise<void> => {
    await showCompany(id);
    enterCompany(id);
    endWelcome();
  };

  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <Row component="span" wrap="nowrap" className={classes.brand}>
          <BrandMark />
          {text('name')}
        </Row>
        <Row component="span" gap="xs" wrap="nowrap">
          {shown ? (
            <Button variant="subtle" leftSection={<IconArrowLeft size={16} />} onClick={endWelcome}>
              {text('back', { name: shown.company.name })}
            </Button>
          ) : null}
          {look}
        </Row>
      </header>
      <main className={classes.main}>
        <h1 className={classes.title}>{text('title')}</h1>
        <p className={classes.lead}>{text('lead')}</p>
        {failure === null ? null : (
          <div className={classes.failure}>
            <ErrorState failure={failure} onRetry={refetch} />
          </div>
        )}
        {companies.length === 0 && unreadable.length === 0 ? null : <Companies companies={companies} unreadable={unreadable} />}
        {mayAdd ? <AddCompany isFirst={companies.length === 0} onTaken={(id) => void taken(id)} /> : null}
        {mayAdd || companies.length > 0 ? null : <EmptyState title={text('noneVisible')} />}
        {client.host === 'server' ? null : <p className={classes.foot}>{text('foot')}</p>}
      </main>
    </div>
  );
};

/** The ways to add a company: two lists, the setup guide, the demo, a server, or a transfer file. */
const AddCompany = ({ isFirst, onTaken }: { readonly isFirst: boolean; readonly onTaken: (id: string) => void }) => {
  const text = useText('welcome');
  const client = useClient();
  const [byServer, setByServer] = useState(false);
  const [byTeam, setByTeam] = useState(false);
  return (
    <>
      <section aria-labelledby="lists" className={classes.lists}>
        <Muted id="lists" component="h2">
          {text(isFirst ? 'lists.title' : 'lists.another')}
        </Muted>
        <Muted component="p" className={classes.heading}>
          {text('lists.body')}
        </Muted>
        <FirstLists named={byServer} />
      </section>
      <section aria-labelledby="ways">
        <Muted id="ways" component="h2" className={classes.heading}>
          {text('ways')}
        </Muted>
        <ul className={classes.ways}>
          <WayRow icon={IconListCheck} title={text('setup.title')} body={text('setup.body')} action={<StartGuideButton />} />
          <WayRow icon={IconBuildingStore} title={text('demo.title')} body={text('demo.body')} action={<OpenDemoButton />} />
          <WayRow
            icon={IconServer}
            title={text('server.title')}
            body={text('server.body')}
            action={
              <Button variant="default" aria-expanded={byServer} onClick={() => setByServer(!byServer)}>
                {text('server.start')}
              </Button>
            }
          >
            {byServer ? <ConnectServerForm /> : null}
          </WayRow>
          {client.host === 'electron' ? (
            <WayRow
              icon={IconUsersGroup}
              title={text('team.title')}
              body={text('team.body')}
              action={
                <Button variant="default" onClick={() => setByTeam(true)}>
                  {text('team.start')}
                </Button>
              }
            />
          ) : null}
          <WayRow
            icon={IconPackageImport}
            title={text('transfer.title')}
            body={text('transfer.body')}
            action={<ImportTransferButton onTaken={onTaken}>{text('transfer.start')}</ImportTransferButton>}
          />
        </ul>
      </section>
      {client.host === 'electron' ? <TeamServersDialog opened={byTeam} onClose={() => setByTeam(false)} /> : null}
    </>
  );
};

interface WayRowProps {
  readonly icon: Icon;
  readonly title: string;
  readonly body: string;
  readonly action: ReactNode;
  readonly children?: ReactNode;
}

const WayRow = ({ icon: RowIcon, title, body, action, children }: WayRowProps) => (
  <li className={classes.way}>
    <div className={classes.wayLine}>
      <RowIcon size={22} stroke={1.4} className={classes.wayIcon} aria-hidden />
      <div className={classes.wayText}>
        <h3>{title}</h3>
        <p>{body}</p>
      </div>
      <div className={classes.wayAction}>{action}</div>
    </div>
    {children ? <div className={classes.wayForm}>{children}</div> : null}
  </li>
);

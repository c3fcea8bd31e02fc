import { IconCheck, IconEye, IconLayoutList, IconPencil, IconPlus, IconRestore, IconSelector, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { Company } from '#shared/contract/companies/companies.ts';
import { useCall, useClient, useShowCompany } from '../../client/index.ts';
import { startWelcome } from '../../screens/welcome/welcome-state.ts';
import { BarButton, FailureDialog, KindChip, Menu, Row, TruncatedText, useText, VisuallyHidden } from '../../ui/index.ts';
import { HostPart } from '../loading/host-part.tsx';
import { LazyDialog } from '../loading/lazy-dialog.tsx';
import { TEAM_SERVER_ITEMS, TEAM_SERVERS_DIALOG } from '../loading/lazy-parts.ts';
import { openOverview } from '../overview/overview-state.ts';
import { DeleteCompanyDialog, RenameCompanyDialog, ResetDemoDialog } from './company-dialogs.tsx';
import { WritableDialog } from './company-guard.tsx';
import classes from './company-switch.module.css';

/** Name of the open company with a menu of the other companies. */
export const CompanySwitch = ({ current }: { current: Company }) => {
  const text = useText('app.company');
  const guard = useText('app.guard');
  const client = useClient();
  const showCompany = useShowCompany();
  const list = useCall('companies.list', {}).value;
  const companies = list?.companies ?? [];
  const unreadable = list?.unreadable.length ?? 0;
  const [dialog, setDialog] = useState<'rename' | 'delete' | 'writable' | 'reset' | 'team-servers' | null>(null);
  const [failure, setFailure] = useState<{ readonly title: string; readonly failure: Failure } | null>(null);

  const open = async (id: string): Promise<void> => {
    if (id === current.id) return;
    const result = await showCompany(id);
    if (!result.ok) setFailure({ title: text('openFailed'), failure: result.error });
  };
  const lookOnly = async (): Promise<void> => {
    const result = await client.call('companies.setReadOnly', { id: current.id, readOnly: true, typedName: null });
    if (!result.ok) setFailure({ title: guard('failed'), failure: result.error });
  };
  return (
    <>
      <Menu position="bottom-start" width={300} withinPortal={false}>
        <Menu.Target>
          <BarButton className={classes.button} title={text('switch')}>
            <VisuallyHidden>{text('switch')}</VisuallyHidden>
            <TruncatedText title={current.name}>{current.name}</TruncatedText>
            <KindChip kind={current.kind} />
            <IconSelector size={16} stroke={1.6} aria-hidden />
          </BarButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{text('companies')}</Menu.Label>
          <Menu.RadioGroup value={current.id} onChange={(id) => void open(id)}>
            {companies.map((company) => (
              <Menu.RadioItem
                key={company.id}
                value={company.id}
                closeMenuOnClick
                checkIcon={<IconCheck size={16} />}
                rightSection={
                  <Row component="span" wrap="nowrap">
                    {company.readOnly ? <IconEye size={16} stroke={1.6} role="img" aria-label={guard('readOnly')} /> : null}
                    <KindChip kind={company.kind} />
                  </Row>
                }
              >
                <TruncatedText>{company.name}</TruncatedText>
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <HostPart shownOn="electron" part={TEAM_SERVER_ITEMS} props={{ onManage: () => setDialog('team-servers') }} />
          {companies.length + unreadable < 2 ? null : (
            <Menu.Item leftSection={<IconLayoutList size={16} />} onClick={openOverview}>
              {text('overview')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPlus size={16} />} onClick={startWelcome}>
            {text('add')}
          </Menu.Item>
          {current.readOnly ? (
            <Menu.Item leftSection={<IconEye size={16} />} onClick={() => setDialog('writable')}>
              {guard('off')}
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<IconEye size={16} />} onClick={() => void lookOnly()}>
              {guard('on')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setDialog('rename')}>
            {text('rename')}
          </Menu.Item>
          {current.kind === 'demo' ? (
            <Menu.Item leftSection={<IconRestore size={16} />} onClick={() => setDialog('reset')}>
              {text('reset')}
            </Menu.Item>
          ) : null}
          <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => setDialog('delete')}>
            {text('delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RenameCompanyDialog company={current} opened={dialog === 'rename'} onClose={() => setDialog(null)} />
      <DeleteCompanyDialog company={current} opened={dialog === 'delete'} onClose={() => setDialog(null)} />
      <ResetDemoDialog company={current} opened={dialog === 'reset'} onClose={() => setDialog(null)} />
      <WritableDialog company={current} opened={dialog === 'writable'} onClose={() => setDialog(null)} />
      {client.host === 'electron' ? (
        <LazyDialog part={TEAM_SERVERS_DIALOG} opened={dialog === 'team-servers'} onClose={() => setDialog(null)} />
      ) : null}
      <FailureDialog title={failure?.title ?? ''} failure={failure?.failure ?? null} onClose={() => setFailure(null)} />
    </>
  );
};

import { IconServer2 } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useCall, useClient } from '../../client/index.ts';
import { KindChip, Menu, TruncatedText, useText } from '../../ui/index.ts';
import { getServerName } from './server-name.ts';

/** Menu items for the companies of the team servers, each of which opens in the server's window. `onManage` opens the dialog. */
export const TeamServerItems = ({ onManage }: { readonly onManage: () => void }) => {
  const text = useText('teamServers');
  const client = useClient();
  const servers = useCall('teamServers.list', {}).value?.servers ?? [];
  return (
    <>
      {servers.map(({ address, state, companies }) => (
        <Fragment key={address}>
          <Menu.Label>{getServerName(address)}</Menu.Label>
          {companies.map(({ id, name, kind }) => (
            <Menu.Item
              key={id}
              rightSection={<KindChip kind={kind} />}
              onClick={() => void client.call('teamServers.open', { address, company: id })}
            >
              <TruncatedText>{name}</TruncatedText>
            </Menu.Item>
          ))}
          {state === 'signed-in' && companies.length > 0 ? null : (
            <Menu.Item onClick={onManage}>{text(`state.${state}`, { companies: companies.length })}</Menu.Item>
          )}
        </Fragment>
      ))}
      <Menu.Item leftSection={<IconServer2 size={16} />} onClick={onManage}>
        {text('manage')}
      </Menu.Item>
      <Menu.Divider />
    </>
  );
};

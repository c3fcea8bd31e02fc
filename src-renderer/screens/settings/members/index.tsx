import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { TeamMember } from '#shared/contract/team.ts';
import { ROLES, type Role } from '#shared/domain/team/roles.ts';
import { useCall, useClient, useShownCompany } from '../../../client/index.ts';
import {
  Button,
  Checkbox,
  EmptyState,
  ErrorState,
  FailureDialog,
  Muted,
  SegmentedControl,
  SkeletonRows,
  SmallTable,
  Switch,
  TitledSection,
  useFormat,
  useText,
} from '../../../ui/index.ts';
import { AccessLog } from './access-log.tsx';

/** Company of the roles shown: all companies, or the company of the window. */
type Scope = 'everywhere' | 'company';

/** People of the team server with their roles, sessions and the access log. */
export const MembersSettings = () => {
  const text = useText('team');
  const client = useClient();
  const shown = useShownCompany();
  const { value, error } = useCall('team.members', {});
  const [scope, setScope] = useState<Scope>('everywhere');
  const [refused, setRefused] = useState<Failure | null>(null);
  const change = async (input: CallInput<'team.changeMember'>): Promise<void> => {
    const result = await client.call('team.changeMember', input);
    if (!result.ok) setRefused(result.error);
  };
  const endSessions = async ({ sessions }: TeamMember): Promise<void> => {
    for (const { id } of sessions) {
      const result = await client.call('team.endSession', { id });
      if (!result.ok) return setRefused(result.error);
    }
  };
  const companyId = scope === 'company' && shown ? shown.company.id : null;
  return (
    <>
      <TitledSection title={text('members.title')} hint={text('members.hint')} wide>
        {shown ? (
          <SegmentedControl
            aria-label={text('members.scope')}
            value={scope}
            onChange={(next) => setScope(next === 'company' ? 'company' : 'everywhere')}
            data={[
              { value: 'everywhere', label: text('members.everywhere') },
              { value: 'company', label: shown.company.name },
            ]}
          />
        ) : null}
        {error !== null ? (
          <ErrorState failure={error} />
        ) : value === undefined ? (
          <SkeletonRows />
        ) : value.members.length === 0 ? (
          <EmptyState title={text('members.none')} />
        ) : (
          <SmallTable>
            <thead>
              <tr>
                <th scope="col">{text('members.person')}</th>
                {ROLES.map((role) => (
                  <th key={role} scope="col">
                    {text(`role.${role}`)}
                  </th>
                ))}
                <th scope="col">{text('serverAdministrator')}</th>
                <th scope="col">{text('members.lastSeen')}</th>
                <th scope="col">{text('members.enabled')}</th>
                <th scope="col">{text('members.sessions')}</th>
              </tr>
            </thead>
            <tbody>
              {value.members.map((member) => (
                <MemberRow key={member.id} member={member} company={companyId} onChange={change} onEndSessions={endSessions} />
              ))}
            </tbody>
          </SmallTable>
        )}
        <Muted>{text('members.claims')}</Muted>
      </TitledSection>
      <TitledSection title={text('log.title')} hint={text('log.hint')} wide>
        <AccessLog members={value?.members ?? []} />
      </TitledSection>
      <FailureDialog title={text('members.title')} failure={refused} onClose={() => setRefused(null)} />
    </>
  );
};

interface MemberRowProps {
  readonly member: TeamMember;
  /** Company of the roles; `null` = all companies. */
  readonly company: string | null;
  readonly onChange: (change: CallInput<'team.changeMember'>) => Promise<void>;
  readonly onEndSessions: (member: TeamMember) => Promise<void>;
}

const MemberRow = ({ member, company, onChange, onEndSessions }: MemberRowProps) => {
  const text = useText('team');
  const format = useFormat();
  const { id, name, granted, claimed } = member;
  const roles = company === null ? granted.everywhere : (granted.companies[company] ?? []);
  const claimedRoles = company === null ? claimed.everywhere : (claimed.companies[company] ?? []);
  const toggle = (role: Role): Promise<void> =>
    onChange({ id, roles: { company, roles: roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role] } });
  return (
    <tr>
      <th scope="row">
        {name}
        <br />
        <Muted>{member.email}</Muted>
      </th>
      {ROLES.map((role) => (
        <td key={role}>
          <RightCheckbox
            label={text('members.roleOf', { name, role: text(`role.${role}`) })}
            isGranted={roles.includes(role)}
            isClaimed={claimedRoles.includes(role)}
            onToggle={() => void toggle(role)}
          />
        </td>
      ))}
      <td>
        <RightCheckbox
          label={text('members.roleOf', { name, role: text('serverAdministrator') })}
          isGranted={granted.serverAdministrator}
          isClaimed={claimed.serverAdministrator}
          onToggle={() => void onChange({ id, serverAdministrator: !granted.serverAdministrator })}
        />
      </td>
      <td>{format.dateTime(member.lastSeen)}</td>
      <td>
        <Switch
          aria-label={text('members.enabledOf', { name })}
          checked={!member.disabled}
          onChange={() => void onChange({ id, disabled: !member.disabled })}
        />
      </td>
      <td>
        {member.sessions.length === 0 ? (
          <Muted>{text('members.noSession')}</Muted>
        ) : (
          <Button size="xs" variant="default" onClick={() => void onEndSessions(member)}>
            {text('members.endSessions', { count: member.sessions.length })}
          </Button>
        )}
      </td>
    </tr>
  );
};

interface RightCheckboxProps {
  readonly label: string;
  readonly isGranted: boolean;
  /** The person has the right from the provider's claims, so that it cannot be taken away here. */
  readonly isClaimed: boolean;
  readonly onToggle: () => void;
}

const RightCheckbox = ({ label, isGranted, isClaimed, onToggle }: RightCheckboxProps) => {
  const text = useText('team');
  const isFixed = isClaimed && !isGranted;
  return (
    <Checkbox
      aria-label={isFixed ? text('members.claimedOf', { right: label }) : label}
      title={isFixed ? text('members.claimed') : undefined}
      checked={isGranted || isClaimed}
      disabled={isFixed}
      onChange={onToggle}
    />
  );
};

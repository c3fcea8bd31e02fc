import { IconFileImport } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useCall, useClient } from '#renderer/client/index.ts';
import {
  Button,
  Dialog,
  ErrorState,
  guardComposition,
  Mono,
  SkeletonRows,
  StateMark,
  TextInput,
  useFormat,
  useText,
  VisuallyHidden,
} from '#renderer/ui/index.ts';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import classes from './approval.module.css';
import { OtherPlanApproval } from './approve-other.tsx';
import { TeamApproval } from './team-approval.tsx';

type Approval = CallOutput<'approval.list'>['approvals'][number];
const MARKS = { valid: 'ready', 'own-key': 'risk', 'unknown-key': 'risk', broken: 'block', expired: 'unknown' } as const;

const APPROVED: ReadonlySet<string> = new Set(['valid', 'own-approval']);

/** Second administrator: approvals of this plan, trusted keys, and approving another console's plan. */
export const ApprovalDialog = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const text = useText('planScreen.approval');
  return (
    <Dialog opened={opened} onClose={onClose} size={640} title={text('title')}>
      {opened ? <Body /> : null}
    </Dialog>
  );
};

const Body = () => {
  const text = useText('planScreen.approval');
  const client = useClient();
  const isTeam = client.host === 'server';
  const [failure, setFailure] = useState<Failure | null>(null);
  const { value, error, loading, refetch } = useCall('approval.list', {});
  const then = <T,>(result: Result<T>): void => {
    setFailure(result.ok ? null : result.error);
    refetch();
  };
  const take = async (): Promise<void> => {
    const picked = await client.pickFile('.json');
    if (!picked.ok) return setFailure(picked.error);
    if (picked.value !== null) then(await client.call('approval.import', { token: picked.value.token }));
  };
  const trust = (fingerprint: string, name: string): Promise<void> => client.call('approval.trust', { fingerprint, name }).then(then);
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined) return loading ? <SkeletonRows rows={4} /> : null;
  return (
    <div className={classes.body}>
      <section className={classes.section}>
        <h3>{text('this')}</h3>
        <p>
          <StateMark
            state={value.standing === 'valid' ? 'ready' : value.required ? 'risk' : 'unknown'}
            label={text(`standing.${value.standing}`)}
          />
        </p>
        {value.required ? null : <p className={classes.hint}>{text('notRequired')}</p>}
        {isTeam ? (
          <TeamApproval requests={value.requests} isApproved={APPROVED.has(value.standing)} />
        ) : (
          <FileApprovals approvals={value.approvals} isRequired={value.required} failure={failure} onTake={take} onTrust={trust} />
        )}
      </section>
      {value.approvers.length === 0 ? null : (
        <section className={classes.section}>
          <h3>{text('approvers')}</h3>
          <ul className={classes.list}>
            {value.approvers.map(({ fingerprint, name, addedBy }) => (
              <li key={fingerprint}>
                <span>{name}</span>
                <Fingerprint value={fingerprint} />
                <span className={classes.hint}>{text('addedBy', { by: addedBy })}</span>
                <Button size="xs" variant="subtle" onClick={() => void client.call('approval.distrust', { fingerprint }).then(then)}>
                  {text('distrust')}
                  <VisuallyHidden>{` ${name}`}</VisuallyHidden>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {isTeam ? null : <OtherPlanApproval />}
    </div>
  );
};

interface FileApprovalsProps {
  readonly approvals: readonly Approval[];
  readonly isRequired: boolean;
  readonly failure: Failure | null;
  readonly onTake: () => Promise<void>;
  readonly onTrust: (fingerprint: string, name: string) => Promise<void>;
}

/** Approvals received as files, on a computer with a single user. */
const FileApprovals = ({ approvals, isRequired, failure, onTake, onTrust }: FileApprovalsProps) => {
  const text = useText('planScreen.approval');
  return (
    <>
      {isRequired ? <p className={classes.hint}>{text('how')}</p> : null}
      <div>
        <Button size="xs" variant="default" leftSection={<IconFileImport size={16} aria-hidden />} onClick={() => void onTake()}>
          {text('import')}
        </Button>
      </div>
      {failure === null ? null : <ErrorState failure={failure} />}
      {approvals.length === 0 ? null : (
        <ul className={classes.list}>
          {approvals.map((approval) => (
            <ApprovalRow
              key={`${approval.seal} ${approval.fingerprint}`}
              approval={approval}
              onTrust={(name) => onTrust(approval.fingerprint, name)}
            />
          ))}
        </ul>
      )}
    </>
  );
};

const SHOWN_HASH_LENGTH = 16;

/** A fingerprint for comparison by telephone: groups of four characters, complete on hover. */
export const Fingerprint = ({ value }: { value: string }) => (
  <Mono title={value}>{value.slice(0, SHOWN_HASH_LENGTH).match(/.{4}/g)?.join(' ') ?? value}</Mono>
);

interface RowProps {
  readonly approval: Approval;
  readonly onTrust: (name: string) => Promise<void>;
}

/** One received approval; an unknown key counts after its fingerprint was compared. */
const ApprovalRow = ({ approval, onTrust }: RowProps) => {
  const text = useText('planScreen.approval');
  const format = useFormat();
  const [name, setName] = useState(approval.by);
  const { by, at, fingerprint, state } = approval;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') void onTrust(name.trim());
  };
  return (
    <li>
      <StateMark state={MARKS[state]} label={text(`state.${state}`)} />
      <span>{by}</span>
      <span className={classes.hint}>{format.dateTime(at)}</span>
      <Fingerprint value={fingerprint} />
      {state === 'unknown-key' ? (
        <form className={classes.trust} onSubmit={submit} onKeyDown={guardComposition}>
          <p className={classes.hint}>{text('compare')}</p>
          <TextInput
            size="xs"
            aria-label={text('nameOf')}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button size="xs" type="submit" variant="default">
            {text('trust')}
          </Button>
        </form>
      ) : null}
    </li>
  );
};

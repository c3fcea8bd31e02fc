import { type FormEvent, useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { Button, ErrorState, guardComposition, Muted, Row, StateMark, Textarea, useFormat, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { RoleRefusal } from '../../../parts/role-refusal/role-refusal.tsx';
import classes from './approval.module.css';

type Request = CallOutput<'approval.list'>['requests'][number];

const MARKS = { open: 'risk', replaced: 'unknown', approved: 'ready', rejected: 'block' } as const;
const MAX_COMMENT_LENGTH = 1_000;

/** Approval on a team server: requesting it for the selected plan, and deciding about the open request. */
export const TeamApproval = ({ requests, isApproved }: { readonly requests: readonly Request[]; readonly isApproved: boolean }) => {
  const text = useText('planScreen.approval.team');
  const isRequested = requests.some(({ state, isCurrent }) => state === 'open' && isCurrent);
  return (
    <>
      {isApproved || isRequested ? null : (
        <>
          <p className={classes.hint}>{text('how')}</p>
          <RequestForm />
        </>
      )}
      <h3>{text('requests')}</h3>
      {requests.length === 0 ? (
        <Muted>{text('none')}</Muted>
      ) : (
        <ul className={classes.list}>
          {requests.map((request) => (
            <RequestRow key={request.id} request={request} />
          ))}
        </ul>
      )}
    </>
  );
};

const RequestForm = () => {
  const text = useText('planScreen.approval.team');
  const client = useClient();
  const [comment, setComment] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const request = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const result = await client.call('approval.request', { comment });
    setFailure(result.ok ? null : result.error);
    if (result.ok) setComment('');
  };
  return (
    <RoleRefusal needs="editor">
      <form className={classes.section} onSubmit={(event) => void request(event)} onKeyDown={guardComposition}>
        <CommentField label={text('comment')} value={comment} onChange={setComment} />
        <Row justify="flex-end">
          <Button type="submit">{text('request')}</Button>
        </Row>
        {failure === null ? null : <ErrorState failure={failure} />}
      </form>
    </RoleRefusal>
  );
};

const RequestRow = ({ request }: { readonly request: Request }) => {
  const text = useText('planScreen.approval.team');
  const format = useFormat();
  const { state, requestedBy: by, requestedAt, comment, items, decision, isCurrent, isOwn } = request;
  return (
    <li className={classes.request}>
      <StateMark state={MARKS[state]} label={text(`state.${state}`)} />
      <span>{text('requested', { by, at: format.dateTime(requestedAt), items })}</span>
      {comment === '' ? null : <p className={classes.comment}>{comment}</p>}
      {decision === null ? null : (
        <>
          <Muted>{text('decided', { by: decision.by, at: format.dateTime(decision.at) })}</Muted>
          {decision.comment === '' ? null : <p className={classes.comment}>{decision.comment}</p>}
        </>
      )}
      {state !== 'open' ? null : !isCurrent ? <Muted>{text('changed')}</Muted> : isOwn ? <Muted>{text('own')}</Muted> : null}
      {state === 'open' && isCurrent && !isOwn ? <DecisionForm request={request} /> : null}
    </li>
  );
};

const DecisionForm = ({ request: { id, items } }: { readonly request: Request }) => {
  const text = useText('planScreen.approval.team');
  const client = useClient();
  const [comment, setComment] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const decide = async (approve: boolean): Promise<void> => {
    const result = await client.call('approval.decide', { id, approve, comment });
    setFailure(result.ok ? null : result.error);
  };
  return (
    <RoleRefusal needs="approver">
      <div className={classes.section}>
        <p className={classes.hint}>{text('check', { items })}</p>
        <CommentField label={text('answer')} value={comment} onChange={setComment} />
        <Row justify="flex-end">
          <Button variant="default" onClick={() => void decide(false)}>
            {text('reject')}
          </Button>
          <Button onClick={() => void decide(true)}>{text('approve', { items })}</Button>
        </Row>
        {failure === null ? null : <ErrorState failure={failure} />}
      </div>
    </RoleRefusal>
  );
};

interface CommentFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const CommentField = ({ label, value, onChange }: CommentFieldProps) => (
  <Textarea
    label={label}
    autosize
    minRows={1}
    maxRows={6}
    maxLength={MAX_COMMENT_LENGTH}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);

import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { Button, ErrorState, Mono, useFormat, useLanguage, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { FileToken } from '#shared/contract/files.ts';
import type { Failure } from '#shared/contract/result.ts';
import classes from './approval.module.css';

type Review = CallOutput<'approval.review'>;
const SHOWN_ITEMS = 100;

/** Somebody else's plan: what it would send is read first, then signed with this company's key. */
export const ApproveOther = () => {
  const text = useText('planScreen.approval.other');
  const format = useFormat();
  const language = useLanguage();
  const client = useClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [plan, setPlan] = useState<{ readonly file: FileToken; readonly review: Review } | null>(null);
  const [fingerprint, setFingerprint] = useState<string | null>(null);

  const choose = async (): Promise<void> => {
    const picked = await client.pickFile('.json');
    if (!picked.ok) return setFailure(picked.error);
    if (picked.value === null) return;
    const review = await client.call('approval.review', { token: picked.value.token, offset: 0, limit: SHOWN_ITEMS });
    if (!review.ok) return setFailure(review.error);
    setFailure(null);
    setFingerprint(null);
    setPlan({ file: picked.value, review: review.value });
  };
  const approve = async (): Promise<void> => {
    if (plan === null) return;
    const started = await client.call('approval.approve', { token: plan.file.token, digest: plan.review.digest, language });
    if (!started.ok) return setFailure(started.error);
    const own = await client.call('approval.identity', {});
    setFailure(own.ok ? null : own.error);
    if (own.ok) setFingerprint(own.value.fingerprint);
  };
  const review = plan?.review;
  return (
    <section className={classes.section}>
      <h3>{text('title')}</h3>
      <p className={classes.hint}>{text('explain')}</p>
      <div>
        <Button size="xs" variant="default" leftSection={<IconFileImport size={16} aria-hidden />} onClick={() => void choose()}>
          {text('choose')}
        </Button>
      </div>
      {failure === null ? null : <ErrorState failure={failure} />}
      {review === undefined ? null : (
        <>
          <p>
            {text('madeBy', { company: review.profile.name, by: review.madeBy, at: format.dateTime(review.madeAt), count: review.total })}
          </p>
          {review.effect === null ? null : (
            <p>{text('effect', { before: review.effect.readyBefore, after: review.effect.readyAfter, loses: review.effect.loses })}</p>
          )}
          <ul className={classes.items}>
            {review.items.map(({ section, name, sentence, fields }) => (
              <li key={`${section} ${name} ${sentence}`}>
                {sentence}
                {fields.length === 0 ? null : <span className={classes.hint}>{fields.slice(0, 5).join(' ')}</span>}
              </li>
            ))}
          </ul>
          {review.total > review.items.length ? (
            <p className={classes.hint}>{text('more', { count: review.total - review.items.length })}</p>
          ) : null}
          {fingerprint === null ? (
            <div>
              <Button onClick={() => void approve()}>{text('approve', { count: review.total })}</Button>
            </div>
          ) : (
            <p>
              {text('approved')} <Mono>{fingerprint}</Mono>
            </p>
          )}
        </>
      )}
    </section>
  );
};

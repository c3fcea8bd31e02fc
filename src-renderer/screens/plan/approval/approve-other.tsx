import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { exportFile, useClient } from '#renderer/client/index.ts';
import { Button, ErrorState, KindChip, Mono, Pager, useFormat, useLanguage, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { FileToken } from '#shared/contract/files.ts';
import classes from './approval.module.css';

type Review = CallOutput<'approval.review'>;
type Item = Review['items'][number];
const PAGE = 50;

/** Another console's plan: its content is read first, then signed with this company's key. */
export const OtherPlanApproval = () => {
  const text = useText('planScreen.approval.other');
  const language = useLanguage();
  const client = useClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [plan, setPlan] = useState<{ readonly file: FileToken; readonly review: Review; readonly page: number } | null>(null);
  /** Pages are opened in order, so reaching a page means that the earlier ones were seen. */
  const [furthest, setFurthest] = useState(0);
  const [fingerprint, setFingerprint] = useState<string | null>(null);

  const show = async (file: FileToken, page: number): Promise<boolean> => {
    const review = await client.call('approval.review', { token: file.token, offset: page * PAGE, limit: PAGE, language });
    setFailure(review.ok ? null : review.error);
    setPlan(review.ok ? { file, review: review.value, page } : null);
    return review.ok;
  };
  const choose = async (): Promise<void> => {
    const picked = await client.pickFile('.json');
    if (!picked.ok) return setFailure(picked.error);
    if (picked.value === null) return;
    setFingerprint(null);
    setFurthest(0);
    await show(picked.value, 0);
  };
  const turn = async (page: number): Promise<void> => {
    if (plan !== null && (await show(plan.file, page))) setFurthest((before) => Math.max(before, page));
  };
  const approve = async (): Promise<void> => {
    if (plan === null) return;
    const order = { token: plan.file.token, file: plan.review.file, language };
    const exported = await exportFile(client, client.call('approval.approve', order));
    if (!exported.ok) return setFailure(exported.error);
    const own = await client.call('approval.identity', {});
    setFailure(own.ok ? null : own.error);
    if (own.ok) setFingerprint(own.value.fingerprint);
  };
  const review = plan?.review;
  const isRead = review !== undefined && (furthest + 1) * PAGE >= review.risky;
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
      {plan === null || review === undefined ? null : (
        <>
          <Head review={review} />
          <ul className={classes.items}>
            {review.items.map((item) => (
              <ItemRow key={item.key} item={item} />
            ))}
          </ul>
          <Pager page={plan.page} pageSize={PAGE} total={review.total} onPage={(page) => void turn(page)} />
          {fingerprint === null ? (
            <div>
              {isRead ? null : <p className={classes.hint}>{text('unread')}</p>}
              <Button disabled={!isRead} onClick={() => void approve()}>
                {text('approve', { count: review.total })}
              </Button>
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

/** Author, target and totals of the plan. */
const Head = ({ review }: { review: Review }) => {
  const text = useText('planScreen.approval.other');
  const words = useText('plan.effect');
  const format = useFormat();
  const { company, server, madeBy, madeAt, effect, total, totals, risky } = review;
  return (
    <div>
      <p>
        {text('madeBy', { company: company.name, by: madeBy, at: format.dateTime(madeAt), count: total })} <KindChip kind={company.kind} />
      </p>
      <p className={classes.exact}>{text('server', { server })}</p>
      <p>{text('totals', totals)}</p>
      {effect === null ? null : <p>{text('effect', { before: effect.readyBefore, after: effect.readyAfter, loses: effect.loses })}</p>}
      {effect === null || effect.mayLose === effect.loses ? null : <p>{words('mayLose', { count: effect.mayLose })}</p>}
      <p className={classes.hint}>
        {risky === 0 ? '' : `${text('risky', { count: risky })} `}
        {text('from')}
      </p>
    </div>
  );
};

/** Fields shown per item; others on request. */
const FIELDS = 40;

/** One change with risks and all values. */
const ItemRow = ({ item }: { item: Item }) => {
  const text = useText('planScreen.approval.other');
  const levels = useText('plan.risk.level');
  const reasons = useText('plan.risk.reason');
  const [shown, setShown] = useState(FIELDS);
  const { sentence, risk, risks, fields, id } = item;
  return (
    <li>
      <span>{sentence}</span>
      {risk === 'low' ? null : (
        <span className={classes.risk} data-risk={risk}>
          {`${levels(risk)}: ${risks.map((reason) => reasons(reason)).join(' ')}`}
        </span>
      )}
      <span className={classes.hint}>ID {id}</span>
      {fields.length === 0 ? null : (
        <ul className={classes.fields}>
          {fields.slice(0, shown).map(({ path, sentence: said, exact }) => (
            <li key={path}>
              {said}
              {exact === null ? null : (
                <>
                  {exact.before === 'null' ? null : <span className={classes.exact}>{`${text('was')}: ${exact.before}`}</span>}
                  <span className={classes.exact}>{`${text('sent')}: ${exact.after}`}</span>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {fields.length > shown ? (
        <Button size="xs" variant="subtle" onClick={() => setShown(shown + 500)}>
          {text('moreFields', { count: fields.length - shown })}
        </Button>
      ) : null}
    </li>
  );
};

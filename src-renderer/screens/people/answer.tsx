import { Fragment } from 'react';
import { useCall } from '#renderer/client/index.ts';
import { ErrorState, Facts, Mono, Muted, Skeleton, StateMark, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { useFactText, useReasonText } from '../../parts/connection-test/layer-row.tsx';
import classes from './people.module.css';
import type { PersonView } from './person-view.ts';
import { StoppedBeforeNotice } from './stopped-before-notice.tsx';
import { getAcceptanceMark } from './view-model.ts';

type Answered = CallOutput<'people.askAmazon'>;

/** Amazon's response to the request. Only the demo company's Amazon is contacted. */
export const PunchoutAnswer = ({ personId, view }: { readonly personId: string; readonly view: PersonView }) => {
  const text = useText('people.answer');
  const { value, error, loading, refetch } = useCall('people.askAmazon', { personId });
  return (
    <section>
      <h2>{text('title')}</h2>
      {error === null ? null : <ErrorState failure={error} onRetry={refetch} />}
      {value === undefined && loading ? <Skeleton width="60%" /> : null}
      {value === undefined ? null : value.asked ? (
        <AmazonsAnswer answered={value} view={view} />
      ) : (
        <>
          <p>{text('notAsked')}</p>
          <Muted component="p">
            {text('would')} <Mono>{view.request.address}</Mono>
          </Muted>
        </>
      )}
    </section>
  );
};

const AmazonsAnswer = ({ answered, view }: { readonly answered: Answered & { readonly asked: true }; readonly view: PersonView }) => {
  const text = useText('people.answer');
  const names = useText('connection.fact');
  const fact = useFactText();
  const say = useReasonText();
  const accepted = getAcceptanceMark(view);
  // A successful response beside a person who cannot order would be misleading.
  const isAlone = answered.accepted && accepted.word === 'acceptedAlone';
  const facts = isAlone ? [] : Object.entries(answered.facts).filter(([name]) => names.has(name));
  return (
    <>
      <Muted component="p">{text('demo')}</Muted>
      <p className={classes.verdict}>
        {answered.accepted ? (
          <StateMark state={accepted.mark} look="chip" label={text(accepted.word)} />
        ) : (
          <StateMark state="block" look="chip" label={text('refused')} />
        )}
      </p>
      {answered.accepted ? <Muted component="p">{text('judgedBy')}</Muted> : null}
      <StoppedBeforeNotice view={view} />
      {[...answered.failed, ...answered.warned].map((reason) => (
        <div key={reason.id} className={classes.found}>
          <StateMark state={answered.failed.includes(reason) ? 'block' : 'risk'} look="icon" />
          <div>
            <p>{say(reason, 'what')}</p>
            <Muted component="p">{say(reason, 'why')}</Muted>
            <p>{say(reason, 'next')}</p>
          </div>
        </div>
      ))}
      {facts.length === 0 ? null : (
        <Facts terms="minmax(8rem, 13rem)" fz="sm" mt="sm">
          {facts.map(([name, value]) => (
            <Fragment key={name}>
              <dt>{names.phrase(name)}</dt>
              <dd translate="no">{fact(name, value)}</dd>
            </Fragment>
          ))}
        </Facts>
      )}
    </>
  );
};

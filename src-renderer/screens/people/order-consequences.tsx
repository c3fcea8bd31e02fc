import type { ReactNode } from 'react';
import { Fragment } from 'react';
import { navigate } from '#renderer/navigation/index.ts';
import { Facts, Mono, Muted, PlainList, StateMark, TextLink, useFormat, useText } from '#renderer/ui/index.ts';
import classes from './people.module.css';
import type { PersonView } from './person-view.ts';
import { StoppedBeforeNotice } from './stopped-before-notice.tsx';
import { areCodesUnknown, getLockOutcome, getReasonInvoicesUnknown, getRouteDaysParams, listSlotNames } from './view-model.ts';

/** Outcome of the order: invoices, approvers, number, and lock. */
export const OrderConsequences = ({ view }: { readonly view: PersonView }) => {
  const text = useText('people.after');
  const format = useFormat();
  const { title, invoices, route, serial } = view;
  return (
    <section>
      <h2>{text('title')}</h2>
      <StoppedBeforeNotice view={view} />
      <div className={classes.parts}>
        <Part title={text('invoices.title')}>
          {invoices.length === 0 ? <Muted component="p">{text(`invoices.${getReasonInvoicesUnknown(view.gates) ?? 'none'}`)}</Muted> : null}
          <PlainList gap="sm">
            {invoices.map(({ id, name, code, amazonGroup }) => (
              <li key={id}>
                <TextLink onClick={() => navigate('invoicing', { tab: 'groups', id })}>{name}</TextLink> <Mono>{code}</Mono>
                <Muted component="p">
                  {amazonGroup === '' ? <Unmatched gates={view.gates} /> : text('invoices.matched', { group: amazonGroup })}
                </Muted>
              </li>
            ))}
          </PlainList>
        </Part>
        <Part title={text('approval.title')}>
          {route === null ? (
            <Muted component="p">{text(view.person.id === '' ? 'approval.noId' : 'approval.none')}</Muted>
          ) : (
            <Stages route={route} />
          )}
        </Part>
        <Part title={text('number.title')}>
          {serial === null ? (
            <Muted component="p">{text('number.none')}</Muted>
          ) : (
            <>
              <p>{serial.number === null ? text('number.exhausted', { name: serial.name }) : <Mono>{serial.number}</Mono>}</p>
              <Muted component="p">
                {serial.asOf === null
                  ? text('number.about', { name: serial.name })
                  : text('number.next', { name: serial.name, day: format.date(serial.asOf) })}
              </Muted>
            </>
          )}
          {title === '' ? null : <Muted component="p">{text('number.subject', { title })}</Muted>}
        </Part>
        <Part title={text('lock.title')}>
          <Lock view={view} />
        </Part>
      </div>
    </section>
  );
};

/** An invoice group without Amazon group blocks only if Amazon's codes are known. */
const Unmatched = ({ gates }: Pick<PersonView, 'gates'>) => {
  const text = useText('people.after.invoices');
  return areCodesUnknown(gates) ? (
    <StateMark state="unknown" label={text('codesUnseen')} />
  ) : (
    <StateMark state="block" label={text('unmatched')} />
  );
};

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <div className={classes.part}>
    <h3>{title}</h3>
    {children}
  </div>
);

const Stages = ({ route }: { readonly route: NonNullable<PersonView['route']> }) => {
  const text = useText('people.after.approval');
  const format = useFormat();
  const words = useText('');
  const days = getRouteDaysParams(route);
  return (
    <>
      <p>
        <TextLink onClick={() => navigate('routes', { id: route.id })}>{route.name}</TextLink>
      </p>
      <ol className={classes.stages}>
        {route.stages.map((stage, at) => {
          const { names, more } = listSlotNames(stage);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: one step may give several stages, always in this order.
            <li key={`${stage.stepId} ${at}`}>
              <span>
                {stage.outcome === 'people' ? text('people', { names: format.list(names), more }) : text(`outcome.${stage.outcome}`)}
              </span>
              {stage.organization === null ? null : <Muted> {stage.organization.name}</Muted>}
              {stage.outcome === 'people' && stage.counted > 1 ? (
                <Muted component="p">{text('votes', { needed: stage.needed, counted: stage.counted })}</Muted>
              ) : null}
              {stage.problems
                .filter(({ severity }) => severity !== 'note')
                .map((problem) => (
                  <p key={problem.text} className={classes.found}>
                    <StateMark state={problem.severity} look="icon" />
                    <Muted>{words.phrase(problem.text, problem.params)}</Muted>
                  </p>
                ))}
            </li>
          );
        })}
      </ol>
      <Muted component="p">
        {days === null || route.ends === null ? text('neverEnds') : text('ends', { day: format.date(route.ends), ...days })}
      </Muted>
    </>
  );
};

const Lock = ({ view }: { readonly view: PersonView }) => {
  const { lock } = view;
  const text = useText('people.after.lock');
  const readings = useText('lock.reading');
  const format = useFormat();
  const standing = getLockOutcome(view);
  return (
    <>
      <Muted component="p">{text('about')}</Muted>
      <Facts terms="minmax(8rem, 13rem)" fz="sm" mt="sm">
        {(['hours', 'dates'] as const).map((reading) => (
          <Fragment key={reading}>
            <dt>{readings(reading)}</dt>
            <dd>
              {format.dateTime(lock.ends[reading])}
              {lock.reading === reading ? <Muted> {text('ours')}</Muted> : null}
            </dd>
          </Fragment>
        ))}

        <dt>{text('lastChance')}</dt>
        <dd>{lock.lastChance === null ? text('noChance') : format.date(lock.lastChance)}</dd>
      </Facts>
      {standing === null ? null : <StateMark state={standing.mark} label={text(standing.word)} />}
    </>
  );
};

import type { ReactNode } from 'react';
import { navigate } from '#renderer/app/navigation.ts';
import { Mono, StateMark, UnstyledButton, useFormat, useText } from '#renderer/ui/index.ts';
import classes from './order-rehearsal.module.css';
import { type Rehearsed, seatsOf } from './view-model.ts';

/** What would become of the order: the invoices to choose from, who decides, its number, and how long the price holds. */
export const WhatFollows = ({ rehearsed }: { readonly rehearsed: Rehearsed }) => {
  const text = useText('orderRehearsal.after');
  const { title, invoices, route, serial } = rehearsed;
  return (
    <section>
      <h2>{text('title')}</h2>
      <div className={classes.parts}>
        <Part title={text('invoices.title')}>
          {invoices.length === 0 ? <p className={classes.hint}>{text('invoices.none')}</p> : null}
          <ul className={classes.list}>
            {invoices.map(({ id, name, code, amazonGroup }) => (
              <li key={id}>
                <UnstyledButton className={classes.name} onClick={() => navigate('invoicing', { tab: 'groups', id })}>
                  {name}
                </UnstyledButton>{' '}
                <Mono>{code}</Mono>
                <p className={classes.hint}>
                  {amazonGroup === '' ? (
                    <StateMark state="block" label={text('invoices.unmatched')} />
                  ) : (
                    text('invoices.matched', { group: amazonGroup })
                  )}
                </p>
              </li>
            ))}
          </ul>
        </Part>
        <Part title={text('approval.title')}>
          {route === null ? <p className={classes.hint}>{text('approval.none')}</p> : <Stages route={route} />}
        </Part>
        <Part title={text('number.title')}>
          {serial === null ? (
            <p className={classes.hint}>{text('number.none')}</p>
          ) : (
            <>
              <p>{serial.number === null ? text('number.exhausted', { name: serial.name }) : <Mono>{serial.number}</Mono>}</p>
              <p className={classes.hint}>{text('number.about', { name: serial.name })}</p>
            </>
          )}
          {title === '' ? null : <p className={classes.hint}>{text('number.subject', { title })}</p>}
        </Part>
        <Part title={text('lock.title')}>
          <Lock rehearsed={rehearsed} />
        </Part>
      </div>
    </section>
  );
};

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <div className={classes.part}>
    <h3>{title}</h3>
    {children}
  </div>
);

const Stages = ({ route }: { readonly route: NonNullable<Rehearsed['route']> }) => {
  const text = useText('orderRehearsal.after.approval');
  const format = useFormat();
  const words = useText('');
  return (
    <>
      <p>
        <UnstyledButton className={classes.name} onClick={() => navigate('routes', { id: route.id })}>
          {route.name}
        </UnstyledButton>
      </p>
      <ol className={classes.stages}>
        {route.stages.map((stage, at) => {
          const { names, more } = seatsOf(stage);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: one step may give several stages, always in this order.
            <li key={`${stage.stepId} ${at}`}>
              <span>
                {stage.outcome === 'people' ? text('people', { names: format.list(names), more }) : text(`outcome.${stage.outcome}`)}
              </span>
              {stage.organization === null ? null : <span className={classes.hint}> {stage.organization.name}</span>}
              {stage.outcome === 'people' && stage.counted > 1 ? (
                <p className={classes.hint}>{text('votes', { needed: stage.needed, counted: stage.counted })}</p>
              ) : null}
              {stage.problems
                .filter(({ severity }) => severity !== 'note')
                .map((problem) => (
                  <p key={problem.text} className={classes.found}>
                    <StateMark state={problem.severity} look="icon" />
                    <span className={classes.hint}>{words(problem.text, problem.params)}</span>
                  </p>
                ))}
            </li>
          );
        })}
      </ol>
      <p className={classes.hint}>
        {route.ends === null ? text('neverEnds') : text('ends', { day: format.date(route.ends), days: route.days ?? 0 })}
      </p>
    </>
  );
};

const Lock = ({ rehearsed: { lock, route } }: { readonly rehearsed: Rehearsed }) => {
  const text = useText('orderRehearsal.after.lock');
  const readings = useText('lock.reading');
  const format = useFormat();
  const late = route?.ends != null && format.date(route.ends) > format.date(lock.ends[lock.reading]);
  return (
    <>
      <p className={classes.hint}>{text('about')}</p>
      <dl className={classes.facts}>
        {(['hours', 'dates'] as const).map((reading) => (
          <div key={reading}>
            <dt>{readings(reading)}</dt>
            <dd>
              {format.dateTime(lock.ends[reading])}
              {lock.reading === reading ? <span className={classes.hint}> {text('ours')}</span> : null}
            </dd>
          </div>
        ))}
        <div>
          <dt>{text('lastChance')}</dt>
          <dd>{lock.lastChance === null ? text('noChance') : format.date(lock.lastChance)}</dd>
        </div>
      </dl>
      {route?.ends == null ? null : <StateMark state={late ? 'risk' : 'ready'} label={text(late ? 'late' : 'inTime')} />}
    </>
  );
};

import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { OverviewCompany } from '#shared/contract/companies/companies.ts';
import { formatDeadline, formatUncheckedLists } from '#shared/messages/digest-words.ts';
import { useCall, useCompanyId, useShowCompany } from '../../client/index.ts';
import { navigate } from '../../navigation/index.ts';
import { getMeasure } from '../../parts/gates/measure.ts';
import {
  Button,
  DataAgeText,
  Dialog,
  ErrorState,
  KindChip,
  Muted,
  SkeletonRows,
  SmallTable,
  useFailureText,
  useFormat,
  useNow,
  useText,
  useTexts,
} from '../../ui/index.ts';
import classes from './overview.module.css';
import { closeOverview } from './overview-state.ts';
import { getDeadlinesThisWeek, isAuditOutdated, listWaitingSides, sortSources } from './view-model.ts';

/** All companies with the numbers of their last audit. Opening the dialog runs no audit and opens no company. */
export const OverviewDialog = ({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) => {
  const text = useText('overview');
  return (
    <Dialog opened={opened} onClose={onClose} title={text('title')} size={1040}>
      {opened ? <Overview /> : null}
    </Dialog>
  );
};

const COLUMNS = ['company', 'share', 'week', 'waiting', 'lists'] as const;

const Overview = () => {
  const text = useText('overview');
  const showCompany = useShowCompany();
  const shown = useCompanyId();
  const { value, error, loading, refetch } = useCall('companies.overview', {});
  const [failure, setFailure] = useState<Failure | null>(null);
  if (loading) return <SkeletonRows rows={4} />;
  if (value === undefined) return error === null ? null : <ErrorState failure={error} onRetry={refetch} />;
  const enter = async (id: string): Promise<void> => {
    if (id === shown) navigate('readiness');
    else {
      // The frame opens the other company's screen.
      const result = await showCompany(id);
      if (!result.ok) return setFailure(result.error);
    }
    closeOverview();
  };
  return (
    <>
      <Muted component="p">{text('hint')}</Muted>
      {failure === null ? null : <ErrorState failure={failure} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
      <section className={classes.box} tabIndex={0} aria-label={text('title')}>
        <SmallTable>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {text(column)}
                </th>
              ))}
              <th scope="col" aria-label={text('open')} />
            </tr>
          </thead>
          <tbody>
            {value.companies.map((company) =>
              company.company === null ? (
                <Unopened key={company.id} company={company} />
              ) : (
                <Company key={company.id} company={company} today={value.today} onEnter={() => void enter(company.id)} />
              ),
            )}
          </tbody>
        </SmallTable>
      </section>
    </>
  );
};

/** A company that cannot be opened, with the reason in place of its numbers. */
const Unopened = ({ company: { id, failure } }: { company: OverviewCompany }) => {
  const text = useText('overview');
  const failureText = useFailureText();
  return (
    <tr>
      <th scope="row">
        <b>{text('unopened')}</b>
        <Muted component="span" className={classes.line}>
          {id}
        </Muted>
      </th>
      <td colSpan={COLUMNS.length}>{failure === null ? null : <Reason {...failureText(failure)} />}</td>
    </tr>
  );
};

const Reason = ({ what, why, next }: { what: string; why: string; next: string }) => (
  <>
    <b>{what}</b>
    <Muted component="span" className={classes.line}>
      {why} {next}
    </Muted>
  </>
);

interface CompanyProps {
  readonly company: OverviewCompany;
  readonly today: string;
  readonly onEnter: () => void;
}

const Company = ({ company: row, today, onEnter }: CompanyProps) => {
  const text = useText('overview');
  const format = useFormat();
  const texts = useTexts();
  const now = useNow();
  const shownId = useCompanyId();
  const { company, glance } = row;
  if (company === null) return null;
  const lists = sortSources(row);
  const week = glance === null ? null : getDeadlinesThisWeek(glance, today);
  const waiting = glance === null ? [] : listWaitingSides(glance);
  return (
    <tr>
      <th scope="row">
        <b className={classes.name}>{company.name}</b> <KindChip kind={company.kind} />
        <Muted component="span" className={classes.line}>
          {glance === null ? (
            text('notAudited')
          ) : (
            <>
              {text('audited')} <DataAgeText at={glance.auditedAt} />
              {isAuditOutdated(row) ? ` · ${text('behind')}` : null}
            </>
          )}
        </Muted>
      </th>
      <td>
        {glance === null || glance.inScope === 0 ? (
          <Muted component="span">—</Muted>
        ) : (
          <>
            <b className={classes.share}>
              {getMeasure(glance).kind === 'orders' ? format.share(glance.ready, glance.inScope) : text('notTold')}
            </b>
            <Muted component="span" className={classes.line}>
              {text('people', { ready: glance.ready, inScope: glance.inScope, notChecked: glance.notChecked })}
            </Muted>
          </>
        )}
      </td>
      <td>
        {week === null ? (
          <Muted component="span">—</Muted>
        ) : week.shown.length === 0 ? (
          <Muted component="span">{text('noEnding')}</Muted>
        ) : (
          <>
            {week.shown.map((deadline) => {
              const { what, left } = formatDeadline(deadline, now, texts);
              return (
                <span key={`${deadline.kind} ${deadline.day} ${deadline.subject}`} className={classes.line}>
                  {what} <Muted component="span">{left}</Muted>
                </span>
              );
            })}
            {week.more === 0 ? null : <Muted component="span">{text('more', { count: week.more })}</Muted>}
          </>
        )}
        {week === null
          ? null
          : formatUncheckedLists(row.takenAt, texts).map((line) => (
              <Muted key={line} component="span" className={classes.line}>
                {line}
              </Muted>
            ))}
      </td>
      <td>
        {glance === null ? (
          <Muted component="span">—</Muted>
        ) : waiting.length === 0 ? (
          <Muted component="span">{text('nobodyWaits')}</Muted>
        ) : (
          waiting.map(([side, people]) => (
            <span key={side} className={classes.short}>
              {text(`waits.${side}`, { people })}
            </span>
          ))
        )}
      </td>
      <td>
        {lists.length === 0 ? (
          <Muted component="span">{text('noLists')}</Muted>
        ) : (
          lists.map(({ side, takenAt }) => (
            <span key={side} className={classes.short}>
              {text(`side.${side}`)} <DataAgeText at={takenAt} />
            </span>
          ))
        )}
      </td>
      <td>
        <Button size="xs" variant="default" aria-label={text('openOf', { name: company.name })} onClick={onEnter}>
          {text(company.id === shownId ? 'shown' : 'open')}
        </Button>
      </td>
    </tr>
  );
};

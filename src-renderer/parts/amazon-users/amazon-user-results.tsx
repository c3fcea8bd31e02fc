import { useId } from 'react';
import { useCall } from '#renderer/client/index.ts';
import { ErrorState, SmallTable, StateMark, useText } from '#renderer/ui/index.ts';
import type { AmazonUserRequestRow } from '#shared/contract/fixes/amazon-users.ts';
import classes from './amazon-users.module.css';
import { listFailureParts, RESULT_MARKS, SHOWN_RESULTS, sortResults } from './view-model.ts';

/** What became of each request, those that need attention first. */
export const AmazonUserResults = () => {
  const text = useText('amazonUsers');
  const id = useId();
  const { value, error, refetch } = useCall('fixes.amazonUserRequests', { states: [], offset: 0, limit: SHOWN_RESULTS });
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined || value.total === 0) return null;
  const rows = sortResults(value.rows);
  const hasUnknown = rows.some(({ state, arrived }) => state === 'unknown' && arrived === null);
  return (
    <div>
      <h3 id={id}>{text('results', { count: value.total })}</h3>
      {hasUnknown ? <p className={classes.hint}>{text('unknownNext')}</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard. */}
      <section className={classes.rows} aria-labelledby={id} tabIndex={0}>
        <SmallTable dense aria-labelledby={id}>
          <thead>
            <tr>
              <th scope="col">{text('email')}</th>
              <th scope="col">{text('result')}</th>
              <th scope="col">{text('detail')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Result key={row.email} row={row} />
            ))}
          </tbody>
        </SmallTable>
      </section>
      {value.total > rows.length ? <p className={classes.hint}>{text('more', { count: value.total - rows.length })}</p> : null}
    </div>
  );
};

const Result = ({ row }: { readonly row: AmazonUserRequestRow }) => {
  const text = useText('amazonUsers');
  const { email, state, failure, arrived } = row;
  const details = [
    ...(arrived === null || state === 'refused' ? [] : [text(arrived ? 'arrived' : 'missing')]),
    ...listFailureParts(failure, (status) => text('status', { status: String(status) }), text('lost')),
  ];
  return (
    <tr>
      <th scope="row" translate="no">
        {email}
      </th>
      <td>
        <StateMark state={RESULT_MARKS[state]} label={text(`state.${state}`)} />
      </td>
      <td>{details.join(' · ')}</td>
    </tr>
  );
};

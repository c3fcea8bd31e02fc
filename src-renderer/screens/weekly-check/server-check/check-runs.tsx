import { EmptyState, Muted, SmallTable, StateMark, useFailureText, useFormat, useText } from '#renderer/ui/index.ts';
import type { CheckRun } from '#shared/contract/check-schedule.ts';
import { getCheckOutcome } from '#shared/domain/team/check-outcome.ts';

/** The latest runs of the check: when, started by whom, and what changed. */
export const CheckRuns = ({ runs }: { readonly runs: readonly CheckRun[] }) => {
  const text = useText('checkSchedule.runs');
  return (
    <section>
      <h2>{text('title')}</h2>
      {runs.length === 0 ? (
        <EmptyState title={text('none')}>{text('noneHint')}</EmptyState>
      ) : (
        <SmallTable fixed>
          <thead>
            <tr>
              <th scope="col" style={{ width: '11rem' }}>
                {text('at')}
              </th>
              <th scope="col" style={{ width: '8rem' }}>
                {text('by')}
              </th>
              <th scope="col">{text('result')}</th>
              <th scope="col" style={{ width: '7rem' }}>
                {text('ready')}
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <RunRow key={run.startedAt} run={run} />
            ))}
          </tbody>
        </SmallTable>
      )}
    </section>
  );
};

const RunRow = ({ run: { startedAt, startedBy, numbers, failure, undelivered } }: { readonly run: CheckRun }) => {
  const text = useText('checkSchedule.runs');
  const format = useFormat();
  const describe = useFailureText();
  const { new: came = 0, fixed = 0 } = numbers?.changes ?? {};
  const outcome = getCheckOutcome({ failure, numbers });
  const failed = failure && describe(failure);
  return (
    <tr>
      <td>{format.dateTime(startedAt)}</td>
      <td>{startedBy === '' ? text('schedule') : startedBy}</td>
      <td>
        {failed === null ? (
          <StateMark state={outcome === 'noList' ? 'unknown' : 'ready'} label={text('outcome', { outcome, new: came, fixed })} />
        ) : (
          <>
            <StateMark state="block" label={failed.what} />
            <Muted component="p">{[failed.why, failed.next].join(' ')}</Muted>
          </>
        )}
        {undelivered === 0 ? null : (
          <div>
            <StateMark state="risk" label={text('undelivered', { count: undelivered })} />
          </div>
        )}
      </td>
      <td>{numbers === null ? '' : `${format.count(numbers.ready)} / ${format.count(numbers.inScope)}`}</td>
    </tr>
  );
};

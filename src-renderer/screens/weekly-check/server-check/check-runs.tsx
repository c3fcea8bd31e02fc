import { EmptyState, SmallTable, StateMark, useFailureText, useFormat, useText } from '#renderer/ui/index.ts';
import type { CheckRun } from '#shared/contract/check-schedule.ts';

/** The latest runs of the check: when, started by whom, and what changed. */
export const CheckRuns = ({ runs }: { readonly runs: readonly CheckRun[] }) => {
  const text = useText('checkSchedule.runs');
  return (
    <section>
      <h2>{text('title')}</h2>
      {runs.length === 0 ? (
        <EmptyState title={text('none')}>{text('noneHint')}</EmptyState>
      ) : (
        <SmallTable>
          <thead>
            <tr>
              <th scope="col">{text('at')}</th>
              <th scope="col">{text('by')}</th>
              <th scope="col">{text('result')}</th>
              <th scope="col">{text('ready')}</th>
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
  const changes = numbers?.changes;
  const { new: came = 0, fixed = 0 } = changes ?? {};
  const outcome = numbers === null ? 'noList' : changes === null ? 'first' : came + fixed > 0 ? 'news' : 'same';
  return (
    <tr>
      <td>{format.dateTime(startedAt)}</td>
      <td>{startedBy === '' ? text('schedule') : startedBy}</td>
      <td>
        {failure === null ? (
          <StateMark state={outcome === 'noList' ? 'unknown' : 'ready'} label={text('outcome', { outcome, new: came, fixed })} />
        ) : (
          <StateMark state="block" label={describe(failure).what} />
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

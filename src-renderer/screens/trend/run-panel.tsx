import { useState } from 'react';
import { useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { Button, ErrorState, SegmentedControl, SkeletonRows, UnstyledButton, useFormat, useText } from '#renderer/ui/index.ts';
import { getFindingLines } from '../../parts/reasons/finding-lines.ts';
import type { TrendRun } from './chart.ts';
import classes from './trend.module.css';

const CHANGES = ['fixed', 'new', 'back'] as const;
const MORE = 100;

/** One run: changes by reason, with people. */
export const RunPanel = ({ run, latest }: { run: TrendRun; latest: boolean }) => {
  const text = useText('trendScreen');
  const finding = useText('finding');
  const format = useFormat();
  const { changes } = run;
  const [change, setChange] = useState<(typeof CHANGES)[number]>(() => CHANGES.find((each) => (changes?.[each] ?? 0) > 0) ?? 'fixed');
  if (changes === null) return <p className={classes.muted}>{text('first')}</p>;
  const byCode = changes.byCode.filter((each) => each.new + each.fixed + each.back > 0);
  return (
    <div className={classes.panel}>
      {byCode.length === 0 ? (
        <p className={classes.muted}>{text('nothing')}</p>
      ) : (
        <>
          <table className={classes.codes} aria-label={text('byReason')}>
            <thead>
              <tr>
                <th scope="col">{text('column.reason')}</th>
                {CHANGES.map((each) => (
                  <th key={each} scope="col">
                    {text(`change.${each}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {byCode.map((each) => (
                <tr key={each.code}>
                  <th scope="row">{finding(`${each.code}.name`)}</th>
                  {CHANGES.map((kind) => (
                    <td key={kind} data-zero={each[kind] === 0 || undefined}>
                      {format.count(each[kind])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <SegmentedControl
            fullWidth
            aria-label={text('who')}
            value={change}
            onChange={(value) => setChange(CHANGES.find((each) => each === value) ?? 'fixed')}
            data={CHANGES.map((value) => ({ value, label: `${text(`change.${value}`)} ${format.count(changes[value])}` }))}
          />
          <People key={change} revision={run.revision} change={change} latest={latest} />
        </>
      )}
    </div>
  );
};

const People = ({ revision, change, latest }: { revision: number; change: (typeof CHANGES)[number]; latest: boolean }) => {
  const text = useText('trendScreen');
  const finding = useText('finding');
  const [limit, setLimit] = useState(MORE);
  const { value, error, loading, refetch } = useCall('triage.runChanges', { revision, change, codes: [], offset: 0, limit });
  if (value === undefined)
    return error === null ? loading ? <SkeletonRows rows={6} /> : null : <ErrorState failure={error} onRetry={refetch} />;
  if (value.total === 0) return <p className={classes.muted}>{text(`nobody.${change}`)}</p>;
  return (
    <>
      {latest && change !== 'fixed' ? (
        <Button variant="default" onClick={() => navigate('matching', { since: [change] })}>
          {text('inTable', { count: value.total })}
        </Button>
      ) : null}
      <ul className={classes.people}>
        {value.findings.map(({ key, code, name, place }) => {
          const [first, below] = getFindingLines(name, finding(`${code}.name`));
          return (
            <li key={key}>
              {place === null ? (
                <span>{first}</span>
              ) : (
                <UnstyledButton className={classes.link} onClick={() => navigate('matching', { codes: [code], ...place })}>
                  {first}
                </UnstyledButton>
              )}
              <span className={classes.muted}>{below}</span>
            </li>
          );
        })}
      </ul>
      {value.findings.length < value.total && limit < MAX_ROWS ? (
        <Button variant="subtle" onClick={() => setLimit(Math.min(MAX_ROWS, limit + MORE))}>
          {text('more', { count: value.total - value.findings.length })}
        </Button>
      ) : value.findings.length < value.total ? (
        <p className={classes.muted}>{text('more', { count: value.total - value.findings.length })}</p>
      ) : null}
    </>
  );
};

/** Maximum rows per call. */
const MAX_ROWS = 500;

import { IconArrowBackUp, IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { dismissRun } from '#renderer/parts/plan/shown-run.ts';
import { UndoDialog, type UndoRequest } from '#renderer/parts/plan/undo-dialog.tsx';
import { usePlanText } from '#renderer/parts/plan/use-plan-text.ts';
import { Button, ErrorState, Mono, SkeletonRows, useFormat, useText } from '#renderer/ui/index.ts';
import classes from './history.module.css';
import { getUndoTarget } from './view-model.ts';

const DRAWN_FIELDS = 60;

/** Opens the plan instead of the last run's result. */
const showPlan = (): void => {
  dismissRun();
  navigate('plan');
};

/** One complete entry: who, when, why, before and after, and its hash. */
export const EntryPanel = ({ seq }: { seq: number }) => {
  const text = useText('historyScreen.panel');
  const format = useFormat();
  const say = usePlanText();
  const [undoing, setUndoing] = useState<UndoRequest | null>(null);
  const [all, setAll] = useState(false);
  const { value, error, loading, refetch } = useCall('historyLog.entry', { seq });
  if (error !== null) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined || value.entry.seq !== seq) return loading ? <SkeletonRows rows={6} /> : null;
  const { entry, fields, before, after, previousHash } = value;
  const { runId } = entry;
  const undo = getUndoTarget(entry);
  /** A created or deleted object has only one side. */
  const isWhole = (before === null) !== (after === null);
  const shown = all ? fields : fields.slice(0, DRAWN_FIELDS);
  const facts: readonly (readonly [string, string])[] = [
    [text('at'), format.dateTime(entry.at)],
    [text('by'), entry.by],
    ...(entry.reason === '' ? [] : [[text('why'), entry.reason] as const]),
  ];
  return (
    <div className={classes.panel}>
      <p className={classes.sentence}>{say(entry.sentence)}</p>
      <dl className={classes.facts}>
        {facts.map(([name, one]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{one}</dd>
          </div>
        ))}
      </dl>
      {fields.length > 0 || (before === null && after === null) ? null : (
        <p className={classes.hint}>{text(before === null ? 'created' : after === null ? 'deleted' : 'same')}</p>
      )}
      {fields.length === 0 ? null : (
        <section>
          <h3>{text(isWhole ? 'contents' : 'fields')}</h3>
          <ul className={classes.fields}>
            {shown.map(({ path, kind, label, words }) => (
              <li key={`${path} ${kind}`}>
                <span className={classes.fieldName}>{say(label)}</span>
                <dl className={classes.pair}>
                  <div>
                    <dt>{text('before')}</dt>
                    <dd className={classes.from}>{say(words.before)}</dd>
                  </div>
                  <IconArrowRight size={16} className={classes.arrow} aria-hidden />
                  <div>
                    <dt>{text('after')}</dt>
                    <dd className={classes.to}>{say(words.after)}</dd>
                  </div>
                </dl>
              </li>
            ))}
          </ul>
          {shown.length === fields.length ? null : (
            <Button size="xs" variant="default" onClick={() => setAll(true)}>
              {text('more', { count: fields.length - shown.length })}
            </Button>
          )}
        </section>
      )}
      {runId === null ? null : (
        <div className={classes.actions}>
          <Button size="xs" variant="default" onClick={() => navigate('history', { runId })}>
            {text('run')}
          </Button>
          {undo === null || undo.keys === null ? null : (
            <Button size="xs" variant="default" leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={() => setUndoing(undo)}>
              {text('undoOne')}
            </Button>
          )}
          {undo === null ? null : (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              onClick={() => setUndoing({ runId, keys: null })}
            >
              {text('undoRun')}
            </Button>
          )}
        </div>
      )}
      <details className={classes.proof}>
        <summary>{text('proof')}</summary>
        <dl className={classes.facts}>
          {(
            [
              ['requestId', entry.requestId ?? ''],
              ['hash', entry.hash],
              ['previousHash', previousHash],
            ] as const
          ).map(([name, one]) =>
            one === '' ? null : (
              <div key={name}>
                <dt>{text(name)}</dt>
                <dd>
                  <Mono>{one}</Mono>
                </dd>
              </div>
            ),
          )}
        </dl>
      </details>
      <UndoDialog asking={undoing} onClose={() => setUndoing(null)} onDone={showPlan} />
    </div>
  );
};

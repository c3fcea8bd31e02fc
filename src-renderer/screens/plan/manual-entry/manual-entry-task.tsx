import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { KindMark } from '#renderer/parts/plan/kind-mark.tsx';
import { usePlanText } from '#renderer/parts/plan/use-plan-text.ts';
import { Button, Checkbox, CopyButton, ErrorState, Mono, useFormat, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { ManualEntryTaskView } from '#shared/contract/plan/manual-entry.ts';
import classes from './manual-entry.module.css';
import { listOpenLines, shortenCopyText } from './manual-entry-model.ts';

type Line = ManualEntryTaskView['lines'][number];

/** One object to enter or delete: each value with copy button and checkbox, and completing the object. */
export const TaskView = ({ task }: { task: ManualEntryTaskView }) => {
  const text = useText('manualEntry.task');
  const say = usePlanText();
  const client = useClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const { key, title, kind, lines } = task;
  const open = listOpenLines(task);
  const name = say(title);
  const tick = async (ids: readonly string[], ticked: boolean): Promise<void> => {
    const result = await client.call('manualEntry.tick', { key, lines: [...ids], ticked });
    setFailure(result.ok ? null : result.error);
  };
  const finish = async (): Promise<void> => {
    setBusy(true);
    const result = await client.call('manualEntry.finish', { key });
    setBusy(false);
    setFailure(result.ok ? null : result.error);
  };
  return (
    <article className={classes.task} aria-label={name}>
      <header className={classes.taskHead}>
        <h3>{name}</h3>
        <KindMark kind={kind} />
        {lines.length < 2 ? null : (
          <Button
            size="xs"
            variant="subtle"
            onClick={() =>
              void (open.length > 0
                ? tick(open, true)
                : tick(
                    lines.map(({ id }) => id),
                    false,
                  ))
            }
          >
            {text(open.length > 0 ? 'tickAll' : 'untickAll')}
            <VisuallyHidden>{` ${name}`}</VisuallyHidden>
          </Button>
        )}
      </header>
      <ul className={classes.lines}>
        {lines.map((line) => (
          <LineView key={line.id} line={line} onTick={(ticked) => void tick([line.id], ticked)} />
        ))}
      </ul>
      {failure === null ? null : <ErrorState failure={failure} />}
      <footer className={classes.taskFoot}>
        <Button size="xs" disabled={open.length > 0} loading={busy} onClick={() => void finish()}>
          {text(kind === 'delete' ? 'finishDeletion' : 'finish')}
          <VisuallyHidden>{` ${name}`}</VisuallyHidden>
        </Button>
        <span className={classes.muted}>{text(open.length > 0 ? 'left' : 'ready', { count: open.length })}</span>
      </footer>
    </article>
  );
};

const LineView = ({ line, onTick }: { line: Line; onTick: (ticked: boolean) => void }) => {
  const text = useText('manualEntry.task');
  const say = usePlanText();
  const format = useFormat();
  const { sentence, field, details, copy, tick } = line;
  const spoken = say(sentence);
  const shown = copy === null ? null : shortenCopyText(copy);
  return (
    <li data-line className={classes.line} data-ticked={tick !== null || undefined}>
      <Checkbox className={classes.box} label={spoken} checked={tick !== null} onChange={(event) => onTick(event.currentTarget.checked)} />
      {details.length === 0 ? null : <span className={classes.details}>{details.map(say).join('・')}</span>}
      {copy === null || shown === null ? null : (
        <span className={classes.copy}>
          {field === null ? null : (
            <span className={classes.field} lang="ja">
              {field}
            </span>
          )}
          <span className={classes.value} data-cut={shown.cut || undefined}>
            <Mono>{shown.text}</Mono>
            {shown.cut ? <span className={classes.muted}>{text('lines', { count: shown.lines })}</span> : null}
          </span>
          {/* On paper the complete text is printed, because the copy button is missing. */}
          {shown.cut ? (
            <span className={classes.whole} aria-hidden>
              {copy}
            </span>
          ) : null}
          <CopyButton value={copy}>
            {({ copied, copy: take }) => (
              <Button
                size="xs"
                variant="default"
                leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
                onClick={take}
              >
                {text(copied ? 'copied' : 'copy')}
                <VisuallyHidden>{` ${spoken}`}</VisuallyHidden>
              </Button>
            )}
          </CopyButton>
        </span>
      )}
      {tick === null ? null : <span className={classes.tick}>{text('ticked', { by: tick.by, at: format.dateTime(tick.at) })}</span>}
    </li>
  );
};

import { IconPrinter, IconRefresh } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useCall, useShownCompany } from '#renderer/client/index.ts';
import { Button, ErrorState, Notice, Pager, Progress, SkeletonRows, useFormat, useKeys, useNow, useText } from '#renderer/ui/index.ts';
import { createCheckboxKeyHandler } from './box-keys.ts';
import classes from './manual-entry.module.css';
import { EnteredList } from './manual-entry-entered.tsx';
import { groupTasksByScreen, TASKS_PER_PAGE } from './manual-entry-model.ts';
import { TaskView } from './manual-entry-task.tsx';

interface ManualEntryProps {
  readonly hasServer: boolean;
  readonly reading: boolean;
  readonly onRead: () => void;
}

/** 手入力シート: the plan of a server that cannot be written to, screen by screen. */
export const ManualEntry = ({ hasServer, reading, onRead }: ManualEntryProps) => {
  const text = useText('manualEntry');
  const sections = useText('draft.section');
  const format = useFormat();
  const company = useShownCompany()?.company.name ?? '';
  const now = useNow();
  const [page, setPage] = useState(0);
  const sheet = useRef<HTMLDivElement>(null);
  const { value, error, loading, stale, refetch } = useCall('manualEntry.sheet', { offset: page * TASKS_PER_PAGE, limit: TASKS_PER_PAGE });
  const move = (step: 1 | -1): void => {
    const boxes = [...(sheet.current?.querySelectorAll<HTMLElement>('[data-line] input') ?? [])];
    const at = boxes.indexOf(document.activeElement as HTMLElement);
    boxes[at < 0 ? 0 : at + step]?.focus();
  };
  useKeys([
    ['J', () => move(1)],
    ['K', () => move(-1)],
  ]);
  if (error !== null && value === undefined)
    return (
      <div className={classes.page}>
        <ErrorState failure={error} onRetry={refetch} />
      </div>
    );
  if (value === undefined)
    return loading ? (
      <div className={classes.page}>
        <SkeletonRows rows={8} />
      </div>
    ) : null;
  const { total, lines, ticked } = value;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the boxes inside.
    <div ref={sheet} className={classes.page} data-stale={stale || undefined} onKeyDown={createCheckboxKeyHandler(move)}>
      <div className={classes.top}>
        <div className={classes.said}>
          <h2 className={classes.name}>{text('title')}</h2>
          <p className={classes.big}>{total === 0 ? text('nothing') : text('sentence', { objects: total })}</p>
          <p className={classes.muted}>{text(hasServer ? 'why.stock' : 'why.none')}</p>
        </div>
        <div className={classes.buttons}>
          {hasServer ? (
            <Button variant="default" loading={reading} leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRead}>
              {text('ask')}
            </Button>
          ) : null}
          {total === 0 ? null : (
            <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
              {text('print')}
            </Button>
          )}
        </div>
      </div>
      {total === 0 ? null : (
        <>
          <div className={classes.progressLine}>
            <Progress className={classes.progress} value={lines === 0 ? 0 : (ticked / lines) * 100} aria-label={text('progress')} />
            <span>{text('ticked', { ticked, lines })}</span>
            <span className={classes.keys}>{text('keys')}</span>
          </div>
          {groupTasksByScreen(value.tasks).map(({ screen, deletes, path, tasks }, at) => (
            <section key={tasks[0]?.key} className={classes.screen} aria-labelledby={`manual-entry-${at}`}>
              <header className={classes.screenHead}>
                <h2 id={`manual-entry-${at}`}>
                  {deletes ? text('deletions', { section: sections(screen.section) }) : sections(screen.section)}
                </h2>
                <span className={classes.side} data-side={screen.side}>
                  {text(`side.${screen.side}`)}
                </span>
                <span className={classes.path} lang="ja">
                  {`[${path}]`}
                </span>
                <span className={classes.muted}>{text('manual', { place: screen.manual })}</span>
              </header>
              {tasks.map((task) => (
                <TaskView key={task.key} task={task} />
              ))}
            </section>
          ))}
          <Pager page={page} pageSize={TASKS_PER_PAGE} total={total} onPage={setPage} />
        </>
      )}
      <EnteredList nothingLeft={total === 0} />
      <div className={classes.notice}>
        <Notice state="note">{text('verify')}</Notice>
      </div>
      <p className={classes.printed}>{text('printed', { company, at: format.dateTime(new Date(now).toISOString()) })}</p>
    </div>
  );
};

import { IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button, CloseButton, Kbd, Tooltip, UnstyledButton, useFormat, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import classes from './selection-bar.module.css';
import type { CopyOutcome } from './use-copy.ts';
import type { TableSelection } from './use-selection.ts';

interface SelectionBarProps {
  readonly selection: Pick<TableSelection<never>, 'count' | 'tooLong' | 'chooseAll' | 'clear'> | undefined;
  readonly total: number;
  readonly outcome: CopyOutcome | null;
  readonly onCopy: () => void;
  /** The message was closed. */
  readonly onRead: () => void;
  /** Actions for all selected rows. */
  readonly children: ReactNode;
}

/** Shown over the end of a table while rows are selected: their number, the actions, and the result of copying. */
export const SelectionBar = ({ selection, total, outcome, onCopy, onRead, children }: SelectionBarProps) => {
  const text = useText('dataTable.select');
  const format = useFormat();
  const count = selection?.count ?? 0;
  const chosen = count === 0 ? '' : text('count', { count });
  const said =
    selection?.tooLong === true ? text('tooLong') : outcome === null ? '' : text(`copy.${outcome.kind}`, { count: 0, ...outcome });
  return (
    <>
      {/* Always rendered, because a live region that is added together with its text is not announced. */}
      <VisuallyHidden role="status">{[chosen, said].filter((words) => words !== '').join(' ')}</VisuallyHidden>
      {chosen === '' && said === '' ? null : (
        <div ref={publishHeight} className={classes.place}>
          <section className={classes.bar} aria-label={text('actions')}>
            {chosen === '' ? null : <span className={classes.count}>{chosen}</span>}
            {selection === undefined || count === 0 || count >= total ? null : (
              <UnstyledButton className={classes.all} onClick={selection.chooseAll}>
                {text('everything', { total: format.count(total) })}
              </UnstyledButton>
            )}
            {said === '' ? null : (
              <span className={classes.said} data-bad={selection?.tooLong === true || isBad(outcome) || undefined}>
                {said}
              </span>
            )}
            {count === 0 ? null : (
              <>
                <span className={classes.rule} aria-hidden />
                {children}
                <Tooltip label={text('copy.hint')}>
                  <Button
                    size="xs"
                    variant="default"
                    leftSection={<IconCopy size={14} aria-hidden />}
                    rightSection={<Kbd>Ctrl C</Kbd>}
                    onClick={onCopy}
                  >
                    {text('copy.action')}
                  </Button>
                </Tooltip>
              </>
            )}
            <Tooltip label={count === 0 ? text('close') : `${text('clear')} (Esc)`}>
              <CloseButton
                size="sm"
                aria-label={text(count === 0 ? 'close' : 'clear')}
                onClick={() => {
                  onRead();
                  selection?.clear();
                }}
              />
            </Tooltip>
          </section>
        </div>
      )}
    </>
  );
};

/** Publishes the bar's height, so that toasts appear above it. */
const publishHeight = (bar: HTMLElement | null): (() => void) | undefined => {
  if (bar === null) return;
  const { style } = document.documentElement;
  const sizes = new ResizeObserver(() => style.setProperty('--ts-bar-height', `${bar.offsetHeight + GAP_PX}px`));
  sizes.observe(bar);
  return () => {
    sizes.disconnect();
    style.removeProperty('--ts-bar-height');
  };
};
const GAP_PX = 8;

const isBad = (outcome: CopyOutcome | null): boolean => outcome !== null && outcome.kind !== 'done' && outcome.kind !== 'running';

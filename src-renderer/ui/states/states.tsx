import { Button, CopyButton } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import { type FailureText, formatFailure } from '#shared/messages/failure-text.ts';
import { useText } from '../text/text.tsx';
import { CodeBlock, Fold, Muted } from '../text/words.tsx';
import { formatFailureLine } from './failure-line.ts';
import classes from './states.module.css';

interface EmptyStateProps {
  /** One sentence about the content that will be shown here. */
  readonly title: string;
  readonly children?: ReactNode;
  /** The recommended action. */
  readonly action?: ReactNode;
  readonly centered?: boolean;
}

export const EmptyState = ({ title, children, action, centered = false }: EmptyStateProps) => (
  <div className={`${classes.empty} ${centered ? classes.centered : ''}`}>
    <div>
      <h2>{title}</h2>
      {children === undefined ? null : <p>{children}</p>}
    </div>
    {action}
  </div>
);

/** A failure as text: what happened, why, what to do. Arguments that the failure does not have are omitted. */
export const useFailureText = (): ((failure: Failure) => FailureText) => {
  const text = useText('error');
  return (failure) => formatFailure(failure, text);
};

interface ErrorStateProps {
  readonly failure: Failure;
  readonly onRetry?: (() => void) | undefined;
  readonly action?: ReactNode;
  /** Text that is more specific than the one of the failure code. */
  readonly words?: FailureText;
}

/** A failure: what happened, why, what to do; details are collapsed and can be copied with one key. */
export const ErrorState = ({ failure, onRetry, action, words: given }: ErrorStateProps) => {
  const text = useText('ui');
  const usual = useFailureText()(failure);
  const words = given ?? usual;
  const line = formatFailureLine(failure);
  return (
    <div className={classes.error} role="alert">
      <IconAlertCircle size={18} aria-hidden />
      <div className={classes.errorBody}>
        <h2>{words.what}</h2>
        <p>{words.why}</p>
        <p className={classes.next}>{words.next}</p>
        <Fold mt="sm" title={<Muted size="xs">{text('details')}</Muted>}>
          <CodeBlock wraps mah="10rem" my="xs">
            {line}
          </CodeBlock>
          <CopyButton value={`${words.what}\n${words.why}\n${line}`}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy}>
                {text(copied ? 'copied' : 'copy')}
              </Button>
            )}
          </CopyButton>
        </Fold>
        {onRetry === undefined && action === undefined ? null : (
          <div className={classes.errorActions}>
            {onRetry === undefined ? null : (
              <Button variant="default" onClick={onRetry}>
                {text('retry')}
              </Button>
            )}
            {action}
          </div>
        )}
      </div>
    </div>
  );
};

export const Skeleton = ({ width = '100%', height }: { width?: string | number; height?: string | number }) => (
  <span className={classes.skeleton} style={{ width, ...(height === undefined ? {} : { height }) }} aria-hidden />
);

const WIDTHS = [
  ['18%', '24%', '30%', '12%'],
  ['14%', '28%', '26%', '16%'],
  ['20%', '22%', '34%', '10%'],
] as const;

/** Placeholder for rows that are loading, in the height of table rows. */
export const SkeletonRows = ({ rows = 8 }: { rows?: number }) => {
  const text = useText('ui');
  return (
    <div className={classes.skeletonRows} role="status" aria-label={text('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move.
        <div className={classes.skeletonRow} key={row}>
          {(WIDTHS[row % WIDTHS.length] ?? WIDTHS[0]).map((width) => (
            <Skeleton key={width} width={width} />
          ))}
        </div>
      ))}
    </div>
  );
};

const NOTICE_ICONS = { risk: IconAlertTriangle, note: IconInfoCircle, ready: IconCircleCheck, unknown: IconInfoCircle };

/** An inconspicuous line about missing, old or notable data. */
export const Notice = ({ state = 'unknown', children }: { state?: 'risk' | 'note' | 'ready' | 'unknown'; children: ReactNode }) => {
  const Icon = NOTICE_ICONS[state];
  return (
    <div className={classes.notice} data-state={state}>
      <Icon size={16} aria-hidden />
      <div>{children}</div>
    </div>
  );
};

export const VisuallyHidden = ({ children, role }: { children: ReactNode; role?: 'status' }) => (
  <span className={classes.visuallyHidden} role={role}>
    {children}
  </span>
);

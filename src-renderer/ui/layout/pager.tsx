import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useText } from '../text/text.tsx';
import classes from './pager.module.css';

interface PagerProps {
  /** From 0. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}

/** Displayed rows of a long list with buttons for the previous and next page; hidden for a single page. */
export const Pager = ({ page, pageSize, total, onPage }: PagerProps) => {
  const text = useText('pager');
  const last = Math.max(0, Math.ceil(total / pageSize) - 1);
  // The list became shorter than the current page.
  useEffect(() => {
    if (page > last) onPage(last);
  }, [page, last, onPage]);
  if (total <= pageSize) return null;
  const from = page * pageSize + 1;
  const to = Math.min(total, from + pageSize - 1);
  return (
    <div className={classes.pager}>
      <span>{text('pages', { from, to, total })}</span>
      <Button size="xs" variant="default" disabled={page === 0} onClick={() => onPage(page - 1)}>
        {text('previous', { count: pageSize })}
      </Button>
      <Button size="xs" variant="default" disabled={to >= total} onClick={() => onPage(page + 1)}>
        {text('next', { count: pageSize })}
      </Button>
    </div>
  );
};

import type { ReactNode } from 'react';
import { Button } from '#renderer/ui/index.ts';
import classes from './data-table.module.css';

/** Placeholder while the table has no rows. */
export const TableState = ({ children }: { readonly children: ReactNode }) => <div className={classes.state}>{children}</div>;

interface NoMatchesProps {
  readonly text: string;
  readonly clear: string;
  readonly onClear: () => void;
}

/** Message that no row matches the filter, with a button that clears the filter. */
export const NoMatches = ({ text, clear, onClear }: NoMatchesProps) => (
  <div className={classes.noMatches}>
    <p>{text}</p>
    <Button size="xs" variant="default" onClick={onClear}>
      {clear}
    </Button>
  </div>
);

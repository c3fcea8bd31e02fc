import type { ReactNode } from 'react';
import classes from './review-layout.module.css';

interface ReviewLayoutProps {
  /** The checks before an apply, or its progress; 360 px wide. */
  readonly column: ReactNode;
  /** The column precedes the changes for the keyboard, for screen readers and in a small window. */
  readonly isColumnFirst?: boolean;
  /** The details of a change replace the column, which keeps what was typed in it. */
  readonly isColumnHidden?: boolean;
  readonly children: ReactNode;
}

/** Changes at the left, and a column at the right. In a small window they are below each other and scroll together. */
export const ReviewLayout = ({ column, isColumnFirst = false, isColumnHidden = false, children }: ReviewLayoutProps) => {
  const drawn = <div className={classes.column}>{column}</div>;
  return (
    <div className={classes.layout} data-hidden={isColumnHidden || undefined}>
      {isColumnFirst ? drawn : null}
      <div className={classes.changes}>{children}</div>
      {isColumnFirst ? null : drawn}
    </div>
  );
};

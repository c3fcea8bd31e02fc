import { Box, type BoxProps } from '@mantine/core';
import type { ComponentProps } from 'react';
import classes from './small-table.module.css';

interface SmallTableProps extends BoxProps, Omit<ComponentProps<'table'>, keyof BoxProps> {
  /** Lines of short values close together. */
  readonly dense?: boolean;
  /** Column widths come from the head, not from the content. */
  readonly fixed?: boolean;
  /** The names of the rows are short, and stay on one line. */
  readonly shortNames?: boolean;
}

/** A small read-only table. Tables with search, sorting or selection use the data table. */
export const SmallTable = ({ dense = false, fixed = false, shortNames = false, className = '', ...props }: SmallTableProps) => (
  <Box component="table" className={`${classes.table} ${className}`} mod={{ dense, fixed, 'short-names': shortNames }} {...props} />
);

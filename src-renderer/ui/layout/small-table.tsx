import { Box, type BoxProps } from '@mantine/core';
import type { ComponentProps } from 'react';
import classes from './small-table.module.css';

interface SmallTableProps extends BoxProps, Omit<ComponentProps<'table'>, keyof BoxProps> {
  /** Small distance between lines with short values. */
  readonly dense?: boolean;
  /** Column widths depend on the header, not on the content. */
  readonly fixed?: boolean;
  /** Row names are short and do not wrap. */
  readonly shortNames?: boolean;
}

/** A small read-only table. Tables with search, sorting or selection use the data table. */
export const SmallTable = ({ dense = false, fixed = false, shortNames = false, className = '', ...props }: SmallTableProps) => (
  <Box component="table" className={`${classes.table} ${className}`} mod={{ dense, fixed, 'short-names': shortNames }} {...props} />
);

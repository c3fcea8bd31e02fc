import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode, Ref } from 'react';
import { useText } from '../text/text.tsx';
import classes from './filter-row.module.css';
import { Select } from './select.tsx';

/** Filters of a table, in a line above it. */
export const FilterRow = ({ children }: { readonly children: ReactNode }) => <div className={classes.row}>{children}</div>;

/** Value for "any"; `''` is a real value in some lists. */
const ANY = '\u0000';

interface FilterSelectProps<T extends string> {
  readonly label: string;
  /** Label of the option for “any”. */
  readonly any: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  /** `null` = any. */
  readonly value: T | null;
  readonly onChange: (value: T | null) => void;
  /** The options are names, which need more width than kinds. */
  readonly names?: boolean;
  /** The options can be searched; for long lists. */
  readonly searchable?: boolean;
}

/** Select for one of several values, or any. */
export const FilterSelect = <T extends string>({
  label,
  any,
  options,
  value,
  onChange,
  names = false,
  searchable = false,
}: FilterSelectProps<T>) => (
  <Select
    className={classes.select ?? ''}
    mod={{ names }}
    aria-label={label}
    searchable={searchable}
    data={[{ value: ANY, label: any }, ...options]}
    value={value ?? ANY}
    onChange={(chosen) => onChange(options.find((option) => option.value === chosen)?.value ?? null)}
  />
);

interface FilterSearchProps {
  readonly label: string;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly fieldRef?: Ref<HTMLInputElement>;
  /** The key that focuses the field. */
  readonly shortcut?: string;
}

/** Search words, with a button that clears them. */
export const FilterSearch = ({ label, search, onSearch, fieldRef, shortcut }: FilterSearchProps) => {
  const text = useText('ui');
  return (
    <TextInput
      ref={fieldRef ?? null}
      className={classes.search ?? ''}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={search === '' ? null : <CloseButton size="sm" aria-label={text('clearSearch')} onClick={() => onSearch('')} />}
      maxLength={200}
      autoComplete="off"
      value={search}
      onChange={(event) => onSearch(event.currentTarget.value)}
    />
  );
};

import { Select as KitSelect, type SelectProps } from '@mantine/core';
import { useState } from 'react';

/**
 * One of several. Its options are in the page while it has the keyboard only: the kit would keep those of every closed field there, and draw
 * them anew with each letter that is typed beside it.
 */
export const Select = ({ comboboxProps, onFocus, onBlur, ...props }: SelectProps) => {
  const [isReached, setReached] = useState(false);
  return (
    <KitSelect
      {...props}
      comboboxProps={{ keepMounted: isReached, ...comboboxProps }}
      onFocus={(event) => {
        setReached(true);
        onFocus?.(event);
      }}
      onBlur={(event) => {
        setReached(false);
        onBlur?.(event);
      }}
    />
  );
};

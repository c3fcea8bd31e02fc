import { Select as KitSelect, type SelectProps } from '@mantine/core';
import { useState } from 'react';

/**
 * A select that renders its options only while it has focus. Mantine would keep the options of every closed field and rerender them on each
 * keystroke.
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

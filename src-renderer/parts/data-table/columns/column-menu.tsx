import { IconArrowDown, IconArrowUp, IconColumns3, IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ActionIcon, Menu, useText } from '#renderer/ui/index.ts';
import { printScreen } from '../print.ts';
import classes from './column-menu.module.css';

export interface ColumnChoice {
  readonly id: string;
  readonly title: string;
  readonly shown: boolean;
  /** The column is selected, but the table is too narrow for it. */
  readonly noRoom: boolean;
  /** The column that names the rows; it cannot be hidden. */
  readonly stays: boolean;
}

interface ColumnMenuProps {
  readonly columns: readonly ColumnChoice[];
  /** True while the default columns are shown. */
  readonly standard: boolean;
  readonly onToggle: (id: string) => void;
  readonly onMove: (id: string, step: 1 | -1) => void;
  readonly onReset: () => void;
  /** Additional actions for the list. */
  readonly children?: ReactNode;
}

/** Menu that selects and orders the columns of a table. */
export const ColumnMenu = ({ columns, standard, onToggle, onMove, onReset, children }: ColumnMenuProps) => {
  const text = useText('dataTable.columns');
  const print = useText('dataTable.print');
  return (
    <Menu position="bottom-end" closeOnItemClick={false} width={300} withinPortal>
      <Menu.Target>
        <ActionIcon className={classes.open} size="sm" variant="subtle" aria-label={text('title')} title={text('title')}>
          <IconColumns3 size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{text('title')}</Menu.Label>
        {columns.map(({ id, title, shown, noRoom, stays }, at) => (
          <div key={id} className={classes.line}>
            <Menu.CheckboxItem className={classes.name} disabled={stays} checked={shown} onChange={() => onToggle(id)}>
              {title}
              {noRoom ? <span className={classes.hint}>{text('noRoom')}</span> : null}
            </Menu.CheckboxItem>
            <Menu.Item
              className={classes.move}
              aria-label={text('earlier', { name: title })}
              disabled={at === 0}
              onClick={() => onMove(id, -1)}
            >
              <IconArrowUp size={14} aria-hidden />
            </Menu.Item>
            <Menu.Item
              className={classes.move}
              aria-label={text('later', { name: title })}
              disabled={at === columns.length - 1}
              onClick={() => onMove(id, 1)}
            >
              <IconArrowDown size={14} aria-hidden />
            </Menu.Item>
          </div>
        ))}
        <Menu.Divider />
        <Menu.Item disabled={standard} onClick={onReset}>
          {text('reset')}
        </Menu.Item>
        {children}
        <Menu.Item closeMenuOnClick leftSection={<IconPrinter size={14} aria-hidden />} onClick={() => void printScreen()}>
          {print('action')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};

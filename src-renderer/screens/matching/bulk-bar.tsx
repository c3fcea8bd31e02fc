import { IconChevronDown } from '@tabler/icons-react';
import { Button, CloseButton, Kbd, Menu, Tooltip, UnstyledButton, useFormat, useRefused, useText } from '#renderer/ui/index.ts';
import type { Asking } from '../../parts/decisions/asking.ts';
import classes from './bulk-bar.module.css';

interface BulkBarProps {
  readonly count: number;
  readonly total: number;
  readonly onChooseAll: () => void;
  readonly onAsk: (kind: Asking['kind']) => void;
  readonly onAdopt: () => void;
  /** Takes back what holds for the chosen rows, of the kinds that may hold there. */
  readonly onTakeBack: (kind: 'reopen' | 'unassign') => void;
  readonly takesBack: readonly ('reopen' | 'unassign')[];
  readonly onClear: () => void;
}

/** Over the end of the table while rows are chosen: how many, and what can be done with all of them. */
export const BulkBar = ({ count, total, onChooseAll, onAsk, onAdopt, onTakeBack, takesBack, onClear }: BulkBarProps) => {
  const text = useText('matching');
  const refused = useRefused();
  const words = useText('triage');
  const format = useFormat();
  return (
    <div className={classes.place}>
      <section className={classes.bar} aria-label={text('select.actions')}>
        <span className={classes.count} role="status">
          {text('select.count', { count })}
        </span>
        {count < total ? (
          <UnstyledButton className={classes.all} onClick={onChooseAll}>
            {text('select.everything', { total: format.count(total) })}
          </UnstyledButton>
        ) : null}
        <span className={classes.rule} aria-hidden />
        <Button size="xs" variant="default" rightSection={<Kbd>A</Kbd>} onClick={onAdopt} {...refused}>
          {text('act.adopt')}
        </Button>
        <Button size="xs" variant="default" rightSection={<Kbd>I</Kbd>} onClick={() => onAsk('accept')} {...refused}>
          {text('act.accept')}
        </Button>
        <Button size="xs" variant="default" rightSection={<Kbd>O</Kbd>} onClick={() => onAsk('assign')} {...refused}>
          {text('act.assign')}
        </Button>
        <Button size="xs" variant="default" rightSection={<Kbd>N</Kbd>} onClick={() => onAsk('note')} {...refused}>
          {text('act.note')}
        </Button>
        {takesBack.length === 0 ? null : (
          <Menu position="top-end" withinPortal={false}>
            <Menu.Target>
              <Button size="xs" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
                {text('act.takeBack')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {takesBack.map((kind) => (
                <Menu.Item key={kind} onClick={() => onTakeBack(kind)} {...refused}>
                  {words(`change.${kind}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        <Tooltip label={`${text('select.clear')} (Esc)`}>
          <CloseButton size="sm" aria-label={text('select.clear')} onClick={onClear} />
        </Tooltip>
      </section>
    </div>
  );
};

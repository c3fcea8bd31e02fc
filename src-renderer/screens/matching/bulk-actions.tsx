import { IconChevronDown } from '@tabler/icons-react';
import { Button, Kbd, Menu, useRefusalProps, useText } from '#renderer/ui/index.ts';
import type { PendingDecision } from '../../parts/decisions/decision-form.ts';

interface BulkActionsProps {
  readonly onAsk: (kind: PendingDecision['kind']) => void;
  readonly onAdopt: () => void;
  /** Revokes decisions of the selected rows, of the kinds that may exist. */
  readonly onTakeBack: (kind: 'reopen' | 'unassign') => void;
  readonly takesBack: readonly ('reopen' | 'unassign')[];
}

/** Actions for all selected findings. */
export const BulkActions = ({ onAsk, onAdopt, onTakeBack, takesBack }: BulkActionsProps) => {
  const text = useText('matching');
  const refused = useRefusalProps();
  const words = useText('triage');
  return (
    <>
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
    </>
  );
};

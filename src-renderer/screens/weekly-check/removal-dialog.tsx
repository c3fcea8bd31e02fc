import { useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { Dialog, FormEnd, Stack, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';

interface RemovalDialogProps {
  readonly opened: boolean;
  /** Call that removes the schedule. */
  readonly call: 'weeklyCheck.remove' | 'checkSchedule.remove';
  /** What ends and what stays. */
  readonly effect: string;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Asks before a schedule is removed. */
export const RemovalDialog = ({ opened, call, effect, onClose, onRemoved }: RemovalDialogProps) => {
  const text = useText('weeklyCheck');
  const client = useClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const remove = async (): Promise<void> => {
    setBusy(true);
    const result = await client.call(call, {});
    setBusy(false);
    if (result.ok) onRemoved();
    else setFailure(result.error);
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={text('removeAsk.title')}>
      <Stack>
        <p>{effect}</p>
        <FormEnd action={text('remove')} onCancel={onClose} onDo={() => void remove()} busy={busy} failure={failure} danger />
      </Stack>
    </Dialog>
  );
};

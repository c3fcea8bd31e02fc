import { IconMessage2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useCall } from '#renderer/client/index.ts';
import { Button, Dialog, ErrorState, SkeletonRows, useText } from '#renderer/ui/index.ts';
import type { LockPolicyView } from '#shared/contract/orders/clocks.ts';
import { PENDING_ORDERS, SORT_BY_DANGER } from '#shared/contract/orders/order-choices.ts';
import { createApproverMessage } from './message.ts';
import { MessageBox } from './message-box.tsx';

/** Further requests are only counted in a message. */
const LISTED = 30;

interface ApproverMessageProps {
  /** The approver's key. */
  readonly approver: string;
  readonly policy: LockPolicyView;
}

/** One message about all requests waiting for one person, most urgent first. */
export const ApproverMessage = ({ approver, policy }: ApproverMessageProps) => {
  const text = useText('orders.panel');
  const [open, setOpen] = useState(false);
  const name = useCall('orders.byApprover', {}).value?.groups.find(({ key }) => key === approver)?.name ?? '';
  const { value, error, loading, stale, refetch } = useCall(
    'orders.list',
    open ? { filter: { ...PENDING_ORDERS, approver }, sort: SORT_BY_DANGER, offset: 0, limit: LISTED } : null,
  );
  return (
    <>
      <Button variant="default" leftSection={<IconMessage2 size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {text('messageToOne')}
      </Button>
      <Dialog opened={open} onClose={() => setOpen(false)} title={text('messageTo', { name })} size="lg">
        {error !== null ? (
          <ErrorState failure={error} onRetry={refetch} />
        ) : value === undefined || stale ? (
          // Rows of the previous approver must not be used.
          loading || stale ? (
            <SkeletonRows rows={6} />
          ) : null
        ) : (
          <MessageBox heading={false} write={(language, say) => createApproverMessage(name, value, policy, language, say)} />
        )}
      </Dialog>
    </>
  );
};

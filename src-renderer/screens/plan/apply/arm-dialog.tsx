import { useClient, useShownCompany } from '#renderer/client/index.ts';
import { NameDialog } from '#renderer/parts/name-dialog/name-dialog.tsx';
import { useText } from '#renderer/ui/index.ts';

/** Unlocks production after the company's name was typed; the lock is restored automatically. */
export const ArmDialog = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const text = useText('planScreen.arm');
  const client = useClient();
  const name = useShownCompany()?.company.name ?? '';
  return (
    <NameDialog
      opened={opened}
      onClose={onClose}
      title={text('title')}
      body={text('explain')}
      name={name}
      action={text('do')}
      danger
      onDo={(company) => client.call('plan.arm', { company })}
    />
  );
};

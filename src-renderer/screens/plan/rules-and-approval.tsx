import { UnstyledButton, useText } from '#renderer/ui/index.ts';
import { ApprovalDialog } from './approval-dialog.tsx';
import classes from './dock.module.css';
import { RulesDialog } from './rules-dialog.tsx';

export type PlanDialog = 'rules' | 'approval';

/** The ways to what a plan is held to, and to approving one: also where there is nothing of one's own to send. */
export const RulesAndApproval = ({ onOpen }: { onOpen: (dialog: PlanDialog) => void }) => {
  const text = useText('planScreen.dock');
  return (
    <>
      <UnstyledButton className={classes.fold} onClick={() => onOpen('rules')}>
        {text('rules')}
      </UnstyledButton>
      <UnstyledButton className={classes.fold} onClick={() => onOpen('approval')}>
        {text('approval')}
      </UnstyledButton>
    </>
  );
};

/** Drawn apart from the links: a plan that changes behind a dialog does not close it. */
export const PlanDialogs = ({ open, onClose }: { open: PlanDialog | null; onClose: () => void }) => (
  <>
    <RulesDialog opened={open === 'rules'} onClose={onClose} />
    <ApprovalDialog opened={open === 'approval'} onClose={onClose} />
  </>
);

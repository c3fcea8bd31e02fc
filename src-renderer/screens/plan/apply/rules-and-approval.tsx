import { UnstyledButton, useText } from '#renderer/ui/index.ts';
import { ApprovalDialog } from '../approval/approval-dialog.tsx';
import { RulesDialog } from '../rules/rules-dialog.tsx';
import classes from './dock.module.css';

export type PlanDialog = 'rules' | 'approval';

/** Links to apply rules and approval, available also without own changes. */
export const RulesAndApprovalLinks = ({ onOpen }: { onOpen: (dialog: PlanDialog) => void }) => {
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

/** Rendered apart from the links, so that a changing plan does not close a dialog. */
export const PlanDialogs = ({ open, onClose }: { open: PlanDialog | null; onClose: () => void }) => (
  <>
    <RulesDialog opened={open === 'rules'} onClose={onClose} />
    <ApprovalDialog opened={open === 'approval'} onClose={onClose} />
  </>
);

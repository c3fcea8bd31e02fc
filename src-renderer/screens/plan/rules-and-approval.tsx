import { useState } from 'react';
import { UnstyledButton, useText } from '#renderer/ui/index.ts';
import { ApprovalDialog } from './approval-dialog.tsx';
import classes from './dock.module.css';
import { RulesDialog } from './rules-dialog.tsx';

/** The ways to what a plan is held to, and to approving one: also where there is nothing of one's own to send. */
export const RulesAndApproval = () => {
  const text = useText('planScreen.dock');
  const [dialog, setDialog] = useState<'rules' | 'approval' | null>(null);
  return (
    <>
      <UnstyledButton className={classes.fold} onClick={() => setDialog('rules')}>
        {text('rules')}
      </UnstyledButton>
      <UnstyledButton className={classes.fold} onClick={() => setDialog('approval')}>
        {text('approval')}
      </UnstyledButton>
      <RulesDialog opened={dialog === 'rules'} onClose={() => setDialog(null)} />
      <ApprovalDialog opened={dialog === 'approval'} onClose={() => setDialog(null)} />
    </>
  );
};

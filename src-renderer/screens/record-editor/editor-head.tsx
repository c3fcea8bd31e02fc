import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { SaveState } from '#renderer/ui/drafts/index.ts';
import { Button, Notice, useText } from '#renderer/ui/index.ts';
import classes from './record-editor.module.css';
import type { RecordSection, RecordWork } from './use-record.ts';

/** The way back to the list, what is open, whether it is saved. */
export const EditorHead = ({ back, name, onBack, children }: EditorHeadProps) => {
  const text = useText('recordEditor');
  return (
    <div className={classes.head}>
      <Button variant="subtle" size="xs" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onBack}>
        {back}
      </Button>
      <h2>{name === '' ? text('unnamed') : name}</h2>
      {children}
      <SaveState />
    </div>
  );
};

interface EditorHeadProps {
  readonly back: string;
  readonly name: string;
  readonly onBack: () => void;
  readonly children?: ReactNode;
}

/** Said in place of an editor when the object is to be deleted on the server. */
export const DeletedNotice = ({ work }: { work: Pick<RecordWork<RecordSection>, 'state'> }) => {
  const text = useText('recordEditor');
  return work.state === 'deleted' ? <Notice state="risk">{text('deleted')}</Notice> : null;
};

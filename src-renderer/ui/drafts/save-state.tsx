import { IconAlertCircle, IconCheck, IconEye, IconLoader2 } from '@tabler/icons-react';
import { useCompanyId } from '#renderer/client/index.ts';
import { useFailureText, useFormat, useRefusalReason, useText } from '../index.ts';
import { useDraftSaveState, useLastDraftChange } from './draft-saving.ts';
import classes from './drafts.module.css';

/** Shows 保存済み only after the host confirmed the save. Announced politely on failure. */
export const SaveState = () => {
  const text = useText('draftList.save');
  const format = useFormat();
  const say = useFailureText();
  const pending = useDraftSaveState((work) => work.pending);
  const { savedAt, failure } = useLastDraftChange(useCompanyId());
  const refused = useRefusalReason();
  return (
    <span className={classes.save} data-failed={failure !== null || undefined} role="status">
      {failure !== null ? (
        <>
          <IconAlertCircle size={16} aria-hidden />
          {text('failed', { what: say(failure).what })}
        </>
      ) : refused !== null ? (
        <>
          <IconEye size={16} aria-hidden />
          {refused}
        </>
      ) : pending > 0 ? (
        <>
          <IconLoader2 size={16} aria-hidden />
          {text('saving')}
        </>
      ) : savedAt === null ? null : (
        <>
          <IconCheck size={16} aria-hidden />
          {text('saved', { time: format.time(new Date(savedAt).toISOString()) })}
        </>
      )}
    </span>
  );
};

import { useState } from 'react';
import type { Failure, Result } from '#shared/contract/call/result.ts';
import { useClient, useShownCompany } from '../../client/index.ts';
import { Button, ErrorState, Notice, useText } from '../../ui/index.ts';
import listClasses from './list-changes.module.css';

/** Shows how the directory list is used, and removes it with undo. */
export const DirectoryInUse = () => {
  const text = useText('import.directory');
  const client = useClient();
  const isThere = useShownCompany()?.sources.some(({ side }) => side === 'directory') === true;
  const [removed, setRemoved] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  if (!isThere && removed === null && failure === null) return null;
  const change = async <T,>(call: Promise<Result<T>>, done: (value: T) => void): Promise<void> => {
    setBusy(true);
    const result = await call;
    if (result.ok) {
      done(result.value);
    }
    setFailure(result.ok ? null : result.error);
    setBusy(false);
  };
  return (
    <div className={listClasses.undo} role="status">
      <Notice state={isThere ? 'note' : 'ready'}>{text(isThere ? 'present' : 'removed')}</Notice>
      {isThere ? (
        <Button
          variant="default"
          loading={busy}
          onClick={() => void change(client.call('imports.removeDirectory', {}), ({ formerId }) => setRemoved(formerId))}
        >
          {text('remove')}
        </Button>
      ) : removed === null ? null : (
        <Button
          variant="default"
          loading={busy}
          onClick={() => void change(client.call('imports.takeFormer', { id: removed }), () => setRemoved(null))}
        >
          {text('back')}
        </Button>
      )}
      {failure === null ? null : <ErrorState failure={failure} />}
    </div>
  );
};

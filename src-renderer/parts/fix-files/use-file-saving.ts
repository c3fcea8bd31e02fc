import { useEffect, useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { FileToken } from '#shared/contract/files.ts';

/** Files already saved automatically, so that it happens once. */
const SAVED_AUTOMATICALLY = new Set<string>();

/** Saves that are in progress, so that the dialogs of two exports follow one another. */
let saving: Promise<unknown> = Promise.resolve();

/**
 * Saves the files of an export. With `isNew` they are saved as soon as they are available, which may be after the export is listed; one
 * dialog follows the other, and canceling one skips the rest.
 */
export function useFileSaving(files: readonly FileToken[], isNew: boolean) {
  const client = useClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saved, setSaved] = useState<ReadonlySet<string>>(new Set());
  /** Returns whether the file was saved. */
  const save = async ({ token, name }: FileToken): Promise<boolean> => {
    const result = await client.saveFile({ token, name });
    setFailure(result.ok ? null : result.error);
    if (result.ok && result.value.saved) setSaved((before) => new Set([...before, token]));
    return result.ok && result.value.saved;
  };
  const tokens = files.map(({ token }) => token).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each file, however often the list is rendered.
  useEffect(() => {
    if (!isNew) return;
    const unsaved = files.filter(({ token }) => !SAVED_AUTOMATICALLY.has(token));
    for (const { token } of unsaved) SAVED_AUTOMATICALLY.add(token);
    saving = saving.then(() => unsaved.reduce(async (before, file) => (await before) && save(file), Promise.resolve(true)));
  }, [isNew, tokens]);
  return { saved, failure, save };
}

import { SavedTextarea } from '#renderer/ui/drafts/index.ts';
import { useText } from '#renderer/ui/index.ts';

/** The administrator's note about an object: saved with the draft, never sent to a server. */
export const NoteField = ({
  note,
  onSave,
}: {
  readonly note: string;
  readonly onSave: (note: string, seen: string) => Promise<boolean>;
}) => {
  const text = useText('recordEditor');
  return <SavedTextarea label={text('note')} description={text('noteHint')} value={note} onSave={onSave} />;
};

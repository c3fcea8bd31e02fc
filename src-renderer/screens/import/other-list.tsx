import type { ImportPreview, ListKind } from '#shared/contract/imports/imports.ts';
import classes from '../../parts/list-reading/list-reading.module.css';
import { Button, Notice, useText } from '../../ui/index.ts';

interface OtherListProps {
  readonly preview: ImportPreview;
  /** Reads the file as another kind of list. */
  readonly onReadAs: (kind: ListKind) => void;
}

/** Names the kind of list if it is not the expected one, with a link to import it as that. */
export const OtherList = ({ preview: { kind, looksLike }, onReadAs }: OtherListProps) => {
  const text = useText('import.otherList');
  if (looksLike === null) return null;
  return (
    <div className={classes.otherList} role="alert">
      <Notice state="risk">
        {text(`what.${looksLike}`)} {text(`wanted.${kind}`)}
      </Notice>
      {looksLike === 'neo-users' || looksLike === 'amazon-users' ? (
        <Button onClick={() => onReadAs(looksLike)}>{text(`readAs.${looksLike}`)}</Button>
      ) : null}
    </div>
  );
};

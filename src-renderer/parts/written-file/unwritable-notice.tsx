import { Notice, useText, useTexts } from '#renderer/ui/index.ts';
import { formatUnwritableCharacters } from '#shared/messages/unwritable-text.ts';
import type { UnwritableCharacters } from './unwritable.ts';
import classes from './unwritable-notice.module.css';

/** Lists characters that could not be written and their replacements. */
export const UnwritableNotice = ({ count, kinds, characters }: UnwritableCharacters) => {
  const texts = useTexts();
  const text = useText('report');
  return (
    <Notice state="risk">
      {text('unwritable', { count })}
      <ul className={classes.characters}>
        {formatUnwritableCharacters(characters, kinds, texts).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Notice>
  );
};

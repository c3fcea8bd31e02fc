import { navigate } from '#renderer/navigation/index.ts';
import { Button, Notice, useText } from '#renderer/ui/index.ts';
import type { SetupGuide } from '#shared/contract/setup.ts';

/** Shown when all counted steps are done, with the items that remain. */
export const FinishedNotice = ({ guide }: { guide: SetupGuide }) => {
  const text = useText('setupScreen.finished');
  const { done, total, left } = guide;
  if (total === 0 || done < total) return null;
  const open = [
    ...(left.waits > 0 ? [text('waits', { count: left.waits })] : []),
    ...(left.people === null ? [text('peopleUnknown')] : left.people > 0 ? [text('people', { count: left.people })] : []),
  ];
  return (
    <Notice state={open.length === 0 ? 'ready' : 'note'}>
      <p>
        <strong>{text('title')}</strong>
      </p>
      {open.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p>{text('text')}</p>
      <Button size="xs" variant="default" mt={8} onClick={() => navigate('readiness')}>
        {text('action')}
      </Button>
    </Notice>
  );
};

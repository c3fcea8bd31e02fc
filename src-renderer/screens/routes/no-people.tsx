import { navigate } from '#renderer/navigation/index.ts';
import { Button, EmptyState, useText } from '#renderer/ui/index.ts';

/** Shown instead of a simulation if no list of people was imported. */
export const NoPeople = () => {
  const text = useText('routesScreen.noPeople');
  return (
    <EmptyState title={text('title')} action={<Button onClick={() => navigate('import', { kind: 'neo-users' })}>{text('action')}</Button>}>
      {text('text')}
    </EmptyState>
  );
};

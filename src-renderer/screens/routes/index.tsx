import { useCallback } from 'react';
import { navigate, useParams } from '#renderer/navigation/index.ts';
import { FirstHint } from '#renderer/parts/first-hint/first-hint.tsx';
import { CreateDraftButton, SaveState } from '#renderer/ui/drafts/index.ts';
import { Screen, useText } from '#renderer/ui/index.ts';
import { RouteEditor } from './editor.tsx';
import { RouteList } from './list/route-list.tsx';

/** 申請経路: the list, or one route as a line. */
export const RoutesScreen = () => {
  const text = useText('routesScreen');
  const { id, stepId } = useParams('routes');
  const open = useCallback((opened: string) => navigate('routes', { id: opened }), []);
  const close = useCallback(() => navigate('routes'), []);
  if (id !== undefined) return <RouteEditor key={id} id={id} startAt={stepId ?? null} onClose={close} />;
  return (
    <Screen
      title={text('title')}
      layout="fill"
      hint={<FirstHint screen="routes" />}
      actions={
        <>
          <SaveState />
          <CreateDraftButton section="routes" onCreated={open} />
        </>
      }
    >
      <RouteList onOpen={open} />
    </Screen>
  );
};

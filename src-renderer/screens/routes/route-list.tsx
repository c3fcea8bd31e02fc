import { useState } from 'react';
import { RouteHealthCell } from '#renderer/parts/route-health/route-health.tsx';
import { useRoutesHealth } from '#renderer/parts/route-health/use-route-health.ts';
import { CreateDraft, DraftList } from '#renderer/ui/drafts/index.ts';
import { useText } from '#renderer/ui/index.ts';
import { RouteSentence } from './sentence.tsx';

const NO_ROWS: readonly string[] = [];

/** Every route of the workspace with its sentence and whether it works for everybody who may use it. */
export const RouteList = ({ onOpen }: { readonly onOpen: (id: string) => void }) => {
  const text = useText('routesScreen.list');
  const [shown, setShown] = useState(NO_ROWS);
  const health = useRoutesHealth(shown);
  return (
    <DraftList
      section="routes"
      onOpen={onOpen}
      onRows={setShown}
      column={{ label: text('sentence'), cell: ({ line }) => (line === null ? null : <RouteSentence line={line} />) }}
      health={{ label: text('health'), cell: ({ id }) => <RouteHealthCell health={health.get(id)} /> }}
      empty={{ title: text('empty.title'), text: text('empty.text'), action: <CreateDraft section="routes" onCreated={onOpen} /> }}
    />
  );
};

import { CreateDraft, DraftList } from '#renderer/ui/drafts/index.ts';
import { useText } from '#renderer/ui/index.ts';
import { RouteSentence } from './sentence.tsx';

/** Every route of the workspace with its sentence. */
export const RouteList = ({ onOpen }: { readonly onOpen: (id: string) => void }) => {
  const text = useText('routesScreen.list');
  return (
    <DraftList
      section="routes"
      onOpen={onOpen}
      column={{ label: text('sentence'), cell: ({ line }) => (line === null ? null : <RouteSentence line={line} />) }}
      empty={{ title: text('empty.title'), text: text('empty.text'), action: <CreateDraft section="routes" onCreated={onOpen} /> }}
    />
  );
};

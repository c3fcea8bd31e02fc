import { CreateDraft, DraftList, useDraftCall, useNames } from '#renderer/ui/drafts/index.ts';
import { Button, Skeleton, useText } from '#renderer/ui/index.ts';
import type { Route } from '#shared/domain/routes/route.ts';
import { RouteSentence } from './sentence.tsx';
import { namedBy } from './view-model.ts';

/** Every route of the workspace with its sentence. */
export const RouteList = ({ onOpen }: { readonly onOpen: (id: string) => void }) => {
  const text = useText('routesScreen.list');
  return (
    <DraftList
      section="routes"
      onOpen={onOpen}
      column={{ label: text('sentence'), cell: ({ id, state }) => (state === 'deleted' ? null : <Sentence id={id} />) }}
      empty={{ title: text('empty.title'), text: text('empty.text'), action: <CreateDraft section="routes" onCreated={onOpen} /> }}
    />
  );
};

const Sentence = ({ id }: { readonly id: string }) => {
  const text = useText('routesScreen.list');
  const { value, error, refetch } = useDraftCall('drafts.get', { section: 'routes', id });
  const route = value?.object.id === id ? (value.object.draft as Route | null) : null;
  const names = useNames(route === null ? [] : namedBy(route));
  if (error !== null && value === undefined) {
    return (
      <Button size="xs" variant="subtle" onClick={refetch}>
        {text('sentenceFailed')}
      </Button>
    );
  }
  return route === null ? <Skeleton width="70%" /> : <RouteSentence route={route} names={names} />;
};

import { navigate } from '#renderer/navigation/index.ts';
import { useAllDrafts } from '#renderer/parts/draft-list/use-all-drafts.ts';
import { RouteHealthLines } from '#renderer/parts/route-health/route-health.tsx';
import { useRouteHealth } from '#renderer/parts/route-health/use-route-health.ts';
import { SavedTextInput } from '#renderer/ui/drafts/index.ts';
import { Button, Select, Stack, useText } from '#renderer/ui/index.ts';
import type { RecordEdit } from '#shared/domain/drafts/record-edit.ts';
import type { CommonSettings } from '#shared/domain/integration/settings.ts';
import { listFieldProblems, listOtherProblems } from '../../parts/record-editor/problem-view.ts';
import { Problems } from '../../parts/record-editor/problems.tsx';
import type { DraftProblem, RecordEditState } from '../../parts/record-editor/use-record.ts';
import { canOpenChosen, listDraftChoices } from './choices.ts';
import classes from './integration.module.css';

const FIELDS = ['title', 'routeId', 'serialId'] as const;

/** Initial values of an order: title, route and serial number, chosen among the drafts. */
export const CommonFields = ({ work }: { readonly work: RecordEditState<'common_settings'> }) => {
  const text = useText('integrationScreen.common');
  const routes = useAllDrafts('routes');
  const serials = useAllDrafts('serials');
  const { body, problems } = work;
  const health = useRouteHealth(body?.routeId ?? null);
  if (body === null || body === undefined) return null;
  const fix = (problem: DraftProblem): void => {
    if (problem.fix !== null) work.edit(problem.fix as RecordEdit<CommonSettings>);
  };
  const on = (field: (typeof FIELDS)[number]) => <Problems problems={listFieldProblems(problems, field)} onFix={fix} />;
  const unnamed = text('unnamed');
  const { routeId, serialId } = body;
  return (
    <Stack gap="xl">
      <Problems problems={listOtherProblems(problems, FIELDS)} onFix={fix} />
      <Stack gap="sm">
        <SavedTextInput
          label={text('applicationTitle')}
          value={body.title}
          onSave={(title, seen) => work.edit({ kind: 'set', fields: { title } }, { title: seen })}
        />
        {on('title')}
      </Stack>
      <Stack gap="sm">
        <div className={classes.choice}>
          <Select
            label={text('route')}
            placeholder={text('choose')}
            searchable
            nothingFoundMessage={text('nothing')}
            data={[...listDraftChoices(routes, routeId, unnamed, text('gone'))]}
            value={routeId}
            onChange={(value) => work.edit({ kind: 'set', fields: { routeId: value } })}
          />
          {routeId === null || !canOpenChosen(routes, routeId) ? null : (
            <Button variant="subtle" onClick={() => navigate('routes', { id: routeId })}>
              {text('openRoute')}
            </Button>
          )}
        </div>
        {routeId === null ? null : <RouteHealthLines health={health} />}
        {on('routeId')}
      </Stack>
      <Stack gap="sm">
        <div className={classes.choice}>
          <Select
            label={text('serial')}
            placeholder={text('choose')}
            searchable
            nothingFoundMessage={text('nothing')}
            data={[...listDraftChoices(serials, serialId, unnamed, text('gone'))]}
            value={serialId}
            onChange={(value) => work.edit({ kind: 'set', fields: { serialId: value } })}
          />
          {serialId === null || !canOpenChosen(serials, serialId) ? null : (
            <Button variant="subtle" onClick={() => navigate('serials', { id: serialId })}>
              {text('openSerial')}
            </Button>
          )}
        </div>
        {on('serialId')}
      </Stack>
    </Stack>
  );
};

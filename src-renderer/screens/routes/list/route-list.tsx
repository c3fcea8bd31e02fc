import { useCallback, useMemo, useState } from 'react';
import { useCall } from '#renderer/client/index.ts';
import type { DraftColumn, DraftHealth } from '#renderer/parts/draft-list/draft-columns.tsx';
import { DraftList } from '#renderer/parts/draft-list/draft-list.tsx';
import { RouteHealthCell } from '#renderer/parts/route-health/route-health.tsx';
import { useRoutesHealth } from '#renderer/parts/route-health/use-route-health.ts';
import { createShortLines } from '#renderer/parts/route-health/view-model.ts';
import { CreateDraftButton } from '#renderer/ui/drafts/index.ts';
import { Muted, useText } from '#renderer/ui/index.ts';
import type { DraftRow } from '#shared/contract/drafts/drafts.ts';
import { formatRouteDescription } from '#shared/domain/routes/describe.ts';
import { RouteMini } from './mini.tsx';
import classes from './route-list.module.css';

const NO_ROWS: readonly string[] = [];
const SETTINGS = { section: 'common_settings', id: 'common_settings' } as const;

/** All routes with default mark, access, steps as a sentence, and stopped people. */
export const RouteList = ({ onOpen }: { readonly onOpen: (id: string) => void }) => {
  const text = useText('routesScreen.list');
  const words = useText('routeHealth');
  const all = useText('');
  const [shown, setShown] = useState(NO_ROWS);
  const health = useRoutesHealth(shown);
  const settings = useCall('drafts.get', SETTINGS).value?.object;
  const standard = settings?.section === 'common_settings' ? (settings.draft?.routeId ?? null) : null;
  const mark = useCallback(
    ({ id }: DraftRow) => (id === standard ? <span className={classes.standard}>{text('standard')}</span> : null),
    [standard, text],
  );
  const columns = useMemo<readonly DraftColumn[]>(() => {
    const allowed = (id: string): string => {
      const people = health.get(id)?.people ?? null;
      return people === null ? '' : text('people', { count: people.allowed });
    };
    return [
      {
        id: 'people',
        title: text('mayUse'),
        least: 96,
        grow: 0.1,
        givesWay: 3,
        numeric: true,
        cell: ({ id }) => <Muted size="md">{allowed(id) || '–'}</Muted>,
        text: ({ id }) => allowed(id),
      },
      {
        id: 'sentence',
        title: text('sentence'),
        least: 260,
        grow: 3,
        cell: ({ id, line }) => (line === null ? null : <RouteMini line={line} health={health.get(id)} />),
        text: ({ line }) => (line === null ? '' : formatRouteDescription(line, (key, params) => all.phrase(key, params))),
      },
    ];
  }, [text, all, health]);
  const verdict = useMemo<DraftHealth>(
    () => ({
      label: text('health'),
      cell: ({ id }) => <RouteHealthCell health={health.get(id)} />,
      text: ({ id }) => {
        const known = health.get(id);
        return known === undefined
          ? ''
          : createShortLines(known)
              .map((line) => words(line.text, line.params))
              .join(' ');
      },
    }),
    [text, words, health],
  );
  return (
    <DraftList
      section="routes"
      onOpen={onOpen}
      onRows={setShown}
      columns={columns}
      mark={mark}
      health={verdict}
      empty={{ title: text('empty.title'), text: text('empty.text'), action: <CreateDraftButton section="routes" onCreated={onOpen} /> }}
    />
  );
};

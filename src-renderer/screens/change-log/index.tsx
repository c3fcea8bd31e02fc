import { IconDownload } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useParams } from '#renderer/app/navigation.ts';
import { exportFile, useClient } from '#renderer/client/index.ts';
import { usePlanCall } from '#renderer/parts/plan/use-plan-call.ts';
import {
  Button,
  EmptyState,
  ErrorState,
  Menu,
  Modal,
  Pager,
  Screen,
  SkeletonRows,
  SplitView,
  useDebouncedValue,
  useLanguage,
  useText,
} from '#renderer/ui/index.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import type { Failure } from '#shared/contract/result.ts';
import { ChainState } from './chain-state.tsx';
import classes from './change-log.module.css';
import { EntryPanel } from './entry-panel.tsx';
import { FilterBar } from './filter-bar.tsx';
import { LogTable } from './log-table.tsx';
import { changed, FIRST_VIEW, filterOf, isFiltered, type LogView, listInput, PAGE } from './view-model.ts';

const PAUSE_MS = 120;

/** 履歴: who sent what to the server, when and why, and whether anybody has touched the record since. */
export const ChangeLogScreen = () => {
  const text = useText('changeLog');
  const params = useParams('changeLog');
  const [visit, setVisit] = useState(params);
  const [view, setView] = useState<LogView>({ ...FIRST_VIEW, runId: params.runId ?? null });
  const [open, setOpen] = useState<number | null>(null);
  if (visit !== params) {
    setVisit(params);
    setView({ ...FIRST_VIEW, runId: params.runId ?? null });
    setOpen(null);
  }
  const [search] = useDebouncedValue(view.search, PAUSE_MS);
  const asked = { ...view, search };
  const { value, error, loading, stale, refetch } = usePlanCall('historyLog.list', listInput(asked));
  const close = useCallback(() => {
    document.querySelector<HTMLElement>('[data-entry][aria-expanded="true"]')?.focus();
    setOpen(null);
  }, []);
  const nothing = value !== undefined && value.total === 0 && !isFiltered(view);
  return (
    <Screen title={text('title')} layout="fill" actions={value === undefined || nothing ? undefined : <ExportMenu asked={asked} />}>
      <SplitView
        onClose={close}
        panel={open === null ? null : { title: text('panel.title', { seq: open }), body: <EntryPanel key={open} seq={open} /> }}
      >
        <div className={classes.main}>
          {nothing ? (
            <div className={classes.block}>
              <EmptyState title={text('empty.title')}>{text('empty.text')}</EmptyState>
            </div>
          ) : (
            <>
              {value === undefined ? null : <ChainState />}
              <FilterBar view={view} onChange={(part) => setView(changed(view, part))} />
              {error === null ? null : (
                <div className={classes.block}>
                  <ErrorState failure={error} onRetry={refetch} />
                </div>
              )}
              {value === undefined ? (
                loading ? (
                  <div className={classes.block}>
                    <SkeletonRows rows={8} />
                  </div>
                ) : null
              ) : value.total === 0 ? (
                <div className={classes.none}>
                  <p>{text('noMatches')}</p>
                  <Button size="xs" variant="default" onClick={() => setView(FIRST_VIEW)}>
                    {text('clearFilter')}
                  </Button>
                </div>
              ) : (
                <div className={classes.tableBox} data-stale={stale || undefined}>
                  <LogTable entries={value.entries} open={open} onOpen={setOpen} />
                  <Pager pageSize={PAGE} page={view.page} total={value.total} onPage={(page) => setView({ ...view, page })} />
                </div>
              )}
            </>
          )}
          <span className={classes.spoken} role="status">
            {value === undefined ? '' : text('rows', { count: value.total })}
          </span>
        </div>
      </SplitView>
    </Screen>
  );
};

type Form = Pick<CallInput<'historyLog.export'>, 'format' | 'encoding'>;
const FORMS: readonly (Form & { readonly key: string })[] = [
  { key: 'html', format: 'html', encoding: 'utf8' },
  { key: 'csv', format: 'csv', encoding: 'utf8-bom' },
  { key: 'csvCp932', format: 'csv', encoding: 'cp932' },
  { key: 'json', format: 'json', encoding: 'utf8' },
];

/** The record as it is filtered, saved at once. */
const ExportMenu = ({ asked }: { asked: LogView }) => {
  const text = useText('changeLog.export');
  const client = useClient();
  const language = useLanguage();
  const [failure, setFailure] = useState<Failure | null>(null);
  const write = async ({ format, encoding }: Form): Promise<void> => {
    const exported = await exportFile(client, client.call('historyLog.export', { filter: filterOf(asked), format, encoding, language }));
    if (!exported.ok) setFailure(exported.error);
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
            {text('open')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {FORMS.map(({ key, ...form }) => (
            <Menu.Item key={key} onClick={() => void write(form)}>
              {text(key)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={failure !== null}
        onClose={() => setFailure(null)}
        title={text('failed')}
        closeButtonProps={{ 'aria-label': text('close') }}
      >
        {failure === null ? null : <ErrorState failure={failure} />}
      </Modal>
    </>
  );
};

import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { navigate, type ScreenParams, useParams } from '#renderer/app/navigation.ts';
import { useClient } from '#renderer/client/index.ts';
import { ActionIcon, Button, EmptyState, ErrorState, SkeletonRows, SplitView, Tooltip, useText } from '#renderer/ui/index.ts';
import { useDecisions } from '../../parts/decisions/decisions.ts';
import { useFreshCall } from '../../parts/decisions/use-fresh-call.ts';
import { tableKey } from '../matching/keyboard.ts';
import type { TableHandle } from '../matching/table.tsx';
import { drop } from './adopt.ts';
import { Arrivals } from './arrivals.tsx';
import { FilterLine } from './filter-line.tsx';
import { FixPanel } from './fix-panel.tsx';
import { FixTable } from './fix-table.tsx';
import classes from './fixes.module.css';
import { FixesFrame } from './frame.tsx';
import { useFixes } from './use-fixes.ts';
import { ALL_FIXES, countsInput, type FixFilter, isFiltered, totalOf } from './view-model.ts';
import { WriteActions } from './write-actions.tsx';

/** The notice and the gap below it. */
const COVERED_PX = 64;

/** Every adopted fix: whose, on which side, from what to what, and how far it has come. */
export const FixList = () => {
  const text = useText('fixesScreen');
  const client = useClient();
  const params = useParams('fixes');
  const [visit, setVisit] = useState(params);
  const [filter, setFilterAlone] = useState<FixFilter>(filterOf(params));
  const [active, setActive] = useState(-1);
  const [open, setOpen] = useState(false);
  const setFilter = useCallback((next: FixFilter) => {
    setFilterAlone(next);
    setActive(-1);
    setOpen(false);
  }, []);
  if (visit !== params) {
    setVisit(params);
    if (params.states !== undefined || params.search !== undefined) setFilter(filterOf(params));
  }
  const fixes = useFixes(filter);
  const whole = useFreshCall('fixes.list', countsInput([]));
  const table = useRef<TableHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const noticed = useDecisions((state) => state.outcome !== null);
  const total = fixes.value?.total ?? 0;
  useEffect(() => {
    // What was dropped has left the list: the keys go on at what stands there now.
    if (!fixes.stale && active >= total) setActive(total - 1);
    if (!fixes.stale && total === 0) setOpen(false);
  }, [fixes.stale, total, active]);

  const fix = active < 0 ? undefined : fixes.fixAt(active);
  const close = useCallback(() => {
    setOpen(false);
    table.current?.focus();
  }, []);
  const step = (by: number): void => setActive((at) => Math.min(total - 1, Math.max(0, at + by)));

  const pressed = useRef<(event: globalThis.KeyboardEvent | KeyboardEvent, inTable: boolean) => void>(() => {});
  pressed.current = (event, inTable) => {
    const native = 'nativeEvent' in event ? event.nativeEvent : event;
    if (event.key === 'Delete' && !native.isComposing && inTable && fix !== undefined) {
      event.preventDefault();
      void drop(client, { people: [fix.person] });
      return;
    }
    const pageRows = table.current?.pageRows() ?? 1;
    const action = tableKey(native, { index: active, total, pageRows, inTable, chosen: false });
    if (action === 'search') {
      event.preventDefault();
      search.current?.focus();
      search.current?.select();
    } else if (action === 'open') {
      event.preventDefault();
      setOpen(true);
    } else if (action !== null && typeof action !== 'string') {
      event.preventDefault();
      setActive(action.move);
      table.current?.focus();
    }
  };
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event.target) || document.querySelector('[role="dialog"][aria-modal="true"]') !== null) return;
      pressed.current(event, !isControl(event.target));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const panel =
    open && fix !== undefined
      ? {
          title: fix.name || text('panel.title'),
          actions: (
            <>
              <Tooltip label={`${text('panel.previous')} (K)`}>
                <ActionIcon size="sm" aria-label={text('panel.previous')} disabled={active <= 0} onClick={() => step(-1)}>
                  <IconChevronUp size={16} />
                </ActionIcon>
              </Tooltip>
              <Tooltip label={`${text('panel.next')} (J)`}>
                <ActionIcon size="sm" aria-label={text('panel.next')} disabled={active >= total - 1} onClick={() => step(1)}>
                  <IconChevronDown size={16} />
                </ActionIcon>
              </Tooltip>
            </>
          ),
          body: <FixPanel fix={fix} />,
        }
      : null;
  const counts = whole.value?.counts;
  const nothing = counts !== undefined && totalOf(counts) === 0;
  return (
    <FixesFrame tab="list" layout="fill" actions={nothing ? undefined : <WriteActions />}>
      <SplitView panel={panel} onClose={close}>
        {fixes.error === null ? null : (
          <div className={classes.padded}>
            <ErrorState failure={fixes.error} onRetry={fixes.retry} />
          </div>
        )}
        {nothing ? (
          <div className={classes.state}>
            <EmptyState title={text('empty.title')} action={<Button onClick={() => navigate('matching')}>{text('empty.action')}</Button>}>
              {text('empty.text')}
            </EmptyState>
            <ol className={classes.teach}>
              {(['adopt', 'write', 'import', 'arrive'] as const).map((part) => (
                <li key={part}>{text(`empty.steps.${part}`)}</li>
              ))}
            </ol>
          </div>
        ) : (
          <>
            <div className={classes.padded}>
              {counts === undefined ? null : <Arrivals counts={counts} onShow={(state) => setFilter({ ...ALL_FIXES, states: [state] })} />}
              <FilterLine
                filter={filter}
                counts={fixes.value?.counts}
                total={total}
                searchRef={search}
                onChange={setFilter}
                onLeaveSearch={() => table.current?.focus()}
                onDrop={() => void drop(client, { filter })}
              />
            </div>
            {fixes.value === undefined ? (
              fixes.error === null ? (
                <div className={classes.state}>
                  <SkeletonRows rows={14} />
                </div>
              ) : null
            ) : total === 0 && !fixes.stale ? (
              <div className={classes.state}>
                <EmptyState
                  title={text('noMatches.title')}
                  action={
                    isFiltered(filter) ? (
                      <Button variant="default" onClick={() => setFilter(ALL_FIXES)}>
                        {text('noMatches.clear')}
                      </Button>
                    ) : undefined
                  }
                >
                  {text('noMatches.text')}
                </EmptyState>
              </div>
            ) : (
              <FixTable
                fixes={fixes}
                total={total}
                active={active}
                covered={noticed ? COVERED_PX : 0}
                handle={table}
                onOpen={(index) => {
                  setActive(index);
                  setOpen(true);
                }}
                onKeyDown={(event) => {
                  if (event.target === event.currentTarget) pressed.current(event, true);
                }}
              />
            )}
          </>
        )}
      </SplitView>
    </FixesFrame>
  );
};

/** What a visit asks for. */
const filterOf = ({ states, search }: ScreenParams['fixes']): FixFilter => ({
  ...ALL_FIXES,
  states: [...(states ?? [])],
  search: search ?? '',
});

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, summary, input, [role="radio"], [role="option"]') !== null;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input:not([type="radio"], [type="checkbox"]), textarea, select');

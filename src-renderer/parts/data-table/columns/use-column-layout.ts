import { useCallback, useEffect, useRef, useState } from 'react';
import { useCall, useClient, useCompanyId } from '#renderer/client/index.ts';
import { type ColumnLayout, STANDARD_LAYOUT } from './columns.ts';

/** Delay after the last resize before the width is saved. */
const SAVE_DELAY_MS = 400;

/** Layouts of this window by company and table; they apply before they are saved, and if saving fails. */
const chosen = new Map<string, ColumnLayout>();

interface RememberedColumns {
  /** `undefined` until the saved settings are loaded. */
  readonly layout: ColumnLayout | undefined;
  readonly onChange: (layout: ColumnLayout) => void;
}

/** Hook for the saved column settings of a table. */
export function useColumnLayout(table: string): RememberedColumns {
  const client = useClient();
  const company = useCompanyId();
  const place = `${company} ${table}`;
  const { value, error } = useCall('views.list', { kind: 'columns' });
  const [, setChanges] = useState(0);
  const waiting = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly keep: () => void } | null>(null);

  const keep = useCallback(
    async (layout: ColumnLayout): Promise<void> => {
      const content = {
        kind: 'columns' as const,
        order: [...layout.order],
        visible: { ...layout.visible },
        widths: { ...layout.widths },
      };
      // Another window may have saved settings of this table first; that entry is then changed.
      const list = await client.call('views.list', { kind: 'columns' });
      if (!list.ok) return;
      const id = list.value.views.find(({ name }) => name === table)?.id ?? null;
      await client.call('views.save', { id, name: table, content });
    },
    [client, table],
  );
  useEffect(
    () => () => {
      if (waiting.current === null) return;
      clearTimeout(waiting.current.timer);
      waiting.current.keep();
    },
    [],
  );
  const onChange = useCallback(
    (layout: ColumnLayout) => {
      chosen.set(place, layout);
      setChanges((count) => count + 1);
      if (waiting.current !== null) clearTimeout(waiting.current.timer);
      const save = (): void => {
        waiting.current = null;
        void keep(layout);
      };
      waiting.current = { timer: setTimeout(save, SAVE_DELAY_MS), keep: save };
    },
    [place, keep],
  );
  const kept = value?.views.find(({ name }) => name === table)?.content;
  const layout =
    chosen.get(place) ?? (kept?.kind === 'columns' ? kept : value === undefined && error === null ? undefined : STANDARD_LAYOUT);
  return { layout, onChange };
}

import { IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { Button, FilterRow, FilterSearch, FilterSelect, TextInput, useKeys, useText } from '#renderer/ui/index.ts';
import { GATEWAY_SECTIONS } from '#shared/domain/sync/gateway-section.ts';
import classes from './history.module.css';
import { KIND_GROUP_NAMES, type LogView } from './view-model.ts';

/** Filter of the history. */
export const FilterBar = ({ view, onChange }: { view: LogView; onChange: (part: Partial<LogView>) => void }) => {
  const text = useText('historyScreen.filter');
  const sections = useText('draft.section');
  const search = useRef<HTMLInputElement>(null);
  useKeys([['/', () => search.current?.focus()]]);
  return (
    <FilterRow>
      <FilterSelect
        label={text('kinds')}
        any={text('anyKind')}
        options={KIND_GROUP_NAMES.map((kinds) => ({ value: kinds, label: text(`kind.${kinds}`) }))}
        value={view.kinds}
        onChange={(kinds) => onChange({ kinds })}
      />
      <FilterSelect
        label={text('section')}
        any={text('anySection')}
        options={GATEWAY_SECTIONS.map((section) => ({ value: section, label: sections(section) }))}
        value={view.section}
        onChange={(section) => onChange({ section })}
      />
      <div className={classes.days}>
        <TextInput
          type="date"
          aria-label={text('from')}
          value={view.from}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
        />
        <span aria-hidden>–</span>
        <TextInput type="date" aria-label={text('to')} value={view.to} onChange={(event) => onChange({ to: event.currentTarget.value })} />
      </div>
      <FilterSearch
        label={text('search')}
        search={view.search}
        onSearch={(words) => onChange({ search: words })}
        fieldRef={search}
        shortcut="/"
      />
      {view.runId === null ? null : (
        <Button size="xs" variant="light" rightSection={<IconX size={14} aria-hidden />} onClick={() => onChange({ runId: null })}>
          {text('oneRun')}
        </Button>
      )}
    </FilterRow>
  );
};

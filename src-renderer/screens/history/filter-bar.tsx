import { IconSearch, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { Button, CloseButton, Select, TextInput, useHotkeys, useText } from '#renderer/ui/index.ts';
import { GATEWAY_SECTIONS } from '#shared/domain/sync/gateway-section.ts';
import classes from './history.module.css';
import { KIND_GROUP_NAMES, type LogView, sectionOf } from './view-model.ts';

const ANY = 'any';

/** Which part of the record is looked at. */
export const FilterBar = ({ view, onChange }: { view: LogView; onChange: (part: Partial<LogView>) => void }) => {
  const text = useText('historyScreen.filter');
  const sections = useText('draft.section');
  const search = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => search.current?.focus()]]);
  return (
    <div className={classes.filter}>
      <Select
        className={classes.select}
        aria-label={text('kinds')}
        data={[
          { value: ANY, label: text('anyKind') },
          ...KIND_GROUP_NAMES.map((kinds) => ({ value: kinds, label: text(`kind.${kinds}`) })),
        ]}
        value={view.kinds ?? ANY}
        onChange={(value) => onChange({ kinds: KIND_GROUP_NAMES.find((kinds) => kinds === value) ?? null })}
      />
      <Select
        className={classes.select}
        aria-label={text('section')}
        data={[
          { value: ANY, label: text('anySection') },
          ...GATEWAY_SECTIONS.map((section) => ({ value: section as string, label: sections(section) })),
        ]}
        value={view.section ?? ANY}
        onChange={(value) => onChange({ section: sectionOf(value) })}
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
      <TextInput
        ref={search}
        className={classes.search}
        aria-label={text('search')}
        aria-keyshortcuts="/"
        placeholder={text('search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          view.search === '' ? null : <CloseButton size="sm" aria-label={text('clearSearch')} onClick={() => onChange({ search: '' })} />
        }
        maxLength={200}
        autoComplete="off"
        value={view.search}
        onChange={(event) => onChange({ search: event.currentTarget.value })}
      />
      {view.runId === null ? null : (
        <Button size="xs" variant="light" rightSection={<IconX size={14} aria-hidden />} onClick={() => onChange({ runId: null })}>
          {text('oneRun')}
        </Button>
      )}
    </div>
  );
};

import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useCall, useClient, useCompanyId } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import {
  ActionIcon,
  Button,
  ErrorState,
  Select,
  SkeletonRows,
  Switch,
  TextInput,
  UnstyledButton,
  useDebouncedValue,
  useFormat,
  useRefusalProps,
  useText,
  VisuallyHidden,
} from '#renderer/ui/index.ts';
import type { Result } from '#shared/contract/call/result.ts';
import { EXCLUSION_FIELDS, type Exclusion } from '#shared/domain/triage/exclusions.ts';
import { announceDecision, type UndoResult, wrapDecision } from '../../parts/decisions/decisions.ts';
import { announceFailure } from '../../parts/undo/undo-notice.ts';
import {
  addLine,
  countPeoplePerLine,
  type ExclusionLine,
  type ExclusionsAnswer,
  type ExclusionsDraft,
  findRepeatedLines,
  getEditsSince,
  hasChanges,
  sortByExcluded,
  toExclusionLines,
  toExclusions,
} from './exclusion-lines.ts';
import { ExclusionPreview } from './exclusion-side.tsx';
import classes from './exclusions.module.css';

/** Unsaved edits of each company; kept in memory only. */
const drafts = new Map<string, ExclusionsDraft>();
const PAUSE_MS = 150;

/** 除外の一覧: people excluded from matching, with a preview while editing. */
export const Exclusions = () => {
  const companyId = useCompanyId();
  const { value, error, loading, refetch } = useCall('triage.exclusions', {});
  if (value === undefined) {
    return error === null ? loading ? <SkeletonRows rows={12} /> : null : <ErrorState failure={error} onRetry={refetch} />;
  }
  return <Editor key={companyId} companyId={companyId} kept={sortByExcluded(value)} />;
};

const Editor = ({ companyId, kept }: { companyId: string; kept: ExclusionsAnswer }) => {
  const text = useText('triageScreen.exclusions');
  const refused = useRefusalProps();
  const format = useFormat();
  const client = useClient();
  const [draft, setDraft] = useState<ExclusionsDraft | null>(() => drafts.get(companyId) ?? null);
  const [busy, setBusy] = useState(false);
  const lines = draft?.lines ?? toExclusionLines(kept.entries);
  const changed = draft !== null && hasChanges(draft.lines, kept.entries);
  const keep = (next: ExclusionsDraft | null): void => {
    if (next === null) drafts.delete(companyId);
    else drafts.set(companyId, next);
    setDraft(next);
  };
  const edit = (edited: readonly ExclusionLine[] | null): void =>
    keep(edited === null ? null : { lines: edited, before: draft?.before ?? toExclusions(toExclusionLines(kept.entries)) });

  const [asked] = useDebouncedValue(JSON.stringify(toExclusions(lines)), PAUSE_MS);
  const preview = useCall('triage.previewExclusions', changed ? { entries: JSON.parse(asked) as Exclusion[] } : null);
  const effect = changed ? (preview.value ?? kept) : kept;
  const people = changed && preview.value === undefined ? null : countPeoplePerLine(lines, effect);
  const repeated = findRepeatedLines(lines);

  const change = (id: number, part: Partial<Exclusion>): void => edit(lines.map((line) => (line.id === id ? { ...line, ...part } : line)));
  const first = useRef<HTMLInputElement>(null);
  const [added, setAdded] = useState(0);
  useEffect(() => {
    if (added > 0) first.current?.focus();
  }, [added]);

  /** Others may have changed the list since `before`: their changes stay, also after undo. */
  const put = async (entries: readonly Exclusion[] | null, before: readonly Exclusion[]) =>
    client.call('triage.changeExclusions', { entries: entries === null ? null : [...entries], before: [...before] });
  const again = async (entries: readonly Exclusion[] | null, before: readonly Exclusion[]): Promise<Result<UndoResult>> => {
    const result = await put(entries, before);
    return result.ok ? { ok: true, value: { count: result.value.people, back: true } } : result;
  };
  const save = wrapDecision(async (entries: readonly Exclusion[] | null): Promise<void> => {
    const before = entries === null || draft === null ? toExclusions(toExclusionLines(kept.entries)) : draft.before;
    setBusy(true);
    const result = await put(entries, before);
    setBusy(false);
    if (!result.ok) return announceFailure(result.error);
    // Saving takes long for large companies, so input in the meantime is kept.
    keep(entries === null ? null : getEditsSince(draft, drafts.get(companyId) ?? null, entries));
    const after = entries ?? toExclusions(toExclusionLines(result.value.entries));
    announceDecision(client, 'exclusions', result.value.people, 0, {
      undo: () => again(before, after),
      redo: () => again(entries, before),
    });
  });
  return (
    <div className={classes.columns}>
      <div className={classes.main}>
        <p className={classes.lead}>{text('lead')}</p>
        <div className={classes.bar}>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => {
              edit(addLine(lines));
              setAdded(added + 1);
            }}
            {...refused}
          >
            {text('add')}
          </Button>
          {kept.standard && !changed ? null : (
            <UnstyledButton className={classes.link} onClick={() => void save(null)} {...refused}>
              {text('standard')}
            </UnstyledButton>
          )}
          <span className={classes.save}>
            {changed ? (
              <>
                <span className={classes.muted} role="status">
                  {text('unsaved')}
                </span>
                <Button variant="default" onClick={() => edit(null)}>
                  {text('discard')}
                </Button>
                <Button loading={busy} onClick={() => void save(toExclusions(lines))} {...refused}>
                  {text('save')}
                </Button>
              </>
            ) : null}
          </span>
        </div>
        <table className={classes.table} aria-label={text('title')}>
          <thead>
            <tr>
              <th scope="col">{text('column.on')}</th>
              <th scope="col">{text('column.field')}</th>
              <th scope="col">{text('column.value')}</th>
              <th scope="col">{text('column.note')}</th>
              <th scope="col" className={classes.number}>
                {text('column.people')}
              </th>
              <th scope="col">
                <VisuallyHidden>{text('column.remove')}</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <tr key={line.id} data-off={!line.on || undefined}>
                <td>
                  <Switch
                    size="md"
                    aria-label={text('useOf', { value: line.value })}
                    checked={line.on}
                    onChange={(event) => change(line.id, { on: event.currentTarget.checked })}
                  />
                </td>
                <td>
                  <Field value={line.field} onChange={(field) => change(line.id, { field })} />
                </td>
                <td>
                  <TextInput
                    size="xs"
                    {...(index === 0 ? { ref: first } : {})}
                    aria-label={text('column.value')}
                    maxLength={254}
                    spellCheck={false}
                    value={line.value}
                    error={repeated.has(line.id) ? text('repeated') : null}
                    onChange={(event) => change(line.id, { value: event.currentTarget.value })}
                  />
                </td>
                <td>
                  <TextInput
                    size="xs"
                    aria-label={text('column.note')}
                    maxLength={500}
                    value={line.note}
                    onChange={(event) => change(line.id, { note: event.currentTarget.value })}
                  />
                </td>
                <td className={classes.number} data-zero={(people?.[index] ?? 0) === 0 || undefined}>
                  {people === null || !line.on ? '' : format.count(people[index] ?? 0)}
                </td>
                <td>
                  <ActionIcon
                    size="sm"
                    aria-label={text('removeOf', { value: line.value })}
                    onClick={() => edit(lines.filter((each) => each.id !== line.id))}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {lines.length === 0 ? <p className={classes.muted}>{text('empty')}</p> : null}
        {preview.error === null ? null : <ErrorState failure={preview.error} onRetry={preview.refetch} />}
      </div>
      <ExclusionPreview
        kept={kept}
        effect={effect}
        changed={changed}
        stale={preview.stale}
        onSettings={() => navigate('settings', { section: 'matching' })}
      />
    </div>
  );
};

const Field = ({ value, onChange }: { value: Exclusion['field']; onChange: (field: Exclusion['field']) => void }) => {
  const text = useText('triageScreen.exclusions');
  const words = useText('triage.exclusions.field');
  return (
    <Select
      size="xs"
      aria-label={text('column.field')}
      value={value}
      onChange={(next) => onChange(EXCLUSION_FIELDS.find((field) => field === next) ?? value)}
      data={EXCLUSION_FIELDS.map((field) => ({ value: field, label: words(field) }))}
    />
  );
};

import {
  type Icon,
  IconChevronDown,
  IconChevronLeft,
  IconChevronRight,
  IconChevronUp,
  IconCopy,
  IconRotate2,
  IconSearch,
  IconTrash,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import type { DraftRow } from '#shared/contract/drafts.ts';
import {
  ActionIcon,
  Button,
  Checkbox,
  CloseButton,
  EmptyState,
  ErrorState,
  Muted,
  Row,
  SkeletonRows,
  Stack,
  TextInput,
  UnstyledButton,
  useDebouncedValue,
  useFormat,
  useRefused,
  useText,
} from '../index.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { DraftRowView, type RowActions } from './draft-row.tsx';
import classes from './drafts.module.css';
import {
  type DraftSort,
  FIRST_LIST_VIEW,
  type ListSection,
  type ListView,
  PAGE,
  pageWithin,
  searchedFor,
  sortedBy,
  stillChosen,
  toggled,
} from './list-view.ts';
import { RenameDialog } from './rename-dialog.tsx';
import { useDraftCall } from './use-draft-call.ts';
import { changeDrafts } from './work.ts';

const PAUSE_MS = 80;
const NOBODY: readonly DraftRow[] = [];
/** Where each section's list was left; gone with the window. */
const left = new Map<ListSection, ListView>();

interface DraftListProps {
  readonly section: ListSection;
  readonly onOpen: (id: string) => void;
  /** The object that is open beside the list. */
  readonly openId?: string | null;
  /** A column of the section's own, behind the name. */
  readonly column?: { readonly label: string; readonly cell: (row: DraftRow) => ReactNode };
  /** Another answer to 'does it work?' than the counts of the lint, where a section knows more. */
  readonly health?: { readonly label: string; readonly cell: (row: DraftRow) => ReactNode };
  /** Hears of the rows that are shown. */
  readonly onRows?: (ids: readonly string[]) => void;
  /** Head of the column of codes, for the sections that have one. */
  readonly codeLabel?: string;
  /** Says what will be here and how to begin. */
  readonly empty: { readonly title: string; readonly text: string; readonly action: ReactNode };
}

/** A list of drafts: search, sort, choose several, open, rename, duplicate, delete with what that touches. */
export const DraftList = ({ section, onOpen, openId = null, column, health, onRows, codeLabel, empty }: DraftListProps) => {
  const text = useText('draftList');
  const words = useText('draft.section');
  const client = useClient();
  const [view, setView] = useState(() => left.get(section) ?? FIRST_LIST_VIEW);
  const [chosenIds, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [deleting, setDeleting] = useState<readonly DraftRow[]>(NOBODY);
  const [renaming, setRenaming] = useState<DraftRow | null>(null);
  const [search] = useDebouncedValue(view.search, PAUSE_MS);
  const change = (next: ListView): void => {
    left.set(section, next);
    setView(next);
  };
  const { value, error, loading, refetch } = useDraftCall('drafts.list', {
    section,
    search,
    sort: view.sort,
    offset: view.page * PAGE,
    limit: PAGE,
  });
  const shownIds = JSON.stringify(value?.rows.map(({ id }) => id) ?? []);
  useEffect(() => onRows?.(JSON.parse(shownIds) as string[]), [onRows, shownIds]);
  if (error !== null && value === undefined) return <ErrorState failure={error} onRetry={refetch} />;
  if (value === undefined) return loading ? <SkeletonRows rows={8} /> : null;
  if (value.total === 0 && search.trim() === '') {
    return (
      <EmptyState title={empty.title} action={empty.action}>
        {empty.text}
      </EmptyState>
    );
  }
  const page = pageWithin(view.page, value.total);
  if (page !== view.page) change({ ...view, page });
  const chosen = stillChosen(chosenIds, value.rows);
  const rows = value.rows.filter(({ id }) => chosen.has(id));
  const there = rows.filter(({ state }) => state !== 'deleted');
  const changed = rows.filter(({ state }) => state === 'changed' || state === 'deleted');
  const duplicate = (copied: readonly DraftRow[]): void => {
    const objects = copied.map(({ id, name }) => ({ section, id, name: text('copyOf', { name: name === '' ? text('unnamed') : name }) }));
    void changeDrafts(client, 'drafts.duplicate', { objects });
  };
  const revert = (reverted: readonly DraftRow[]): void =>
    void changeDrafts(client, 'drafts.revert', { objects: reverted.map(({ id }) => ({ section, id })) });
  const actions: RowActions = {
    open: onOpen,
    rename: setRenaming,
    duplicate: (row) => duplicate([row]),
    remove: (row) => setDeleting([row]),
    revert: (row) => revert([row]),
  };
  const head = (by: DraftSort['by'], label: string): ReactNode => (
    <SortHead by={by} label={label} sort={view.sort} onSort={() => change(sortedBy(view, by))} />
  );
  return (
    <Stack gap="md">
      <Row gap="sm lg" className={classes.bar}>
        <TextInput
          className={classes.search}
          aria-label={text('search', { section: words(section) })}
          placeholder={text(`searchIn.${section}`)}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={
            view.search === '' ? null : <CloseButton size="sm" aria-label={text('clear')} onClick={() => change(searchedFor(view, ''))} />
          }
          maxLength={200}
          autoComplete="off"
          value={view.search}
          onChange={(event) => change(searchedFor(view, event.currentTarget.value))}
        />
        <Row className={classes.bulk} role="status">
          {chosen.size === 0 ? null : (
            <>
              <span>{text('chosen', { count: chosen.size })}</span>
              <BulkButton Icon={IconCopy} label={text('action.duplicate')} rows={there} onDo={duplicate} />
              <BulkButton Icon={IconRotate2} label={text('action.revert')} rows={changed} onDo={revert} />
              <BulkButton Icon={IconTrash} label={text('deleteChosen')} rows={there} onDo={setDeleting} />
              <Button size="xs" variant="subtle" onClick={() => setChosen(new Set())}>
                {text('clearChosen')}
              </Button>
            </>
          )}
        </Row>
      </Row>
      {error === null ? null : <ErrorState failure={error} onRetry={refetch} />}
      {value.total === 0 ? (
        <Muted component="p">{text('noMatches')}</Muted>
      ) : (
        <div className={classes.tableBox}>
          <table className={classes.table} aria-label={words(section)} data-extra={column === undefined ? undefined : true}>
            <thead>
              <tr>
                <td className={classes.select}>
                  <Checkbox
                    size="md"
                    aria-label={text('selectAll')}
                    checked={chosen.size === value.rows.length}
                    indeterminate={chosen.size > 0 && chosen.size < value.rows.length}
                    onChange={() => setChosen(chosen.size === value.rows.length ? new Set() : new Set(value.rows.map(({ id }) => id)))}
                  />
                </td>
                {head('name', text('column.name'))}
                {codeLabel === undefined ? null : head('code', codeLabel)}
                {column === undefined ? null : <th scope="col">{column.label}</th>}
                {head('state', text('column.state'))}
                {head('problems', health?.label ?? text('column.problems'))}
                {head('updatedAt', text('column.updatedAt'))}
                <td className={classes.more} />
              </tr>
            </thead>
            <tbody>
              {value.rows.map((row) => (
                <DraftRowView
                  key={row.id}
                  row={row}
                  health={health?.cell(row) ?? null}
                  extra={column === undefined ? null : column.cell(row)}
                  withCode={codeLabel !== undefined}
                  chosen={chosen.has(row.id)}
                  current={row.id === openId}
                  actions={actions}
                  onChoose={() => setChosen(toggled(chosen, row.id))}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager view={view} total={value.total} onPage={(next) => change({ ...view, page: next })} />
      <DeleteDialog section={section} rows={deleting} onClose={() => setDeleting(NOBODY)} onDeleted={() => setChosen(new Set())} />
      <RenameDialog section={section} row={renaming} onClose={() => setRenaming(null)} />
    </Stack>
  );
};

interface BulkButtonProps {
  readonly Icon: Icon;
  readonly label: string;
  /** Those chosen that this can be done to; without any the button is not there. */
  readonly rows: readonly DraftRow[];
  readonly onDo: (rows: readonly DraftRow[]) => void;
}

const BulkButton = ({ Icon, label, rows, onDo }: BulkButtonProps) => {
  const refused = useRefused();
  return rows.length === 0 ? null : (
    <Button size="xs" variant="default" leftSection={<Icon size={14} aria-hidden />} onClick={() => onDo(rows)} {...refused}>
      {label}
    </Button>
  );
};

interface SortHeadProps {
  readonly by: DraftSort['by'];
  readonly label: string;
  readonly sort: DraftSort;
  readonly onSort: () => void;
}

const SortHead = ({ by, label, sort, onSort }: SortHeadProps) => {
  const sorted = sort.by === by;
  const Arrow = sort.direction === 'ascending' ? IconChevronUp : IconChevronDown;
  return (
    <th scope="col" aria-sort={sorted ? sort.direction : 'none'} data-by={by}>
      <UnstyledButton className={classes.sort} onClick={onSort}>
        {label}
        {sorted ? <Arrow size={14} aria-hidden /> : null}
      </UnstyledButton>
    </th>
  );
};

const Pager = ({ view, total, onPage }: { view: ListView; total: number; onPage: (page: number) => void }) => {
  const text = useText('draftList');
  const format = useFormat();
  if (total <= PAGE) return null;
  const first = view.page * PAGE + 1;
  const last = Math.min(total, first + PAGE - 1);
  return (
    <Row gap="xs" wrap="nowrap" justify="flex-end" className={classes.pager}>
      <span>{text('pages', { first: format.count(first), last: format.count(last), total: format.count(total) })}</span>
      <ActionIcon size="sm" aria-label={text('previous')} disabled={view.page === 0} onClick={() => onPage(view.page - 1)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <ActionIcon size="sm" aria-label={text('next')} disabled={last >= total} onClick={() => onPage(view.page + 1)}>
        <IconChevronRight size={16} />
      </ActionIcon>
    </Row>
  );
};

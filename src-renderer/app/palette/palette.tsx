import type { KeyboardEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { useCall } from '../../client/index.ts';
import { extractScreenAddress, navigate } from '../../navigation/index.ts';
import {
  Dialog,
  FailureDialog,
  isComposing,
  Kbd,
  type MarkState,
  Mono,
  Muted,
  Row,
  StateMark,
  TruncatedText,
  useDebouncedValue,
  useFailureText,
  useText,
} from '../../ui/index.ts';
import type { LabelledCommand } from './commands.ts';
import { searchCommands } from './commands.ts';
import classes from './palette.module.css';
import { useCommands } from './use-commands.ts';
import { type FoundObject, openFoundObject, useFoundObjects } from './use-found-objects.ts';

type Person = CallOutput<'people.list'>['rows'][number];
type Option =
  | { readonly kind: 'command'; readonly item: LabelledCommand }
  | { readonly kind: 'object'; readonly object: FoundObject }
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'more-people' };

/** Failures that mean a list is missing. */
const NO_LISTS: ReadonlySet<Failure['code']> = new Set(['run-not-found', 'analysis-no-people']);
const MAX_PEOPLE = 8;
const PAUSE_MS = 120;
const CLOSEST_FIRST = { by: 'list', direction: 'ascending' } as const;

interface PaletteProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onReport: () => void;
  readonly onHelp: () => void;
}

/** Ctrl+K: screens, commands, what has a name in the drafts, and people by kanji, kana, romaji, address or number. */
export const Palette = ({ opened, onClose, onReport, onHelp }: PaletteProps) => {
  const text = useText('palette');
  const [failure, setFailure] = useState<Failure | null>(null);
  return (
    <>
      <Dialog
        opened={opened}
        onClose={onClose}
        withCloseButton={false}
        size={640}
        yOffset="12vh"
        centered={false}
        padding={0}
        attributes={{ content: { 'aria-label': text('title') } }}
      >
        {opened ? <Search onClose={onClose} onReport={onReport} onHelp={onHelp} onFailure={setFailure} /> : null}
      </Dialog>
      <FailureDialog title={text('failed')} failure={failure} onClose={() => setFailure(null)} />
    </>
  );
};

const PERSON_MARKS = { ready: 'ready', blocked: 'block', 'not-checked': 'unknown', outside: 'unknown' } as const satisfies Record<
  Person['state'],
  MarkState
>;

const Search = ({ onClose, onReport, onHelp, onFailure }: Omit<PaletteProps, 'opened'> & { onFailure: (failure: Failure) => void }) => {
  const text = useText('palette');
  const states = useText('people.orderState');
  const failureText = useFailureText();
  const listId = useId();
  const { commands, run } = useCommands(onReport, onHelp);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  /** Enter was pressed before the results arrived: the first result is chosen when they do. */
  const [isEnterPending, setEnterPending] = useState(false);
  const [settled] = useDebouncedValue(query.trim(), PAUSE_MS);
  const found = useCall(
    'people.list',
    settled === '' ? null : { filter: { search: settled, states: [] }, sort: CLOSEST_FIRST, offset: 0, limit: MAX_PEOPLE },
  );
  const people = query.trim() === '' ? [] : (found.value?.rows ?? []);
  const more = query.trim() === '' ? 0 : Math.max(0, (found.value?.total ?? 0) - people.length);
  const named = useFoundObjects(settled);
  const objects = query.trim() === '' ? [] : named.objects;
  const link = extractScreenAddress(query);
  const hits =
    link === null
      ? searchCommands(commands, query)
      : [{ command: { kind: 'link', address: link } as const, label: text('openLink'), reading: '' }];
  const options: Option[] = [
    ...hits.map((item): Option => ({ kind: 'command', item })),
    ...objects.map((object): Option => ({ kind: 'object', object })),
    ...people.map((person): Option => ({ kind: 'person', person })),
    ...(more > 0 ? [{ kind: 'more-people' } as const] : []),
  ];
  const active = Math.min(at, options.length - 1);
  const list = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawn list has moved when the active row changes.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const choose = (option: Option): void => {
    onClose();
    if (option.kind === 'command') void run(option.item.command).then((failed) => failed !== null && onFailure(failed));
    else if (option.kind === 'object') openFoundObject(option.object);
    else if (option.kind === 'person') navigate('people', { personId: option.person.personId });
    else navigate('people', { search: query.trim() });
  };

  /** Why people were not searched; `null` if they were or are being searched. */
  const unasked =
    query.trim() === '' || found.error === null ? null : NO_LISTS.has(found.error.code) ? text('noLists') : failureText(found.error).what;
  const areFound = found.error !== null || (found.value !== undefined && !found.stale);
  const isAnswered = settled === query.trim() && (settled === '' || (areFound && named.isAnswered));
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is acted on once, when it comes.
  useEffect(() => {
    if (!isEnterPending || !isAnswered) return;
    setEnterPending(false);
    const [first] = options;
    if (first !== undefined) choose(first);
  }, [isEnterPending, isAnswered]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && !isAnswered && options[active]?.kind !== 'command') {
      event.preventDefault();
      setEnterPending(true);
      return;
    }
    if (options.length === 0) return;
    const move = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: options.length - 1 }[event.key];
    if (move !== undefined && (event.key.startsWith('Arrow') || event.ctrlKey)) {
      event.preventDefault();
      setAt((move + options.length) % options.length);
    }
    const option = options[active];
    if (event.key === 'Enter' && option !== undefined) {
      event.preventDefault();
      choose(option);
    }
  };

  /** Properties of a row by its index among all rows. */
  const rowOf = (index: number) => ({
    id: `${listId}-${index}`,
    active: index === active,
    onPoint: () => setAt(index),
    onChoose: () => choose(options[index] as Option),
  });

  return (
    <>
      <input
        className={classes.input}
        type="text"
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={options.length === 0 ? undefined : `${listId}-${active}`}
        aria-label={text('title')}
        placeholder={text('placeholder')}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
          setEnterPending(false);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} ref={list} className={classes.list} role="listbox" aria-label={text('title')}>
        {hits.length === 0 ? null : (
          // biome-ignore lint/a11y/useSemanticElements: a listbox groups its options with this role.
          <div role="group" aria-label={text('group.commands')}>
            <p className={classes.group} aria-hidden>
              {text('group.commands')}
            </p>
            {hits.map((item, index) => (
              <Choice key={item.label} {...rowOf(index)}>
                <span>{item.label}</span>
                <span className={classes.kind}>
                  {text(item.command.kind === 'screen' || item.command.kind === 'part' ? 'kind.screen' : 'kind.command')}
                </span>
              </Choice>
            ))}
          </div>
        )}
        {objects.length === 0 ? null : (
          // biome-ignore lint/a11y/useSemanticElements: a listbox groups its options with this role.
          <div role="group" aria-label={text('group.objects')}>
            <p className={classes.group} aria-hidden>
              {text('group.objects')}
            </p>
            {objects.map((object, index) => (
              <Choice key={`${object.kind} ${object.id}`} {...rowOf(hits.length + index)}>
                <span>{object.name}</span>
                <TruncatedText c="dimmed" fz="sm">
                  {object.detail}
                </TruncatedText>
                <span className={classes.kind}>{text(`kind.${object.kind}`)}</span>
              </Choice>
            ))}
          </div>
        )}
        {people.length === 0 ? null : (
          // biome-ignore lint/a11y/useSemanticElements: a listbox groups its options with this role.
          <div role="group" aria-label={text('group.people')}>
            <p className={classes.group} aria-hidden>
              {text('group.people')}
            </p>
            {people.map((person, index) => (
              <Choice key={person.personId} {...rowOf(hits.length + objects.length + index)}>
                <StateMark state={PERSON_MARKS[person.state]} look="icon" label={states(person.state)} />
                <span>{person.name}</span>
                <TruncatedText c="dimmed" fz="sm">
                  {person.organization}
                </TruncatedText>
                <Mono>{person.workEmail}</Mono>
              </Choice>
            ))}
            {more === 0 ? null : <Choice {...rowOf(options.length - 1)}>{text('morePeople', { count: more })}</Choice>}
          </div>
        )}
        {people.length > 0 || (options.length > 0 && unasked === null) ? null : (
          <Muted component="p" size="md" className={classes.empty}>
            {unasked ?? text(isAnswered ? 'empty' : 'searching')}
          </Muted>
        )}
      </div>
      <Row gap="lg" align="stretch" wrap="nowrap" className={classes.foot} aria-hidden>
        <span>
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> {text('hint.move')}
        </span>
        <span>
          <Kbd>Enter</Kbd> {text('hint.open')}
        </span>
        <span>
          <Kbd>Esc</Kbd> {text('hint.close')}
        </span>
      </Row>
    </>
  );
};

interface ChoiceProps {
  readonly id: string;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
  readonly children: React.ReactNode;
}

/** Focus stays in the search field: Enter selects there, and the pointer selects here. */
const Choice = ({ id, active, onPoint, onChoose, children }: ChoiceProps) => (
  <Row id={id} gap="md" wrap="nowrap" className={classes.row} role="option" aria-selected={active} onMouseMove={onPoint} onClick={onChoose}>
    {children}
  </Row>
);

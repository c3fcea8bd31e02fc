import { IconBuilding, IconIdBadge2, IconUser } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useCall, useHasNeoPeople } from '#renderer/client/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { CloseButton, FieldLabel, isComposing, Muted, PlainList, Row, Stack, TextInput, useText, VisuallyHidden } from '../index.ts';
import classes from './person-picker.module.css';

/** A person, organization or role that can be chosen. */
export type PersonPick = CallOutput<'drafts.people'>['picks'][number];
type Kind = PersonPick['kind'];
/** Display data of a chosen entry. */
type KnownName = Pick<PersonPick, 'name'> & Partial<Pick<PersonPick, 'detail' | 'active'>>;
export type ChosenEntry = { readonly kind: Kind; readonly id: string };

const ICONS = { user: IconUser, organization: IconBuilding, role: IconIdBadge2 };
const SHOWN = 12;
const MAX_OPTIONS = 100;
const same = (a: ChosenEntry, b: ChosenEntry): boolean => a.kind === b.kind && a.id === b.id;

interface PersonPickerProps {
  readonly label: string;
  readonly kinds: readonly [Kind, ...Kind[]];
  readonly chosen: readonly ChosenEntry[];
  /** Name of a chosen entry; `undefined` if unknown. */
  readonly nameOf: (one: ChosenEntry) => KnownName | undefined;
  /** At most one entry; another choice replaces it. */
  readonly single?: boolean;
  /** The field is narrow and at the right edge: its list extends to the left. */
  readonly narrow?: boolean;
  /** Focus the field on first render. */
  readonly focused?: boolean;
  /** People who are not offered. */
  readonly isOut?: (pick: PersonPick) => boolean;
  /** Text shown if the search finds only such people. */
  readonly outText?: string;
  readonly onAdd: (pick: PersonPick) => void;
  readonly onRemove: (one: ChosenEntry) => void;
}

/** Selects people, organizations or roles by search; fully usable by keyboard. */
export const PersonPicker = (props: PersonPickerProps) => {
  const {
    label,
    kinds,
    chosen,
    nameOf,
    single = false,
    narrow = false,
    focused = false,
    isOut = () => false,
    outText,
    onAdd,
    onRemove,
  } = props;
  const text = useText('picker');
  const peopled = useHasNeoPeople();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [search, setSearch] = useState('');
  /** The search sent to the host, without unconverted IME text. */
  const [asked, setAsked] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const [said, setSaid] = useState('');
  /** Enter was pressed before the results arrived: the first result is chosen when they do. */
  const [isEnterPending, setEnterPending] = useState(false);
  const { value, error, stale } = useCall(
    'drafts.people',
    open ? { search: asked, kinds: [...kinds], limit: Math.min(MAX_OPTIONS, SHOWN + 1 + chosen.length) } : null,
  );
  const found = (value?.picks ?? []).filter((pick) => kinds.includes(pick.kind) && !chosen.some((one) => same(one, pick)) && !isOut(pick));
  const picks = found.slice(0, SHOWN);
  useLayoutEffect(() => {
    if (focused) input.current?.focus();
  }, [focused]);
  // Near the lower edge of the window the page scrolls so that the growing list is visible.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is taller with more to choose from.
  useEffect(() => {
    list.current?.scrollIntoView({ block: 'nearest' });
  }, [open, picks.length]);
  const at = Math.min(active, Math.max(0, picks.length - 1));

  const nameFor = (one: ChosenEntry): string => nameOf(one)?.name ?? text('unknown', { id: one.id });
  const add = (pick: PersonPick): void => {
    onAdd(pick);
    setSearch('');
    setAsked('');
    setActive(0);
    setEnterPending(false);
    setSaid(text('added', { name: pick.name }));
    if (single) setOpen(false);
    input.current?.focus();
  };
  const isAnswered = value !== undefined && !stale && asked === search;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is acted on once, when it comes.
  useEffect(() => {
    if (!isEnterPending || !(isAnswered || error !== null)) return;
    setEnterPending(false);
    const [first] = picks;
    if (isAnswered && first !== undefined) add(first);
  }, [isEnterPending, isAnswered, error]);
  const remove = (one: ChosenEntry): void => {
    onRemove(one);
    setSaid(text('removed', { name: nameFor(one) }));
    input.current?.focus();
  };
  const goTo = (place: number): void => {
    setActive(place);
    document.getElementById(`${id}-${place}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (isComposing(event)) return;
    const pick = picks[at];
    if (event.key === 'ArrowDown') {
      if (open) goTo(Math.min(picks.length - 1, at + 1));
      else setOpen(true);
    } else if (event.key === 'ArrowUp' && open) goTo(Math.max(0, at - 1));
    else if (event.key === 'Enter' && open) {
      if (!isAnswered) setEnterPending(true);
      else if (pick === undefined) return;
      else add(pick);
    } else if (event.key === 'Escape' && open) {
      setEnterPending(false);
      setOpen(false);
    } else if (event.key === 'Backspace' && search === '') {
      const last = chosen.at(-1);
      if (last === undefined) return;
      remove(last);
    } else return;
    event.preventDefault();
  };
  return (
    <Stack gap="xs">
      <FieldLabel component="label" htmlFor={id}>
        {label}
      </FieldLabel>
      {chosen.length === 0 ? null : (
        <PlainList beside gap="xs" mah="12rem" className={classes.chips} aria-label={text('chosen', { label })}>
          {chosen.map((one) => (
            <li key={`${one.kind} ${one.id}`} className={classes.chip} data-off={nameOf(one)?.active === false || undefined}>
              <Chip one={one} pick={nameOf(one)} name={nameFor(one)} onRemove={() => remove(one)} />
            </li>
          ))}
        </PlainList>
      )}
      <div className={classes.field}>
        <TextInput
          id={id}
          ref={input}
          role="combobox"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && picks[at] !== undefined ? `${id}-${at}` : undefined}
          placeholder={text(`placeholder.${kinds.length === 1 ? kinds[0] : kinds.includes('role') ? 'several' : 'places'}`)}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            setOpen(true);
            setActive(0);
            setEnterPending(false);
            if (!(event.nativeEvent as InputEvent).isComposing) setAsked(event.currentTarget.value);
          }}
          onCompositionEnd={(event) => setAsked(event.currentTarget.value)}
          onFocus={() => setOpen(true)}
          onClick={() => setOpen(true)}
          onBlur={() => {
            // A partial search would look like a choice.
            setOpen(false);
            setEnterPending(false);
            setSearch('');
            setAsked('');
          }}
          onKeyDown={onKeyDown}
        />
        {open ? (
          <div
            ref={list}
            id={`${id}-list`}
            role="listbox"
            tabIndex={-1}
            aria-label={label}
            className={classes.list}
            data-narrow={narrow || undefined}
          >
            {picks.map((pick, place) => {
              const Icon = ICONS[pick.kind];
              return (
                // Keys are handled by the search field, which keeps focus.
                <Row
                  key={`${pick.kind} ${pick.id}`}
                  id={`${id}-${place}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={place === at}
                  wrap="nowrap"
                  className={classes.option}
                  // Focus stays in the search field.
                  onMouseDown={(event) => event.preventDefault()}
                  onMouseMove={() => setActive(place)}
                  onClick={() => add(pick)}
                >
                  <Icon size={16} aria-hidden />
                  <span className={classes.who}>
                    <span>{pick.name}</span>
                    <Details pick={pick} />
                  </span>
                  {pick.active ? null : <span className={classes.off}>{text('inactive')}</span>}
                </Row>
              );
            })}
            {found.length > picks.length ? (
              <Muted role="option" tabIndex={-1} aria-selected={false} aria-disabled component="div" className={classes.none}>
                {text('more')}
              </Muted>
            ) : null}
            {picks.length === 0 ? (
              <Muted role="option" tabIndex={-1} aria-selected={false} aria-disabled component="div" className={classes.none}>
                {outText !== undefined && isAnswered && (value?.picks ?? []).some(isOut)
                  ? outText
                  : text(
                      error !== null
                        ? 'failed'
                        : value === undefined || stale
                          ? 'searching'
                          : !peopled
                            ? 'noList'
                            : asked.trim() === ''
                              ? 'type'
                              : 'none',
                    )}
              </Muted>
            ) : null}
          </div>
        ) : null}
      </div>
      <VisuallyHidden>
        <span role="status">{said}</span>
      </VisuallyHidden>
    </Stack>
  );
};

/** Details that distinguish people with the same name or show why a search matched. */
const Details = ({ pick: { detail, email, loginId, employeeCode } }: { readonly pick: PersonPick }) => {
  const text = useText('picker');
  const parts = [
    detail,
    email,
    loginId === '' || loginId === email ? '' : text('loginId', { id: loginId }),
    employeeCode === '' ? '' : text('employeeCode', { code: employeeCode }),
  ].filter((part) => part !== '');
  return parts.length === 0 ? null : (
    <Muted size="xs" className={classes.detail}>
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </Muted>
  );
};

interface ChipProps {
  readonly one: ChosenEntry;
  readonly pick: KnownName | undefined;
  readonly name: string;
  readonly onRemove: () => void;
}

const Chip = ({ one, pick, name, onRemove }: ChipProps) => {
  const text = useText('picker');
  const Icon = ICONS[one.kind];
  return (
    <>
      <Icon size={14} aria-hidden />
      <span title={pick?.detail}>{name}</span>
      {pick?.active === false ? <span className={classes.off}>{text('inactive')}</span> : null}
      <CloseButton size="xs" aria-label={text('remove', { name })} onClick={onRemove} />
    </>
  );
};

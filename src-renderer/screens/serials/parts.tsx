import { IconArrowDown, IconArrowUp, IconGripVertical, IconPlus, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { SavedTextInput } from '#renderer/ui/drafts/index.ts';
import {
  ActionIcon,
  Button,
  Checkbox,
  FieldLabel,
  Menu,
  Mono,
  Muted,
  PlainList,
  Row,
  Select,
  Stack,
  useNow,
  useText,
  VisuallyHidden,
} from '#renderer/ui/index.ts';
import { parseCalendarDay } from '#shared/domain/serials/day.ts';
import { MAX_COUNTER_DIGITS } from '#shared/domain/serials/digits.ts';
import type { Serial, SerialPart } from '#shared/domain/serials/serial.ts';
import { toIsoDay } from '../../parts/decisions/days.ts';
import classes from './serials.module.css';
import {
  addPart,
  createPart,
  formatParts,
  getNextPartKind,
  movePart,
  PART_KINDS,
  type PartKind,
  removePart,
  type SerialEdit,
  setPart,
} from './view-model.ts';

const DIGITS = Array.from({ length: MAX_COUNTER_DIGITS }, (_, at) => String(at + 1));

interface PartsProps {
  readonly serial: Serial;
  readonly onEdit: (edit: SerialEdit) => Promise<boolean>;
  /** The problems of the parts. */
  readonly children: ReactNode;
}

/** Parts of a number in order: moved by dragging, buttons, or Alt with an arrow. */
export const Parts = ({ serial, onEdit, children }: PartsProps) => {
  const text = useText('serialsScreen');
  const words = useText('serial.part');
  const list = useRef<HTMLOListElement>(null);
  const [said, setSaid] = useState('');
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const shown = useRef(serial);
  shown.current = serial;
  /** Index of the row that gets focus after the edit. */
  const focusAt = useRef<number | null>(null);
  const written = formatParts(serial, parseCalendarDay(toIsoDay(useNow())) ?? { year: 2026, month: 4, day: 1 }, serial.startValue);

  useEffect(() => {
    if (focusAt.current === null) return;
    list.current?.children[focusAt.current]?.querySelector<HTMLElement>('[data-part-kind]')?.focus();
    focusAt.current = null;
  });

  const move = (from: number, to: number): void => {
    const { parts } = shown.current;
    const edit = movePart(shown.current, from, to);
    const part = parts[from];
    if (edit === null || part === undefined) return;
    const place = Math.min(parts.length - 1, Math.max(0, to));
    focusAt.current = place;
    setSaid(text('parts.moved', { part: words(part.kind), place: place + 1, of: parts.length }));
    onEdit(edit);
  };
  const remove = (at: number): void => {
    const part = serial.parts[at];
    if (part === undefined) return;
    focusAt.current = Math.min(at, serial.parts.length - 2);
    setSaid(text('parts.removed', { part: words(part.kind) }));
    onEdit(removePart(at));
  };
  const add = (kind: PartKind): void => {
    focusAt.current = serial.parts.length;
    setSaid(text('parts.added', { part: words(kind) }));
    onEdit(addPart(serial, kind));
  };
  const onRowKey = (event: KeyboardEvent, at: number): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    // Typed text is committed before its part moves, because the field then belongs to another part.
    const { target } = event;
    if (target instanceof HTMLElement) flushSync(() => target.blur());
    move(at, event.key === 'ArrowUp' ? at - 1 : at + 1);
  };
  return (
    <Stack component="section" gap="sm" aria-label={text('parts.title')}>
      <FieldLabel aria-hidden>{text('parts.title')}</FieldLabel>
      <Muted component="p" size="xs">
        {text('parts.hint')}
      </Muted>
      <PlainList component="ol" className={classes.parts} ref={list}>
        {serial.parts.map((part, at) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the number.
            key={at}
            className={classes.part}
            data-dragged={dragged === at || undefined}
            data-over={over === at && dragged !== null && dragged !== at ? (dragged < at ? 'below' : 'above') : undefined}
            onKeyDown={(event) => onRowKey(event, at)}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(at);
            }}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged !== null) move(dragged, at);
              setDragged(null);
              setOver(null);
            }}
          >
            {/* biome-ignore lint/a11y/noStaticElementInteractions: for the mouse alone; the buttons and keys do the same. */}
            <span
              className={classes.grip}
              draggable
              title={text('parts.drag')}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move';
                event.dataTransfer.setData('text/plain', String(at));
                setDragged(at);
              }}
              onDragEnd={() => {
                setDragged(null);
                setOver(null);
              }}
            >
              <IconGripVertical size={16} aria-hidden />
            </span>
            <Select
              className={classes.kind}
              aria-label={text('parts.kind', { place: at + 1 })}
              data-part-kind
              data={PART_KINDS.map((kind) => ({ value: kind, label: words(kind) }))}
              value={part.kind}
              onChange={(kind) => {
                const next = PART_KINDS.find((one) => one === kind);
                if (next !== undefined && next !== part.kind) onEdit(setPart(serial, at, createPart(next)));
              }}
            />
            <PartFields part={part} at={at} onChange={(next) => onEdit(setPart(serial, at, next))} />
            <Muted size="md" className={classes.written}>
              <Mono>{written[at] === '' ? '–' : written[at]}</Mono>
            </Muted>
            <span className={classes.moves}>
              <ActionIcon size="sm" aria-label={text('parts.up', { place: at + 1 })} disabled={at === 0} onClick={() => move(at, at - 1)}>
                <IconArrowUp size={16} />
              </ActionIcon>
              <ActionIcon
                size="sm"
                aria-label={text('parts.down', { place: at + 1 })}
                disabled={at === serial.parts.length - 1}
                onClick={() => move(at, at + 1)}
              >
                <IconArrowDown size={16} />
              </ActionIcon>
              <ActionIcon size="sm" aria-label={text('parts.remove', { place: at + 1 })} onClick={() => remove(at)}>
                <IconTrash size={16} />
              </ActionIcon>
            </span>
          </li>
        ))}
      </PlainList>
      <Row align="stretch" wrap="nowrap">
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => add(getNextPartKind(serial))}>
          {text('parts.add', { part: words(getNextPartKind(serial)) })}
        </Button>
        <Menu position="bottom-start" withinPortal={false}>
          <Menu.Target>
            <Button size="xs" variant="subtle">
              {text('parts.addOther')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {PART_KINDS.map((kind) => (
              <Menu.Item key={kind} onClick={() => add(kind)}>
                {words(kind)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Row>
      {children}
      <VisuallyHidden>
        <span role="status">{said}</span>
      </VisuallyHidden>
    </Stack>
  );
};

interface PartFieldsProps {
  readonly part: SerialPart;
  readonly at: number;
  readonly onChange: (part: SerialPart) => Promise<boolean>;
}

const PartFields = ({ part, at, onChange }: PartFieldsProps) => {
  const text = useText('serialsScreen');
  if (part.kind === 'text')
    return (
      <SavedTextInput
        className={classes.detail}
        aria-label={text('parts.text', { place: at + 1 })}
        maxLength={100}
        spellCheck={false}
        value={part.text}
        onSave={(next) => onChange({ kind: 'text', text: next })}
      />
    );
  if (part.kind !== 'counter') return <span className={classes.detail} />;
  return (
    <Row component="span" gap="xs md" className={classes.detail}>
      <Select
        className={classes.digits}
        aria-label={text('parts.digits', { place: at + 1 })}
        data={DIGITS.map((value) => ({ value, label: text('parts.digitsOf', { digits: Number(value) }) }))}
        value={String(part.digits)}
        onChange={(digits) => onChange({ ...part, digits: Number(digits ?? part.digits) })}
      />
      <Checkbox
        label={text('parts.zeroPad')}
        checked={part.zeroPad}
        onChange={(event) => onChange({ ...part, zeroPad: event.currentTarget.checked })}
      />
    </Row>
  );
};

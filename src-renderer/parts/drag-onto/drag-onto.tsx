import { IconGripVertical } from '@tabler/icons-react';
import type { PointerEvent } from 'react';
import { Button, Muted, Row, TruncatedText, UnstyledButton, useRefusalReason } from '#renderer/ui/index.ts';
import classes from './drag-onto.module.css';
import type { Drag } from './use-drag-onto.ts';

/** Maximum number of objects that can be dragged; the others are selected in the dialog. */
const MAX_SHOWN = 8;

export interface DraggedItem {
  readonly id: string;
  readonly name: string;
}

interface TrayProps {
  readonly label: string;
  readonly hint: string;
  readonly things: readonly DraggedItem[];
  /** Accessible label of an object's button. */
  readonly chip: (name: string) => string;
  readonly more: (count: number) => string;
  readonly onGrab: (event: PointerEvent, id: string) => void;
  readonly onAsk: (id: string | null) => void;
}

/** Objects above the tree that can be assigned to an organization: dragged onto it, or pressed to open the equivalent dialog. */
export const DragTray = ({ label, hint, things, chip, more, onGrab, onAsk }: TrayProps) => {
  const refused = useRefusalReason() !== null;
  if (things.length === 0 || refused) return null;
  return (
    <Row className={classes.tray} gap="xs sm" mb="sm" role="group" aria-label={label}>
      <Muted>{hint}</Muted>
      {things.slice(0, MAX_SHOWN).map(({ id, name }) => (
        <UnstyledButton
          key={id}
          className={classes.chip}
          aria-label={chip(name)}
          title={name}
          onPointerDown={(event) => onGrab(event, id)}
          onClick={() => onAsk(id)}
        >
          <IconGripVertical size={14} aria-hidden />
          <TruncatedText>{name}</TruncatedText>
        </UnstyledButton>
      ))}
      {things.length > MAX_SHOWN ? (
        <Button size="xs" variant="subtle" onClick={() => onAsk(null)}>
          {more(things.length - MAX_SHOWN)}
        </Button>
      ) : null}
    </Row>
  );
};

/** The effect of an assignment as a sentence; `adds`: it would change something. */
export interface AssignmentEffect {
  readonly words: string;
  readonly adds: boolean;
}

interface DragLabelProps {
  readonly drag: Drag;
  /** Shown while the pointer is over no target. */
  readonly hint: string;
  /** `undefined` while it is loading. */
  readonly effect: AssignmentEffect | undefined;
  readonly name: string;
}

/** Label at the pointer: the effect of dropping here. */
export const DragLabel = ({ drag, hint, effect, name }: DragLabelProps) => {
  const isRight = drag.x > window.innerWidth / 2;
  return (
    <div
      className={classes.label}
      data-adds={effect?.adds || undefined}
      aria-hidden
      style={{ top: drag.y + 16, ...(isRight ? { right: window.innerWidth - drag.x + 8 } : { left: drag.x + 12 }) }}
    >
      {drag.over === null ? hint : (effect?.words ?? name)}
    </div>
  );
};

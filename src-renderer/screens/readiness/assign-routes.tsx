import { IconGripVertical } from '@tabler/icons-react';
import type { PointerEvent } from 'react';
import { Button, Muted, Row, Truncate, UnstyledButton, useText, useWhyRefused } from '#renderer/ui/index.ts';
import classes from './assign-routes.module.css';
import { useAssignment, useAssignmentText } from './use-assignment.ts';

/** Routes that lie ready to be dragged; the others are chosen in the dialog. */
const SHOWN = 8;

interface RouteTrayProps {
  /** Those that not everybody may use yet. */
  readonly routes: readonly { readonly id: string; readonly name: string }[];
  readonly onGrab: (event: PointerEvent, routeId: string) => void;
  readonly onAsk: (routeId: string | null) => void;
}

/** The routes above the tree: dragged onto an organisation, or pressed for the dialog that does the same. */
export const RouteTray = ({ routes, onGrab, onAsk }: RouteTrayProps) => {
  const text = useText('readiness.assign');
  const refused = useWhyRefused() !== null;
  if (routes.length === 0 || refused) return null;
  return (
    <Row className={classes.tray} gap="xs sm" mb="sm" role="group" aria-label={text('tray')}>
      <Muted>{text('trayHint')}</Muted>
      {routes.slice(0, SHOWN).map(({ id, name }) => (
        <UnstyledButton
          key={id}
          className={classes.chip}
          aria-label={text('chip', { route: name })}
          title={name}
          onPointerDown={(event) => onGrab(event, id)}
          onClick={() => onAsk(id)}
        >
          <IconGripVertical size={14} aria-hidden />
          <Truncate>{name}</Truncate>
        </UnstyledButton>
      ))}
      {routes.length > SHOWN ? (
        <Button size="xs" variant="subtle" onClick={() => onAsk(null)}>
          {text('more', { count: routes.length - SHOWN })}
        </Button>
      ) : null}
    </Row>
  );
};

interface DragLabelProps {
  readonly drag: { readonly what: string; readonly x: number; readonly y: number; readonly over: string | null };
  readonly routeName: string;
}

/** Beside the pointer: what letting go here would do, and for how many. */
export const DragLabel = ({ drag, routeName }: DragLabelProps) => {
  const text = useText('readiness.assign');
  const say = useAssignmentText();
  const assignment = useAssignment(drag.what, drag.over);
  const words = drag.over === null ? text('dropHint', { route: routeName }) : assignment === undefined ? routeName : say(assignment);
  const isRight = drag.x > window.innerWidth / 2;
  return (
    <div
      className={classes.label}
      data-kind={assignment?.outcome.kind}
      aria-hidden
      style={{ top: drag.y + 16, ...(isRight ? { right: window.innerWidth - drag.x + 8 } : { left: drag.x + 12 }) }}
    >
      {words}
    </div>
  );
};

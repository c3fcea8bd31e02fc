import { IconCircleCheck, IconGripVertical, IconInfoCircle } from '@tabler/icons-react';
import type { PointerEvent } from 'react';
import {
  Button,
  Muted,
  Row,
  Toast,
  ToastPlace,
  Truncate,
  UnstyledButton,
  useFailureText,
  useText,
  useWhyRefused,
} from '#renderer/ui/index.ts';
import classes from './assign-routes.module.css';
import { type Assigning, useAssignment, useAssignmentText } from './use-assignment.ts';

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

/** What was done with the way back, or why nothing was. */
export const AssignmentNotice = ({ assigning }: { readonly assigning: Assigning }) => {
  const text = useText('readiness.assign');
  const say = useAssignmentText();
  const failure = useFailureText();
  const { notice } = assigning;
  const words = (): string => {
    if (notice?.kind === 'failed') return failure(notice.failure).what;
    if (notice?.kind !== 'done') return notice === null ? '' : say(notice.assignment);
    const { route, organization, outcome } = notice.assignment;
    return text('done', {
      route: route.name,
      organization: organization.name,
      people: outcome.kind === 'adds' ? outcome.people : 0,
      seconds: outcome.kind === 'adds' ? outcome.seconds : 0,
    });
  };
  const Icon = notice?.kind === 'done' ? IconCircleCheck : IconInfoCircle;
  return (
    <ToastPlace>
      <Toast
        onClose={assigning.close}
        toast={
          notice === null
            ? null
            : {
                icon: <Icon size={16} aria-hidden />,
                ...(notice.kind === 'failed' ? { tone: 'bad' } : notice.kind === 'done' ? { tone: 'good' } : {}),
                words: words(),
                actions:
                  notice.kind === 'done' ? (
                    <Button size="xs" variant="subtle" onClick={() => void assigning.undo()}>
                      {text('undo')}
                    </Button>
                  ) : null,
              }
        }
      />
    </ToastPlace>
  );
};

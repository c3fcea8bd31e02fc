import { IconArrowBackUp, IconBell, IconCheck, IconClockPause } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { Result } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { ListTimes } from '#shared/contract/orders/clocks.ts';
import type { DeadlineView, UpcomingDeadlineView } from '#shared/contract/orders/notices.ts';
import { formatDeadline, formatUncheckedLists } from '#shared/messages/digest-words.ts';
import { useCall, useClient, useCompanyId, useHasRole } from '../../client/index.ts';
import { navigate } from '../../navigation/index.ts';
import { announceFailure } from '../../parts/undo/undo-notice.ts';
import {
  ActionIcon,
  Button,
  CountBadge,
  ErrorState,
  Fold,
  Muted,
  Popover,
  UnstyledButton,
  useNow,
  useText,
  useTexts,
} from '../../ui/index.ts';
import { getDeadlineScreen, listUnconfirmedNotices } from './notice-screens.ts';
import classes from './notices.module.css';

/** Deadlines of today, with a count until they are confirmed, and of the next seven days. */
export const Notices = () => {
  const text = useText('notices');
  const [open, setOpen] = useState(false);
  const bell = useRef<HTMLButtonElement>(null);
  const { value, error, refetch } = useCall('notices.list', {});
  const fresh = listUnconfirmedNotices(value?.notices ?? []);
  const request = useRequestToDecide();
  const count = fresh.length + (request === null ? 0 : 1);
  const label = count === 0 ? text('label') : text('labelNew', { count });
  // Focus returns to the bell only on Escape; a click on a line moves focus to its target.
  const leave = ({ key }: KeyboardEvent): void => {
    if (key !== 'Escape') return;
    setOpen(false);
    bell.current?.focus();
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={400} withinPortal={false} trapFocus shadow="md">
      <Popover.Target>
        <ActionIcon ref={bell} className={classes.bell} aria-label={label} title={label} onClick={() => setOpen(!open)}>
          <IconBell size={18} stroke={1.6} />
          {count === 0 ? null : <CountBadge count={count} tone="alert" />}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={text('label')} p={0} onKeyDown={leave}>
        {request === null ? null : <RequestLine request={request} onGone={() => setOpen(false)} />}
        {value !== undefined ? (
          <Due {...value} onGone={() => setOpen(false)} />
        ) : error === null ? null : (
          <ErrorState failure={error} onRetry={refetch} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
};

type OpenRequest = NonNullable<CallOutput<'approval.openRequest'>['request']>;

/** The open request for approval of a team server that waits for the user; `null` = none. */
function useRequestToDecide(): OpenRequest | null {
  const client = useClient();
  const isApprover = useHasRole('approver', useCompanyId());
  const { value } = useCall('approval.openRequest', client.host === 'server' && isApprover ? {} : null);
  const request = value?.request ?? null;
  return request === null || request.isOwn ? null : request;
}

const RequestLine = ({ request, onGone }: { readonly request: OpenRequest; readonly onGone: () => void }) => {
  const text = useText('notices');
  const go = (): void => {
    onGone();
    navigate('plan', { dialog: 'approval' });
  };
  return (
    <div className={classes.list}>
      <Part title={text('approval.title')} none={null}>
        <li className={classes.line}>
          <UnstyledButton className={classes.notice} data-seen={false} onClick={go}>
            <b>{text('approval.what', { items: request.items })}</b>
            <span>{text('approval.by', { by: request.requestedBy })}</span>
          </UnstyledButton>
        </li>
      </Part>
    </div>
  );
};

interface DueProps {
  readonly notices: Parameters<typeof listUnconfirmedNotices>[0];
  readonly coming: readonly UpcomingDeadlineView[];
  readonly takenAt: ListTimes;
  readonly serialUnchecked: boolean;
  readonly onGone: () => void;
}

const Due = ({ notices, coming, takenAt, serialUnchecked, onGone }: DueProps) => {
  const text = useText('notices');
  const texts = useTexts();
  const client = useClient();
  const fresh = listUnconfirmedNotices(notices);
  const soon = coming.filter(({ putOff }) => !putOff);
  const later = coming.filter(({ putOff }) => putOff);
  const list = useRef<HTMLDivElement>(null);
  // The pressed button is removed with its line, so focus moves to the list.
  const act = async (call: Promise<Result<unknown>>): Promise<void> => {
    list.current?.focus();
    const result = await call;
    if (!result.ok) announceFailure(result.error);
  };
  const lineOf = ({ key, deadline, putOff }: UpcomingDeadlineView): ReactNode => {
    const Icon = putOff ? IconArrowBackUp : IconClockPause;
    return (
      <Line key={key} deadline={deadline} isSeen={putOff} say={(left, day) => text('ends', { left, day })} onGone={onGone}>
        {(what) => (
          <ActionIcon
            aria-label={text(putOff ? 'bringBackOf' : 'putOffOf', { what })}
            title={text(putOff ? 'bringBack' : 'putOff')}
            onClick={() => void act(client.call('notices.putOff', { key, putOff: !putOff }))}
          >
            <Icon size={16} />
          </ActionIcon>
        )}
      </Line>
    );
  };
  return (
    <div ref={list} className={classes.list} tabIndex={-1}>
      <Part title={text('title')} none={notices.length === 0 ? text('noneToday') : null}>
        {notices.map(({ key, deadline, why, seen }) => (
          <Line key={key} deadline={deadline} isSeen={seen} say={(left) => text(why, { left })} onGone={onGone} />
        ))}
      </Part>
      {fresh.length === 0 ? null : (
        <Button
          size="xs"
          variant="subtle"
          className={classes.see}
          leftSection={<IconCheck size={16} aria-hidden />}
          onClick={() => void act(client.call('notices.see', { keys: fresh.map(({ key }) => key) }))}
        >
          {text('see')}
        </Button>
      )}
      <Part title={text('week')} none={coming.length === 0 ? text('noneWeek') : null}>
        {soon.map(lineOf)}
      </Part>
      {formatUncheckedLists(takenAt, texts, serialUnchecked).map((line) => (
        <Muted key={line} component="p" className={classes.none}>
          {line}
        </Muted>
      ))}
      {later.length === 0 ? null : (
        <Fold title={text('later', { count: later.length })} className={classes.later}>
          <ul className={classes.lines}>{later.map(lineOf)}</ul>
        </Fold>
      )}
    </div>
  );
};

const Part = ({ title, none, children }: { title: string; none: string | null; children: ReactNode }) => (
  <section className={classes.part} aria-label={title}>
    <h2 className={classes.title}>{title}</h2>
    {none === null ? (
      <ul className={classes.lines}>{children}</ul>
    ) : (
      <Muted component="p" className={classes.none}>
        {none}
      </Muted>
    )}
  </section>
);

interface LineProps {
  readonly deadline: DeadlineView;
  readonly isSeen?: boolean;
  readonly say: (left: string, day: string) => string;
  readonly onGone: () => void;
  /** Additional actions for the named item. */
  readonly children?: (what: string) => ReactNode;
}

/** One deadline with a link to the screen that shows it. */
const Line = ({ deadline, isSeen = false, say, onGone, children }: LineProps) => {
  const now = useNow();
  const texts = useTexts();
  const { what, left, day } = formatDeadline(deadline, now, texts);
  const go = (): void => {
    onGone();
    const [screen, params] = getDeadlineScreen(deadline);
    navigate(screen, params);
  };
  return (
    <li className={classes.line}>
      <UnstyledButton className={classes.notice} data-seen={isSeen} onClick={go}>
        <b>{what}</b>
        <span>{say(left, day)}</span>
      </UnstyledButton>
      {children?.(what)}
    </li>
  );
};

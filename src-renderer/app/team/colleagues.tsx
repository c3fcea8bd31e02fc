import { IconUsers } from '@tabler/icons-react';
import { ActionIcon, CountBadge, Muted, Popover, useText } from '../../ui/index.ts';
import classes from './colleagues.module.css';
import { type Colleague, useColleagues, useOpenedDraft, useReportPresence } from './use-presence.ts';

/** The other people who have the company open, and what they have opened. Nothing while there are none. */
export const Colleagues = () => {
  const text = useText('team.presence');
  useReportPresence();
  const colleagues = useColleagues();
  if (colleagues.length === 0) return null;
  const label = text('label', { count: colleagues.length });
  return (
    <Popover position="bottom-end" withinPortal={false} trapFocus={false}>
      <Popover.Target>
        <ActionIcon className={classes.button} aria-label={label} title={label}>
          <IconUsers size={18} stroke={1.6} />
          <CountBadge count={colleagues.length} tone="muted" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <ul className={classes.people}>
          {colleagues.map((colleague) => (
            <ColleagueLine key={colleague.id} colleague={colleague} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
};

const ColleagueLine = ({ colleague: { name, opened } }: { readonly colleague: Colleague }) => {
  const text = useText('team.presence');
  const sections = useText('draft.section');
  const [draft] = opened;
  return (
    <li>
      <b>{name}</b>
      {draft === undefined ? null : (
        <Muted>{text('opened', { section: sections(draft.section), name: draft.name === '' ? 'none' : draft.name })}</Muted>
      )}
    </li>
  );
};

/** Says that other people have opened the draft that the window shows. */
export const SameDraftNotice = () => {
  const text = useText('team.presence');
  const team = useText('team');
  const shown = useOpenedDraft();
  const colleagues = useColleagues();
  const others = colleagues.filter(({ opened }) => opened.some(({ section, id }) => section === shown?.section && id === shown.id));
  if (others.length === 0) return null;
  return (
    <div className={classes.notice} role="status">
      <IconUsers size={18} aria-hidden />
      <p>{text('same', { count: others.length, names: others.map(({ name }) => name).join(team('separator')) })}</p>
    </div>
  );
};

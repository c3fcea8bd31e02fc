import { IconBell, IconCheck } from '@tabler/icons-react';
import type { NoticeView } from '#shared/contract/notices.ts';
import { deadlineWords } from '#shared/messages/digest-words.ts';
import { useCall, useClient } from '../client/index.ts';
import { navigate } from '../navigation/index.ts';
import { ActionIcon, Menu, useFormat, useNow, useText, useTexts } from '../ui/index.ts';
import { placeOf, unseen } from './notice-places.ts';
import classes from './notices.module.css';

/** What has to be known today, with a number as long as nobody has said that they saw it. Nothing is shown on a day without. */
export const Notices = () => {
  const text = useText('notices');
  const format = useFormat();
  const client = useClient();
  const now = useNow();
  const texts = useTexts();
  const { value } = useCall('notices.list', {});
  if (value === undefined || value.notices.length === 0) return null;
  const fresh = unseen(value.notices);
  const label = fresh.length === 0 ? text('label') : text('labelUnseen', { count: fresh.length });
  const go = ({ deadline }: NoticeView): void => {
    const [screen, params] = placeOf(deadline);
    navigate(screen, params);
  };
  return (
    <Menu position="bottom-end" width={380} withinPortal={false}>
      <Menu.Target>
        <ActionIcon className={classes.bell} aria-label={label} title={label}>
          <IconBell size={18} stroke={1.6} />
          {fresh.length === 0 ? null : <span className={classes.count} data-count={format.count(fresh.length)} aria-hidden />}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{text('title')}</Menu.Label>
        <div className={classes.list}>
          {value.notices.map((notice) => {
            const { what, left } = deadlineWords(notice.deadline, now, texts);
            return (
              <Menu.Item key={notice.key} onClick={() => go(notice)}>
                <span className={classes.notice} data-seen={notice.seen}>
                  <b>{what}</b>
                  <span>{text(notice.why, { left })}</span>
                </span>
              </Menu.Item>
            );
          })}
        </div>
        {fresh.length === 0 ? null : (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconCheck size={16} aria-hidden />}
              onClick={() => void client.call('notices.see', { keys: fresh.map(({ key }) => key) })}
            >
              {text('see')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
};

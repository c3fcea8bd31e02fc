import { IconAlertTriangle } from '@tabler/icons-react';
import { useCall } from '../../client/index.ts';
import { Button, useText } from '../../ui/index.ts';
import classes from './full-disk-notice.module.css';

/** Shown while the data folder's disk is full: what is stored can be read, and no change can be saved. */
export const FullDiskNotice = () => {
  const text = useText('app.fullDisk');
  const { value, refetch } = useCall('console.storage', {});
  if (value?.isFull !== true) return null;
  return (
    <div className={classes.bar} role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <p className={classes.words}>
        <b>{text('what')}</b> {text('why', { folder: value.folder })} {text('next')}
      </p>
      <Button size="xs" variant="default" onClick={refetch}>
        {text('check')}
      </Button>
    </div>
  );
};

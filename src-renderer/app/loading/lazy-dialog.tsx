import { useEffect, useState, useSyncExternalStore } from 'react';
import { FailureDialog, useText } from '../../ui/index.ts';
import { type LazyPart, PART_NOT_LOADED } from './lazy-part.ts';

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

type LazyDialogProps<Props extends DialogProps> = Props & { readonly part: LazyPart<Props> };

/** A dialog in a chunk of its own, loaded when it is opened. */
export const LazyDialog = <Props extends DialogProps>({ part, ...rest }: LazyDialogProps<Props>) => {
  const props = rest as unknown as Props;
  const { opened, onClose } = props;
  const text = useText('app');
  const [isLost, setLost] = useState(false);
  const View = useSyncExternalStore(part.subscribe, part.view);
  useEffect(() => {
    if (!opened || part.view() !== undefined) return;
    part.load().catch(() => setLost(true));
  }, [opened, part]);
  if (View !== undefined) return <View {...props} />;
  return <FailureDialog title={text('name')} failure={opened && isLost ? PART_NOT_LOADED : null} onClose={onClose} />;
};

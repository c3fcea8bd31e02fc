import { useEffect, useState } from 'react';
import { FailureDialog, useText } from '../ui/index.ts';
import { type LaterPart, PART_NOT_LOADED } from './later.ts';

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

type LaterDialogProps<Props extends DialogProps> = Props & { readonly part: LaterPart<Props> };

/** A dialog that comes as a file of its own: brought where it is opened and is not here yet. */
export const LaterDialog = <Props extends DialogProps>({ part, ...rest }: LaterDialogProps<Props>) => {
  const props = rest as unknown as Props;
  const { opened, onClose } = props;
  const text = useText('app');
  const [isLost, setLost] = useState<boolean | null>(null);
  useEffect(() => {
    if (!opened || part.view() !== undefined) return;
    part.load().then(
      () => setLost(false),
      () => setLost(true),
    );
  }, [opened, part]);
  const View = part.view();
  if (View !== undefined) return <View {...props} />;
  return <FailureDialog title={text('name')} failure={opened && isLost === true ? PART_NOT_LOADED : null} onClose={onClose} />;
};

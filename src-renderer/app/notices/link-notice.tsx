import { IconInfoCircle, IconLink } from '@tabler/icons-react';
import { useEffect } from 'react';
import { create } from 'zustand';
import { getCurrentLink, useNavigation } from '../../navigation/index.ts';
import { Toast, useText } from '../../ui/index.ts';

type Said = 'copied' | 'notCopied' | 'misread';

const useSaid = create<{ readonly said: Said | null }>(() => ({ said: null }));
const say = (said: Said | null): void => useSaid.setState({ said });

/** Copies a link to the current view to the clipboard. */
export const copyLink = (): Promise<void> =>
  navigator.clipboard.writeText(getCurrentLink()).then(
    () => say('copied'),
    () => say('notCopied'),
  );

/** Result of a link: copied, or opened with parts that could not be read. Valid for one visit. */
export const LinkNotice = () => {
  const text = useText('app.link');
  const here = useNavigation((state) => state.here);
  const said = useSaid((state) => state.said);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said of a visit ends with it.
  useEffect(() => say(here.misread ? 'misread' : null), [here.visit, here.misread]);
  const Icon = said === 'copied' ? IconLink : IconInfoCircle;
  return (
    <Toast
      toast={
        said === null
          ? null
          : { icon: <Icon size={18} aria-hidden />, words: text(said), ...(said === 'notCopied' ? { tone: 'bad' as const } : {}) }
      }
      onClose={() => say(null)}
    />
  );
};

import { useRef } from 'react';
import { useCall, useChangeSettings, useSettings } from '#renderer/client/index.ts';
import { HeadHint, TextLink, useText } from '#renderer/ui/index.ts';
import type { HintScreen as HintId } from '#shared/contract/companies/console.ts';
import { isHintShown } from './view-model.ts';

/** A hint below a screen's title for first-time users; closing it hides it in every company. */
export const FirstHint = ({ screen }: { readonly screen: HintId }) => {
  const text = useText('firstHint');
  const changeSettings = useChangeSettings();
  const settings = useSettings();
  const mayShow = settings !== undefined && isHintShown(screen, settings, 0);
  const runs = useCall('apply.runs', mayShow && !settings.hintsWanted ? { offset: 0, limit: 1 } : null);
  // Decided once per visit, because a hint that disappears would take the focus on its button with it.
  const applied = useRef<number | null>(null);
  if (applied.current === null && runs.value !== undefined && !runs.outdated) applied.current = runs.value.total;
  if (!mayShow || !isHintShown(screen, settings, applied.current)) return null;
  const putAway = (): void => {
    void changeSettings({ hintsAway: [...settings.hintsAway, screen] });
    document.getElementById('screen-title')?.focus();
  };
  return (
    <HeadHint
      action={
        <TextLink size="sm" onClick={putAway}>
          {text('putAway')}
        </TextLink>
      }
    >
      {text(screen)}
    </HeadHint>
  );
};

import { useMemo } from 'react';
import { navigate } from '#renderer/navigation/index.ts';
import { Button, CopyButton, Kbd, Mono, Notice, useFormat, useRefusalProps, useText } from '#renderer/ui/index.ts';
import type { FixRow } from '#shared/contract/fixes/fixes.ts';
import { getAccountAction, listFixEffects } from '#shared/domain/fixes/fixes.ts';
import panel from '../../parts/compare-panel/compare-panel.module.css';
import { PanelSection } from '../../parts/compare-panel/compare-panel.tsx';
import { ComparisonView } from '../../parts/compare-panel/comparison-view.tsx';
import { DifferenceList } from '../../parts/compare-panel/difference-list.tsx';
import { useCompare } from '../../parts/compare-panel/use-compare.tsx';
import { Effects } from '../../parts/fixes/effects.tsx';
import { FixStateMark } from '../../parts/fixes/fix-state.tsx';
import classes from '../../parts/fixes/fixes.module.css';
import { useAccountTexts } from '../../parts/fixes/use-account-words.ts';
import { useEvidenceTexts } from '../../parts/fixes/use-evidence.ts';
import { getPresentValue } from '../../parts/fixes/view-model.ts';

/** One fix: state, change, reason, side effects, and dropping it. */
export const FixPanel = ({ fix, onDrop }: { readonly fix: FixRow; readonly onDrop: () => void }) => {
  const text = useText('fixesScreen');
  const refused = useRefusalProps();
  const words = useText('fix');
  const finding = useText('finding');
  const ui = useText('ui');
  const format = useFormat();
  const compare = useCompare();
  const evidence = useEvidenceTexts();
  const accountWords = useAccountTexts();
  const before = getPresentValue(fix);
  const comparison = useMemo(() => (before === null || before === fix.to ? null : compare(before, fix.to)), [compare, before, fix.to]);
  const names = [text('panel.before'), text('panel.after')] as const;
  const { account } = fix;
  const action =
    account !== null
      ? getAccountAction(account)
      : fix.side === 'neo'
        ? 'change-neo-email'
        : fix.oldAccount === ''
          ? 'invite-on-amazon'
          : 'reinvite-on-amazon';
  return (
    <div className={panel.panel}>
      <header>
        <FixStateMark state={fix.state} look="chip" />
        <h3 className={panel.title}>{words(`action.${action}`)}</h3>
        <p className={panel.who}>{words(`stateHelp.${fix.state}`)}</p>
      </header>
      {fix.state === 'overtaken' || fix.state === 'lost' ? (
        <Notice state="risk">
          {text(fix.state === 'overtaken' && account !== null ? 'panel.next-overtaken-account' : `panel.next-${fix.state}`)}
        </Notice>
      ) : null}
      <section aria-label={text('panel.change')} className={panel.section}>
        {account === null ? null : <p>{accountWords.change(account)}</p>}
        {before === null || account !== null ? null : <ComparisonView neo={before} amazon={fix.to} comparison={comparison} names={names} />}
        <div className={panel.suggestionLine}>
          {before === null || account !== null ? <Mono>{fix.to}</Mono> : <span />}
          <CopyButton value={fix.to}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy} aria-label={text('panel.copy')}>
                {ui(copied ? 'copied' : 'copy')}
              </Button>
            )}
          </CopyButton>
        </div>
        {comparison === null ? null : <DifferenceList comparison={comparison} names={names} />}
      </section>
      <PanelSection title={text('panel.why')}>
        <p>{account === null ? evidence.line(fix) : accountWords.why(account.why)}</p>
        {fix.code === null ? null : <p className={panel.faint}>{finding(`${fix.code}.name`)}</p>}
      </PanelSection>
      {fix.state === 'adopted' || fix.state === 'written' ? (
        <PanelSection title={text('panel.effects')}>
          <Effects effects={listFixEffects(action)} />
        </PanelSection>
      ) : null}
      <PanelSection title={text('panel.record')}>
        <dl className={panel.record}>
          <div>
            <dt>{text('panel.loginId')}</dt>
            <dd>{fix.loginId}</dd>
          </div>
          <div>
            <dt>{text('panel.adoptedAt')}</dt>
            <dd>{format.dateTime(fix.adoptedAt)}</dd>
          </div>
          {fix.written === null ? null : (
            <div>
              <dt>{text('panel.writtenAt')}</dt>
              <dd>
                {format.dateTime(fix.written.at)}
                <br />
                {text('panel.place', { file: fix.written.file, row: fix.written.row })}
              </dd>
            </div>
          )}
          {fix.oldAccount === '' ? null : (
            <div>
              <dt>{text('panel.oldAccount')}</dt>
              <dd translate="no">{fix.oldAccount}</dd>
            </div>
          )}
        </dl>
      </PanelSection>
      <div className={classes.panelActions}>
        <Button variant="default" onClick={() => navigate('matching', { search: account === null ? fix.loginId || fix.name : fix.to })}>
          {text('panel.matching')}
        </Button>
        <Button variant="subtle" rightSection={<Kbd>Delete</Kbd>} onClick={onDrop} {...refused}>
          {text('panel.drop')}
        </Button>
      </div>
    </div>
  );
};

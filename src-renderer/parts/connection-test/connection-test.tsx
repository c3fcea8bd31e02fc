import { IconCopy } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { ConnectionTarget } from '#shared/contract/connections/connections.ts';
import type { ConnectionField } from '#shared/domain/integration/connection-test/connection-test.ts';
import { Button, CopyButton, DataAgeText, Muted, PlainList, Row, SkeletonRows, StateMark, useFormat, useText } from '../../ui/index.ts';
import classes from './connection-test.module.css';
import { LayerLine, useFactText, useReasonText } from './layer-row.tsx';
import type { ConnectionTestState } from './use-connection-test.ts';
import { createLayerRows, createTestHeadline, formatRunAsText, type Headline } from './view-model.ts';

interface ConnectionTestProps<Target extends ConnectionTarget> {
  readonly target: Target;
  readonly work: ConnectionTestState<Target>;
  /** Fields that can be focused from this window. */
  readonly fields: readonly ConnectionField[];
  /** Default title if omitted. */
  readonly title?: string;
  /** Failure message, rendered by the caller, which knows the remedy. */
  readonly failure?: ReactNode;
}

/** A connection layer by layer: live during a test, afterwards with the age of the result. */
export const ConnectionTest = <Target extends ConnectionTarget>({ target, work, fields, title, failure }: ConnectionTestProps<Target>) => {
  const text = useText('connectionTest');
  const { run, running, cancel } = work;
  const place = useRef<HTMLElement>(null);
  const wasRunning = useRef(running);
  // Scroll a started test into view.
  useEffect(() => {
    if (running && !wasRunning.current) place.current?.scrollIntoView({ block: 'nearest' });
    wasRunning.current = running;
  }, [running]);
  if (run === undefined) return work.failure === null ? <SkeletonRows rows={6} /> : (failure ?? null);
  const rows = createLayerRows(target, run);
  return (
    <section ref={place} className={classes.test} aria-labelledby={`test-${target}`}>
      <Row className={classes.head}>
        <h2 id={`test-${target}`}>{title ?? text('title')}</h2>
        {run === null || running ? null : (
          <span className={classes.age}>
            <DataAgeText at={run.startedAt} />
          </span>
        )}
        {running ? (
          <Button size="xs" variant="default" onClick={cancel}>
            {text('cancel')}
          </Button>
        ) : run === null ? null : (
          <CopyRun rows={rows} target={target} startedAt={run.startedAt} />
        )}
      </Row>
      <div role="status" className={classes.headline}>
        <HeadlineText headline={createTestHeadline(target, run)} />
      </div>
      {work.failure === null ? null : <div className={classes.failure}>{failure}</div>}
      <PlainList component="ol" className={classes.layers} data-target={target} aria-label={text('layers')}>
        {rows.map((row) => (
          <LayerLine key={`${run?.startedAt ?? ''} ${row.layer}`} row={row} fields={fields} />
        ))}
      </PlainList>
    </section>
  );
};

const HeadlineText = ({ headline }: { readonly headline: Headline }) => {
  const text = useText('connectionTest.headline');
  const names = useText('connection.layer');
  if (headline.kind === 'failed') {
    const { layer, failed, skipped, total, outdated } = headline;
    return (
      <>
        <StateMark state="block" label={text('failed', { layer: names(`${layer}.name`), failed, skipped, total })} />
        {outdated ? <Muted component="p">{text('outdated')}</Muted> : null}
      </>
    );
  }
  if (headline.kind === 'outdated') return <StateMark state="risk" label={text('outdated')} />;
  if (headline.kind === 'passed')
    return (
      <StateMark
        state={headline.remarks > 0 ? 'risk' : 'ready'}
        label={text('passed', { passed: headline.passed, remarks: headline.remarks })}
      />
    );
  if (headline.kind === 'none') return <Muted size="md">{text('none')}</Muted>;
  return <Muted size="md">{text(headline.kind, { done: headline.done, total: headline.total })}</Muted>;
};

interface CopyRunProps {
  readonly rows: ReturnType<typeof createLayerRows>;
  readonly target: ConnectionTarget;
  readonly startedAt: string;
}

const CopyRun = ({ rows, target, startedAt }: CopyRunProps) => {
  const text = useText('connectionTest');
  const names = useText('connection.layer');
  const factName = useText('connection.fact');
  const ui = useText('ui');
  const format = useFormat();
  const factText = useFactText();
  const say = useReasonText();
  const value = formatRunAsText(rows, {
    title: `${text(`target.${target}`)}  ${format.dateTime(startedAt)}`,
    layer: (layer) => names(`${layer}.name`),
    look: (look) => text(`look.${look}`),
    reason: (reason) => (['what', 'why', 'next'] as const).map((part) => say(reason, part)),
    fact: (name, fact) => `${factName.phrase(name)}: ${factText(name, fact)}`,
    milliseconds: (milliseconds) => text('milliseconds', { value: format.count(milliseconds) }),
  });
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button size="xs" variant="default" leftSection={<IconCopy size={14} />} onClick={copy}>
          {copied ? ui('copied') : text('copy')}
        </Button>
      )}
    </CopyButton>
  );
};

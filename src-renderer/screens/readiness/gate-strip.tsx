import { navigate } from '#renderer/navigation/index.ts';
import { StateMark, Tooltip, Truncate, UnstyledButton, useFormat, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import type { Readiness } from '#shared/contract/readiness.ts';
import { PLACES } from '../../parts/gates/places.ts';
import { type GateLine, gateLines } from './gate-lines.ts';
import classes from './gate-strip.module.css';

/** The eight gates of an order, each with the people it stops and those for whom it was not checked. Every gate leads to where it is opened. */
export const GateStrip = ({ readiness }: { readiness: Readiness }) => {
  const text = useText('readiness.gates');
  return (
    <ol className={classes.strip} aria-label={text('label')}>
      {gateLines(readiness).map((line) => (
        <li key={line.gate}>
          <Gate line={line} />
        </li>
      ))}
    </ol>
  );
};

const Gate = ({ line }: { line: GateLine }) => {
  const text = useText('readiness.gates');
  const names = useText('people.gate');
  const parts = useText('readiness.partial');
  const format = useFormat();
  const { gate, look, stops, also, notChecked, atRisk, outside, unseen, codes } = line;
  const told = [
    names(`${gate}`),
    stops > 0 ? text('stops', { count: stops }) : '',
    also > 0 ? text(stops > 0 ? 'alsoToo' : 'also', { count: also }) : '',
    notChecked === 'all' ? text('notCheckedAll') : notChecked > 0 ? text('notCheckedOf', { count: notChecked }) : '',
    unseen.length > 0 ? text('unseen', { list: unseen.map((part) => parts(part)).join(parts('separator')) }) : '',
    atRisk === 'all' ? text('atRiskAll') : atRisk > 0 ? text('atRiskOf', { count: atRisk }) : '',
    outside > 0 ? text('outsideOf', { count: outside }) : '',
    look === 'ready' ? text('passed') : '',
  ].filter((sentence) => sentence !== '');
  const open = (): void => (stops > 0 ? navigate('matching', { codes, firstGateOnly: true }) : navigate(PLACES[gate] ?? 'matching'));
  return (
    <Tooltip label={told.map((sentence) => <div key={sentence}>{sentence}</div>)} multiline maw={360}>
      <UnstyledButton className={classes.gate} data-look={look} onClick={open}>
        <Truncate c="dimmed" fz="sm">
          <span className={classes.number}>{gate}</span> {text(`name.${gate}`)}
        </Truncate>
        <span className={classes.state}>
          <StateMark
            state={look}
            label={
              stops > 0
                ? `−${format.count(stops)}`
                : notChecked === 'all'
                  ? text('notChecked')
                  : notChecked > 0
                    ? text('notCheckedCount', { count: notChecked })
                    : also > 0
                      ? text('alsoCount', { count: also })
                      : atRisk === 'all'
                        ? text('atRisk')
                        : atRisk > 0
                          ? text('atRiskCount', { count: atRisk })
                          : text('ok')
            }
          />
        </span>
        <Truncate c="dimmed" fz="xs" className={classes.more}>
          {outside > 0
            ? text('outsideCount', { count: outside })
            : stops > 0 && notChecked !== 'all' && notChecked > 0
              ? text('notCheckedCount', { count: notChecked })
              : stops > 0 && notChecked === 'all'
                ? text('notChecked')
                : stops > 0 && also > 0
                  ? text('alsoCount', { count: also })
                  : ''}
        </Truncate>
        <VisuallyHidden>{told.join(' ')}</VisuallyHidden>
      </UnstyledButton>
    </Tooltip>
  );
};

import { useId, useState } from 'react';
import { navigate } from '#renderer/navigation/index.ts';
import { StateMark, TextLink, Tooltip, TruncatedText, UnstyledButton, useFormat, useText, VisuallyHidden } from '#renderer/ui/index.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { GATE_SCREENS } from '../../../parts/gates/gate-screens.ts';
import { createGateLines, type GateLine } from './gate-lines.ts';
import classes from './gate-strip.module.css';

/** The eight gates as a funnel, with arriving and stopped people. Every gate links to the screen where it can be opened. */
export const GateStrip = ({ readiness }: { readiness: Readiness }) => {
  const text = useText('readiness.gates');
  const tableId = useId();
  const [tableOpen, setTableOpen] = useState(false);
  const lines = createGateLines(readiness);
  return (
    <>
      <ol className={classes.strip} aria-label={text('label')}>
        {lines.map((line) => (
          <li key={line.gate}>
            <Gate line={line} inScope={readiness.inScope} />
          </li>
        ))}
      </ol>
      <TextLink
        size="sm"
        className={classes.twin}
        aria-expanded={tableOpen}
        aria-controls={tableId}
        onClick={() => setTableOpen(!tableOpen)}
      >
        {text(tableOpen ? 'table.hide' : 'table.show')}
      </TextLink>
      {tableOpen ? <Twin id={tableId} lines={lines} /> : null}
    </>
  );
};

/** Table with the numbers of the funnel. */
const Twin = ({ id, lines }: { id: string; lines: readonly GateLine[] }) => {
  const text = useText('readiness.gates');
  const format = useFormat();
  return (
    <table id={id} className={classes.table} aria-label={text('label')}>
      <thead>
        <tr>
          <th scope="col">{text('table.gate')}</th>
          {(['arrive', 'stops', 'also', 'notChecked'] as const).map((column) => (
            <th key={column} scope="col">
              {text(`table.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ gate, arrive, stops, also, notChecked }) => (
          <tr key={gate}>
            <th scope="row">{`${gate} ${text(`name.${gate}`)}`}</th>
            <td>{format.count(arrive)}</td>
            <td>{format.count(stops)}</td>
            <td>{format.count(also)}</td>
            <td>{notChecked === 'all' ? text('table.all') : format.count(notChecked)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Gate = ({ line, inScope }: { line: GateLine; inScope: number }) => {
  const text = useText('readiness.gates');
  const names = useText('people.gate');
  const parts = useText('readiness.partial');
  const { gate, look, arrive, stops, unchecked, also, notChecked, atRisk, outside, unseen, codes } = line;
  const passed = arrive - stops - unchecked;
  const sentences = [
    names(`${gate}`),
    stops > 0 ? text('stops', { count: stops }) : '',
    also > 0 ? text(stops > 0 ? 'alsoToo' : 'also', { count: also }) : '',
    notChecked === 'all' ? text('notCheckedAll') : notChecked > 0 ? text('notCheckedOf', { count: notChecked }) : '',
    unseen.length > 0 ? text('unseen', { list: unseen.map((part) => parts(part)).join(parts('separator')) }) : '',
    atRisk === 'all' ? text('atRiskAll') : atRisk > 0 ? text('atRiskOf', { count: atRisk }) : '',
    outside > 0 ? text('outsideOf', { count: outside }) : '',
    look === 'ready' ? text('passed') : '',
  ].filter((sentence) => sentence !== '');
  const open = (): void => (stops > 0 ? navigate('matching', { codes, firstGateOnly: true }) : navigate(GATE_SCREENS[gate] ?? 'matching'));
  return (
    <Tooltip label={sentences.map((sentence) => <div key={sentence}>{sentence}</div>)} multiline maw={360}>
      <UnstyledButton className={classes.gate} data-look={look} onClick={open}>
        <TruncatedText c="dimmed" fz="sm">
          <span className={classes.number}>{gate}</span> {text(`name.${gate}`)}
        </TruncatedText>
        <span className={classes.funnel} aria-hidden>
          {passed === 0 ? null : <span style={{ flexGrow: passed, flexBasis: 0 }} />}
          {unchecked === 0 ? null : <span data-unchecked style={{ flexGrow: unchecked, flexBasis: 0 }} />}
          {stops === 0 ? null : <span data-lost style={{ flexGrow: stops, flexBasis: 0 }} />}
          <i style={{ flexGrow: inScope - arrive, flexBasis: 0 }} />
        </span>
        <span className={classes.state}>
          <StateMark
            state={look}
            label={
              stops > 0
                ? text('stopsCount', { count: stops })
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
        <TruncatedText c="dimmed" fz="xs" className={classes.more}>
          {outside > 0
            ? text('outsideCount', { count: outside })
            : stops > 0 && notChecked !== 'all' && notChecked > 0
              ? text('notCheckedCount', { count: notChecked })
              : stops > 0 && notChecked === 'all'
                ? text('notChecked')
                : stops > 0 && also > 0
                  ? text('alsoCount', { count: also })
                  : ''}
        </TruncatedText>
        <VisuallyHidden>{sentences.join(' ')}</VisuallyHidden>
      </UnstyledButton>
    </Tooltip>
  );
};

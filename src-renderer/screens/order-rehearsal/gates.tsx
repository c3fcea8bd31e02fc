import { IconArrowRight } from '@tabler/icons-react';
import { navigate } from '#renderer/app/navigation.ts';
import { Button, StateMark, UnstyledButton, useText } from '#renderer/ui/index.ts';
import { PLACES } from '../../parts/gates/places.ts';
import { useReasonText } from '../../parts/reasons/use-reason-text.ts';
import classes from './order-rehearsal.module.css';
import { evidenceOf, markOf, type Rehearsed, type RehearsedGate } from './view-model.ts';

/** The eight gates in order, each with what it was judged by and what was found. */
export const Gates = ({ rehearsed }: { readonly rehearsed: Rehearsed }) => {
  const text = useText('orderRehearsal');
  return (
    <section>
      <h2>{text('gates')}</h2>
      <ol className={classes.gates}>
        {rehearsed.gates.map((gate) => (
          <Gate key={gate.gate} gate={gate} rehearsed={rehearsed} />
        ))}
      </ol>
    </section>
  );
};

const Gate = ({ gate, rehearsed }: { readonly gate: RehearsedGate; readonly rehearsed: Rehearsed }) => {
  const text = useText('orderRehearsal');
  const app = useText('app.screen');
  const moves = useText('readiness.move');
  const unseen = useText('readiness.partial');
  const place = PLACES[gate.gate] ?? 'matching';
  const { loginId, name } = rehearsed.person;
  const isFirst = rehearsed.firstClosed === gate.gate;
  return (
    <li className={classes.gate} data-first={isFirst || undefined}>
      <span className={classes.number} aria-hidden>
        {gate.gate}
      </span>
      <div className={classes.judged}>
        <h3>{text(`gate.${gate.gate}`)}</h3>
        {evidenceOf(gate.gate, rehearsed).map(({ key, params }) => (
          <p key={key} className={classes.hint}>
            {text(key, params)}
          </p>
        ))}
        {gate.unseen.length === 0 ? null : (
          <p className={classes.hint}>{text('unseen', { list: gate.unseen.map((part) => unseen(part)).join(unseen('separator')) })}</p>
        )}
        {gate.state === 'unasked' ? <p className={classes.hint}>{text('unasked')}</p> : null}
        {gate.findings.map((finding) => (
          <Found key={`${finding.row}`} finding={finding} search={loginId || name} />
        ))}
      </div>
      <div className={classes.state}>
        <StateMark state={markOf(gate.state)} look="chip" label={text(`state.${gate.state}`)} />
        {gate.move === null ? null : <span className={classes.move}>{text('moveOf', { who: moves(gate.move) })}</span>}
        {gate.state === 'closed' || gate.state === 'unseen' ? (
          <Button
            size="xs"
            variant={isFirst ? 'filled' : 'default'}
            rightSection={<IconArrowRight size={14} aria-hidden />}
            onClick={() => (place === 'matching' ? navigate('matching', { search: loginId || name }) : navigate(place))}
          >
            {text('goTo', { screen: app(place) })}
          </Button>
        ) : null}
      </div>
    </li>
  );
};

const Found = ({ finding, search }: { readonly finding: RehearsedGate['findings'][number]; readonly search: string }) => {
  const names = useText('finding');
  const reason = useReasonText();
  return (
    <div className={classes.found}>
      <StateMark state={finding.severity} look="icon" />
      <div>
        <UnstyledButton className={classes.name} onClick={() => navigate('matching', { search, row: finding.row })}>
          {names(`${finding.code}.name`)}
        </UnstyledButton>
        <p className={classes.hint}>{reason(finding.reason)}</p>
      </div>
    </div>
  );
};

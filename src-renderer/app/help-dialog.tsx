import { Fragment, type ReactNode } from 'react';
import { GUARD_IDS } from '#shared/domain/sync/guards/guard-types.ts';
import type { MessageKey } from '#shared/messages/keys.ts';
import { useChangeSettings, useSettings } from '../client/index.ts';
import { Button, Dialog, Facts, Kbd, Muted, Row, Stack, useText } from '../ui/index.ts';
import classes from './help.module.css';

const SEARCH = navigator.platform.startsWith('Mac') ? ['⌘', 'K'] : ['Ctrl', 'K'];

const KEYS: readonly (readonly [keys: readonly string[], what: MessageKey<'help.key'>])[] = [
  [SEARCH, 'search'],
  [['?'], 'help'],
  [['Alt', '←'], 'back'],
  [['Alt', '→'], 'forward'],
  [['/'], 'filter'],
  [['J'], 'next'],
  [['K'], 'previous'],
  [['Enter'], 'open'],
  [['Space'], 'choose'],
  [['Ctrl', 'A'], 'all'],
  [['Ctrl', 'C'], 'copy'],
  [['Ctrl', 'P'], 'print'],
  [['↑', '↓'], 'step'],
  [['←', '→'], 'stepParts'],
  [['Alt', '↑', '↓'], 'stepMove'],
  [['A'], 'adopt'],
  [['Shift', 'A'], 'adoptGroup'],
  [['I'], 'accept'],
  [['O'], 'assign'],
  [['Ctrl', 'Z'], 'undo'],
  [['Ctrl', 'Y'], 'redo'],
  [['Esc'], 'close'],
];

const GATES = [1, 2, 3, 4, 5, 6, 7, 8] as const;

const WORDS = ['side', 'adopt', 'accept', 'confidence', 'draft', 'plan', 'conflict', 'guard', 'lock', 'sheet'] as const;

/** Keyboard shortcuts, the gates of an order with sections of the manual, the checks before applying, and terms used on the screens. */
export const HelpDialog = ({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) => {
  const text = useText('help');
  const gates = useText('readiness.gates.name');
  const guards = useText('guard');
  return (
    <Dialog opened={opened} onClose={onClose} title={text('title')} size={720}>
      <Stack gap="lg">
        <Part title={text('keys')}>
          {KEYS.map(([keys, what]) => (
            <Fragment key={what}>
              <Row component="dt" gap="xs" wrap="nowrap">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </Row>
              <dd>{text(`key.${what}`)}</dd>
            </Fragment>
          ))}
        </Part>
        <Part title={text('gates')}>
          {GATES.map((gate) => (
            <Fragment key={gate}>
              <dt>
                {gate} {gates(`${gate}`)}
              </dt>
              <dd>{text(`gate.${gate}`)}</dd>
            </Fragment>
          ))}
        </Part>
        <Part title={text('guards')}>
          {GUARD_IDS.map((guard) => (
            <Fragment key={guard}>
              <dt>{guards(`${guard}.name`)}</dt>
              <dd>{text(`guard.${guard}`)}</dd>
            </Fragment>
          ))}
        </Part>
        <Part title={text('words')}>
          {WORDS.map((word) => (
            <Fragment key={word}>
              <dt>{text(`word.${word}.name`)}</dt>
              <dd>{text(`word.${word}.what`)}</dd>
            </Fragment>
          ))}
        </Part>
        <Hints />
      </Stack>
    </Dialog>
  );
};

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section>
    <h3 className={classes.heading}>{title}</h3>
    <Facts terms="8rem" fz="sm">
      {children}
    </Facts>
  </section>
);

/** Shows the closed hints again. */
const Hints = () => {
  const text = useText('help.hints');
  const changeSettings = useChangeSettings();
  const settings = useSettings();
  if (settings === undefined) return null;
  const isShown = settings.hintsWanted && settings.hintsAway.length === 0;
  return (
    <section>
      <h3 className={classes.heading}>{text('title')}</h3>
      <Row gap="sm md">
        <Button variant="default" disabled={isShown} onClick={() => void changeSettings({ hintsAway: [], hintsWanted: true })}>
          {text('again')}
        </Button>
        <Muted component="p" role="status">
          {text(isShown ? 'shown' : 'what')}
        </Muted>
      </Row>
    </section>
  );
};

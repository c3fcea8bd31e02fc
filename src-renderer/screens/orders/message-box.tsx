import { useState } from 'react';
import {
  Button,
  CopyButton,
  loadTexts,
  Notice,
  SegmentedControl,
  Textarea,
  TextLink,
  useLanguage,
  useText,
  useTexts,
  useTextsIn,
} from '#renderer/ui/index.ts';
import type { Language, Translate } from '#shared/messages/translate.ts';
import classes from './panel.module.css';

interface MessageBoxProps {
  readonly heading: boolean;
  readonly write: (language: Language, say: Translate) => string;
}

/** A message to copy, in the language of its recipients. */
export const MessageBox = ({ heading, write }: MessageBoxProps) => {
  const text = useText('orders.panel');
  const own = useLanguage();
  const ui = useText('ui');
  const [language, setLanguage] = useState(own);
  /** Language whose texts could not be loaded; `null` = none. */
  const [missing, setMissing] = useState<Language | null>(null);
  const says = useTexts();
  const others = useTextsIn(language);
  // Until the other language is loaded, or if it fails, the window's language is used.
  const message = others === null ? write(own, says) : write(language, others);
  const choose = (wanted: Language): void => {
    setLanguage(wanted);
    setMissing(null);
    loadTexts(wanted).catch(() => {
      setLanguage((now) => (now === wanted ? own : now));
      setMissing(wanted);
    });
  };
  return (
    <section className={classes.section}>
      <div className={classes.messageHead}>
        {heading ? <h3>{text('message')}</h3> : null}
        <SegmentedControl
          size="xs"
          aria-label={text('messageLanguage')}
          data={[
            { value: 'ja', label: '日本語' },
            { value: 'en', label: 'English' },
          ]}
          value={language}
          onChange={(value) => choose(value === 'en' ? 'en' : 'ja')}
        />
      </div>
      <div role="status">
        {missing === null ? null : (
          <Notice state="risk">
            {text('messageNotLoaded', { language: missing })} <TextLink onClick={() => choose(missing)}>{ui('retry')}</TextLink>
          </Notice>
        )}
      </div>
      <Textarea
        aria-label={text('message')}
        lang={others === null ? own : language}
        readOnly
        autosize
        minRows={6}
        maxRows={18}
        value={message}
      />
      <div>
        <CopyButton value={message}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {text(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
      </div>
    </section>
  );
};

import { useEffect, useState } from 'react';
import {
  Button,
  CopyButton,
  loadTexts,
  SegmentedControl,
  Textarea,
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

/** A message to be copied, in the language that its readers read. */
export const MessageBox = ({ heading, write }: MessageBoxProps) => {
  const text = useText('orders.panel');
  const own = useLanguage();
  const [language, setLanguage] = useState(own);
  const says = useTexts();
  const others = useTextsIn(language);
  // Until the other language is here, and where it cannot be brought, the message stays in the window's own.
  const message = others === null ? write(own, says) : write(language, others);
  useEffect(() => {
    loadTexts(language).catch(() => setLanguage(own));
  }, [language, own]);
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
          onChange={(value) => setLanguage(value === 'en' ? 'en' : 'ja')}
        />
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

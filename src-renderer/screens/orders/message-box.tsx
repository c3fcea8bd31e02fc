import { useState } from 'react';
import { Button, CopyButton, SegmentedControl, Textarea, useLanguage, useText } from '#renderer/ui/index.ts';
import type { Language } from '#shared/messages/texts.ts';
import classes from './panel.module.css';

interface MessageBoxProps {
  readonly heading: boolean;
  readonly write: (language: Language) => string;
}

/** A message to be copied, in the language that its readers read. */
export const MessageBox = ({ heading, write }: MessageBoxProps) => {
  const text = useText('orders.panel');
  const own = useLanguage();
  const [language, setLanguage] = useState(own);
  const message = write(language);
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
      <Textarea aria-label={text('message')} lang={language} readOnly autosize minRows={6} maxRows={18} value={message} />
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

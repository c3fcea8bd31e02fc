import type { DeliveryMessage } from './channel.ts';

/** Message formats of webhook services. */
export const WEBHOOK_FORMS = ['json', 'teams', 'slack', 'chatwork'] as const;
export type WebhookForm = (typeof WEBHOOK_FORMS)[number];

export interface WebhookBody {
  readonly contentType: string;
  readonly body: string;
}

/** Maximum number of characters; some services refuse longer texts. */
const MAX_LENGTH = 3000;

/** Creates the body of a message in a service's format, without names of people. */
export function createWebhookBody(form: WebhookForm, { id, about = 'watch', at, title, brief, numbers }: DeliveryMessage): WebhookBody {
  const text = brief.slice(0, MAX_LENGTH);
  const json = (value: unknown): WebhookBody => ({ contentType: 'application/json; charset=utf-8', body: JSON.stringify(value) });
  switch (form) {
    case 'json':
      return json({ type: `tsunagi-${about}`, version: 1, id, at, title, text, numbers });
    case 'slack':
      return json({ text: `*${slackText(title)}*\n${slackText(text)}` });
    case 'teams':
      return json({
        type: 'message',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            contentUrl: null,
            content: {
              $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
              type: 'AdaptiveCard',
              version: '1.4',
              body: [
                { type: 'TextBlock', size: 'medium', weight: 'bolder', wrap: true, text: cardText(title) },
                ...text.split('\n').map((line) => ({ type: 'TextBlock', wrap: true, spacing: 'small', text: cardText(line) })),
              ],
            },
          },
        ],
      });
    case 'chatwork': {
      const body = `[info][title]${chatworkText(title)}[/title]${chatworkText(text)}[/info]`;
      return { contentType: 'application/x-www-form-urlencoded', body: new URLSearchParams({ body, self_unread: '1' }).toString() };
    }
  }
}

const slackText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** Escapes Markdown, because cards interpret links and symbols at the start of a line. */
const cardText = (text: string): string => text.replace(/[\\*_[\]#>`]/g, '\\$&');
/** Replaces square brackets, because Chatwork interprets tags in them. */
const chatworkText = (text: string): string => text.replaceAll('[', '［').replaceAll(']', '］');

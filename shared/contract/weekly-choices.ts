/** Days of the week from Monday, 0 = Sunday. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0] as const;
export type Weekday = (typeof WEEKDAYS)[number];
export const WEBHOOK_FORMS = ['teams', 'slack', 'chatwork', 'json'] as const;
export const NOTIFICATIONS = ['mail', 'webhook', 'file'] as const;
export const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
/** `mail.example.co.jp:587`. */
export const MAIL_SERVER = /^(?:[A-Za-z0-9_.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;
/** A text of a schedule: no characters that end a line or an argument. */
export const SCHEDULE_TEXT = /^[^\p{Cc}\u2028\u2029"]*$/u;

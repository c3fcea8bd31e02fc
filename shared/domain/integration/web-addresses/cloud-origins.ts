/** Origins of cloud directories: for signing in, and for reading. Constants, so that no setting or file can name another one. */
export const CLOUD_ORIGINS: Readonly<Record<'entra' | 'google', readonly [signIn: string, api: string]>> = {
  google: ['https://oauth2.googleapis.com', 'https://admin.googleapis.com'],
  entra: ['https://login.microsoftonline.com', 'https://graph.microsoft.com'],
};

/** Origins of the Amazon Business API: the token servers, and the API of each region. Constants for the same reason. */
export const AMAZON_BUSINESS_ORIGINS = {
  signIn: { com: 'https://api.amazon.com', 'co.jp': 'https://api.amazon.co.jp' },
  api: {
    jp: 'https://jp.business-api.amazon.com',
    na: 'https://na.business-api.amazon.com',
    eu: 'https://eu.business-api.amazon.com',
  },
} as const;

const AMAZON_BUSINESS_LIST: readonly string[] = Object.values(AMAZON_BUSINESS_ORIGINS).flatMap((origins) => Object.values(origins));

export const isAmazonBusinessOrigin = (origin: string): boolean => AMAZON_BUSINESS_LIST.includes(origin);

import { z } from 'zod';
import {
  AMAZON_BUSINESS_REGIONS,
  AMAZON_TOKEN_SERVERS,
  type AmazonBusinessConnection,
  isAmazonClientId,
} from '../../domain/integration/amazon-business.ts';

/** See `AmazonBusinessConnection`. */
export const amazonBusinessSchema = z.strictObject({
  region: z.enum(AMAZON_BUSINESS_REGIONS),
  tokenServer: z.enum(AMAZON_TOKEN_SERVERS),
  clientId: z.string().trim().refine(isAmazonClientId),
}) satisfies z.ZodType<AmazonBusinessConnection>;

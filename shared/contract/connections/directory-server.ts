import { z } from 'zod';
import {
  type CompanyDirectory,
  type EntraDirectory,
  type GoogleDirectory,
  isAdminAddress,
  isClientId,
  isTenantName,
} from '../../domain/integration/cloud-directory.ts';
import { DIRECTORY_PROTECTIONS, type DirectoryServer, isAttributeName } from '../../domain/integration/directory-server.ts';

/** See `DirectoryServer`. Host and filter are checked when they are saved, and the failure contains the reason. */
const directoryServerSchema = z.strictObject({
  host: z.string().trim().min(1).max(253),
  port: z.number().int().min(1).max(65_535),
  protection: z.enum(DIRECTORY_PROTECTIONS),
  bindDn: z.string().trim().min(1).max(1_000),
  baseDn: z.string().trim().min(1).max(1_000),
  filter: z.string().trim().min(2).max(2_000),
  codeAttribute: z.string().trim().refine(isAttributeName),
}) satisfies z.ZodType<DirectoryServer>;

/** See `EntraDirectory`. */
const entraDirectorySchema = z.strictObject({
  kind: z.literal('entra'),
  tenant: z.string().trim().refine(isTenantName),
  clientId: z.string().trim().refine(isClientId),
}) satisfies z.ZodType<EntraDirectory>;

/** See `GoogleDirectory`. */
const googleDirectorySchema = z.strictObject({
  kind: z.literal('google'),
  admin: z.string().trim().refine(isAdminAddress),
}) satisfies z.ZodType<GoogleDirectory>;

/** See `CompanyDirectory`. */
export const companyDirectorySchema = z.union([
  directoryServerSchema,
  entraDirectorySchema,
  googleDirectorySchema,
]) satisfies z.ZodType<CompanyDirectory>;

export { toAmazonUsers } from './amazon-rows.ts';
export { toNeoUsers } from './neo-rows.ts';
export { toOrganizations } from './organization-rows.ts';

/** Returns the name of a team server for display: host and port. `address`: its origin. */
export const getServerName = (address: string): string => address.slice(address.indexOf('//') + 2);

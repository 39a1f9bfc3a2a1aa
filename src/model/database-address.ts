/** Where a memory or a queue is: in a file, or in a database on a server. */

/** Whether an address is that of a PostgreSQL server, not a file. */
export function isPostgres(address: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(address);
}

/** An address as it may be shown: no password, nor anything else that comes after the name of the database. */
export function shownAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) return 'postgres://…';
  const user = url.username === '' ? '' : `${url.username}@`;
  return `postgres://${user}${url.host}${url.pathname}`;
}
